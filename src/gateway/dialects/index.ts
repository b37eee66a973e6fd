import type { Dialect } from './dialect.ts'
import { messages } from './messages.ts'

/** Every dialect, in the order in which help lists them. */
export const dialects: readonly Dialect[] = [messages]

/** The dialect of that id, or `undefined`. */
export const dialectById = (id: string): Dialect | undefined => dialects.find((dialect) => dialect.id === id)
