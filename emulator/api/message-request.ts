import { type Failure, invalid } from './failure.ts'

/** What the emulator takes out of the body of a Messages or Count Tokens request. */
export interface MessageRequest {
  readonly model: string
  readonly stream: boolean
  readonly maxTokens: number
  /** The last text that the user said; empty when there is none. */
  readonly lastUserText: string
  /** A rough count: four bytes a token. */
  readonly inputTokens: number
}

/** Top-level fields of the Messages API, from `MessageCreateParamsBase` of `@anthropic-ai/sdk` 1.11. */
const fields = new Set([
  ...['max_tokens', 'messages', 'model', 'cache_control', 'container', 'diagnostics', 'inference_geo', 'metadata'],
  ...[
    'output_config',
    'service_tier',
    'speed',
    'stop_sequences',
    'stream',
    'system',
    'thinking',
    'tool_choice',
    'tools',
  ],
  ...['temperature', 'top_k', 'top_p', 'user_profile_id', 'workspace_id'],
])
/** Fields that the API takes only together with an `anthropic-beta` header, from the SDK's beta parameters. */
const betaFields = new Set([
  ...['billing_policy', 'compaction', 'context_management', 'fallback_credit_token', 'fallbacks', 'mcp_servers'],
  ...['output_format', 'thread'],
])

/** `system` stands between turns: `SystemMessageParam` of the SDK, and Claude Code sends it. */
const roles = new Set<unknown>(['user', 'assistant', 'system'])

type Json = Readonly<Record<string, unknown>>
const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value)
const isFailure = (value: MessageRequest | Failure | Json): value is Failure => 'status' in value && 'message' in value

/**
 * Reads the body as strictly as the API does, with its words; the message of a failure begins with the field's path.
 * `has.maxTokens` is off for counting, where the API has no such field.
 */
export function readMessageRequest(
  bytes: Uint8Array,
  has: { readonly betas: boolean; readonly maxTokens: boolean },
): MessageRequest | Failure {
  const body = parse(bytes)
  if (isFailure(body)) return body
  for (const name of ['model', 'messages', ...(has.maxTokens ? ['max_tokens'] : [])]) {
    if (body[name] === undefined) return invalid(`${name}: Field required`)
  }
  for (const name of Object.keys(body)) {
    if (!fields.has(name) && !(has.betas && betaFields.has(name))) {
      return invalid(`${name}: Extra inputs are not permitted`)
    }
  }
  const { model, max_tokens: maxTokens = 1, stream = false, messages } = body
  if (typeof model !== 'string') return invalid('model: Input should be a valid string')
  if (model === '') return invalid('model: String should have at least 1 character')
  if (typeof maxTokens !== 'number' || !Number.isInteger(maxTokens)) {
    return invalid('max_tokens: Input should be a valid integer')
  }
  if (maxTokens < 1) return invalid('max_tokens: Input should be greater than or equal to 1')
  if (typeof stream !== 'boolean') return invalid('stream: Input should be a valid boolean')
  if (!Array.isArray(messages)) return invalid('messages: Input should be a valid list')
  const wrong = wrongMessage(messages)
  if (wrong !== null) return invalid(wrong)
  return {
    model,
    stream,
    maxTokens,
    lastUserText: lastUserText(messages),
    inputTokens: Math.ceil(bytes.length / 4),
  }
}

export const isMessageRequest = (value: MessageRequest | Failure): value is MessageRequest => !isFailure(value)

function parse(bytes: Uint8Array): Json | Failure {
  const notJson = (why: string) => invalid(`The request body is not valid JSON: ${why}`)
  if (bytes.length === 0) return notJson('Input is a zero-length, empty document: line 1 column 1 (char 0)')
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return notJson('str is not valid UTF-8: surrogates not allowed: line 1 column 1 (char 0)')
  }
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return notJson('unexpected character: line 1 column 1 (char 0)')
  }
  // A half of a surrogate pair is legal in JSON and not in the API: https://github.com/anthropics/claude-code/issues/6508
  const lone = loneSurrogate(text)
  if (lone >= 0) return notJson(`no low surrogate in string: line 1 column ${lone + 1} (char ${lone})`)
  return isObject(value) ? value : invalid('Input should be a valid dictionary')
}

/** Where the first escaped half of a surrogate pair stands; -1 when there is none. */
function loneSurrogate(text: string): number {
  const escapes =
    /\\(?:u([dD][89abAB][0-9a-fA-F]{2})(\\u[dD][c-fC-F][0-9a-fA-F]{2})?|u([dD][c-fC-F][0-9a-fA-F]{2})|.)/gs
  for (const found of text.includes('\\u') ? text.matchAll(escapes) : []) {
    if ((found[1] !== undefined && found[2] === undefined) || found[3] !== undefined) return found.index
  }
  return -1
}

function wrongMessage(messages: readonly unknown[]): string | null {
  if (messages.length === 0) return 'messages: at least one message is required'
  for (const [index, message] of messages.entries()) {
    const at = `messages.${index}`
    if (!isObject(message)) return `${at}: Input should be a valid dictionary`
    if (message.role === undefined) return `${at}.role: Field required`
    if (!roles.has(message.role)) return `messages.${index}.role: Input should be 'user', 'assistant' or 'system'`
    const { content } = message
    if (content === undefined) return `${at}.content: Field required`
    if (typeof content !== 'string' && !Array.isArray(content)) return `${at}.content: Input should be a valid list`
    const optional = index === messages.length - 1 && message.role === 'assistant'
    if (content.length === 0 && !optional) {
      return `${at}: all messages must have non-empty content except for the optional final assistant message`
    }
    if (typeof content === 'string') continue
    for (const [place, block] of content.entries()) {
      if (!isObject(block)) return `${at}.content.${place}: Input should be a valid dictionary`
      if (typeof block.type !== 'string') return `${at}.content.${place}.type: Field required`
      if (block.type !== 'text') continue
      if (typeof block.text !== 'string') return `${at}.content.${place}.text.text: Field required`
      if (block.text === '') return 'messages: text content blocks must be non-empty'
    }
  }
  return null
}

function lastUserText(messages: readonly unknown[]): string {
  for (const message of [...messages].reverse()) {
    if (!isObject(message) || message.role !== 'user') continue
    if (typeof message.content === 'string') return message.content
    const blocks: readonly unknown[] = Array.isArray(message.content) ? message.content : []
    const text = blocks.findLast((block) => isObject(block) && block.type === 'text')
    if (isObject(text) && typeof text.text === 'string') return text.text
  }
  return ''
}
