import type { Answer, HeaderList } from '../wire/answer.ts'

/** A refusal of Bedrock; `type` is the name of the exception, which travels in a header. */
export interface BedrockFailure {
  readonly status: number
  readonly type: string
  readonly message: string
}

/** The error as REST services of AWS write it: https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html#operation-error-serialization */
export function failure({ status, type, message }: BedrockFailure, common: HeaderList): Answer {
  return {
    status,
    headers: [['content-type', 'application/json'], ['x-amzn-errortype', type], ...common],
    body: new TextEncoder().encode(JSON.stringify({ message })),
  }
}

export const validation = (message: string): BedrockFailure => ({ status: 400, type: 'ValidationException', message })
