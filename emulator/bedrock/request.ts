import { isMessageRequest, type MessageRequest, readMessageRequest } from '../api/message-request.ts'
import { type BedrockFailure, validation } from './failure.ts'

/** A request that a model can answer, or why it is none. */
export type ModelRequest = MessageRequest | BedrockFailure

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)

export const isModelRequest = (request: ModelRequest): request is MessageRequest => 'lastUserText' in request

const parse = (bytes: Uint8Array): Json | null => {
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return isObject(value) ? value : null
  } catch {
    return null
  }
}

/** That of Bedrock, and those of the Messages API, which Claude Code and `@anthropic-ai/bedrock-sdk` 1.1 send. */
const versions = new Set<unknown>(['bedrock-2023-05-31', '2023-06-01', '2026-10-21'])

const malformed = validation('Malformed input request, please reformat your input and try again.')

/**
 * The body of InvokeModel for Claude: that of the Messages API without `model` and `stream`, which are said by the
 * path, and with `anthropic_version` (https://docs.aws.amazon.com/bedrock/latest/userguide/model-parameters-anthropic-claude-messages.html).
 */
export function readInvoke(bytes: Uint8Array, model: string, stream: boolean): ModelRequest {
  const body = parse(bytes)
  if (body === null) return malformed
  const { anthropic_version: version, anthropic_beta: beta, ...rest } = body
  if (version === undefined) return validation('anthropic_version: Field required')
  if (!versions.has(version)) return validation(`anthropic_version: "${version}" is not a valid version`)
  for (const name of ['model', 'stream']) {
    if (name in rest) return validation(`${name}: Extra inputs are not permitted`)
  }
  if (beta !== undefined && !Array.isArray(beta)) return validation('anthropic_beta: Input should be a valid list')
  return asMessage({ ...rest, model, stream }, beta !== undefined, bytes.length)
}

/** The body of Converse: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_Converse.html */
export function readConverse(bytes: Uint8Array, model: string, stream: boolean): ModelRequest {
  const body = parse(bytes)
  if (body === null) return malformed
  const messages = Array.isArray(body.messages) ? body.messages : []
  const read = messages.map((message) => ({
    role: isObject(message) ? message.role : undefined,
    content: (isObject(message) && Array.isArray(message.content) ? message.content : []).map((block: unknown) =>
      isObject(block) && typeof block.text === 'string' ? { type: 'text', text: block.text } : { type: 'other' },
    ),
  }))
  const most = isObject(body.inferenceConfig) ? body.inferenceConfig.maxTokens : undefined
  return asMessage({ model, stream, max_tokens: most ?? 4096, messages: read }, true, bytes.length)
}

/** The body of CountTokens: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_runtime_CountTokens.html */
export function readCount(bytes: Uint8Array, model: string): ModelRequest {
  const input = parse(bytes)?.input
  if (!isObject(input)) return malformed
  const { invokeModel, converse } = input
  if (isObject(invokeModel) && typeof invokeModel.body === 'string') {
    return readInvoke(Buffer.from(invokeModel.body, 'base64'), model, false)
  }
  return isObject(converse) ? readConverse(Buffer.from(JSON.stringify(converse)), model, false) : malformed
}

function asMessage(body: Json, betas: boolean, size: number): ModelRequest {
  const read = readMessageRequest(Buffer.from(JSON.stringify(body)), { betas, maxTokens: true })
  return isMessageRequest(read) ? { ...read, inputTokens: Math.ceil(size / 4) } : validation(read.message)
}
