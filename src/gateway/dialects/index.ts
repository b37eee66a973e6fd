import { bedrock } from './bedrock.ts'
import type { Dialect } from './dialect.ts'
import { messages } from './messages.ts'

/** Every dialect, in the order in which help lists them. */
export const dialects: readonly Dialect[] = [messages, bedrock]

/** The dialect of that id, or `undefined`. */
export const dialectById = (id: string): Dialect | undefined => dialects.find((dialect) => dialect.id === id)

export { awsAddress, awsKeyHeader, awsServiceNames, readAwsHost, regionShape } from '../aws-services.ts'
