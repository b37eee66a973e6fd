import type { Clock } from '../../src/clock.ts'
import { sleep } from '../../src/clock.ts'
import { makeId } from './ids.ts'
import type { MessageRequest } from './message-request.ts'

/** What the model of the emulator says; the same request gets the same text. */
export interface Reply {
  readonly id: string
  readonly model: string
  /** The text in the pieces in which a stream brings it. */
  readonly deltas: readonly string[]
  readonly stopReason: 'end_turn' | 'max_tokens'
  readonly inputTokens: number
  readonly outputTokens: number
}

/** Deltas of a long reply hold several words each, so that a stream has at most this many. */
const maxDeltas = 40

/** Echoes the last text of the user: `You said: …`, a word a token, cut at `max_tokens`. */
export function replyTo(request: MessageRequest): Reply {
  const said = request.lastUserText === '' ? 'You said nothing that I can read.' : `You said: ${request.lastUserText}`
  const words = said.match(/\s*\S+\s*$|\s*\S+/g) ?? [said]
  const kept = words.slice(0, request.maxTokens)
  const perDelta = Math.ceil(kept.length / maxDeltas)
  const deltas = kept.flatMap((_, at) => (at % perDelta === 0 ? [kept.slice(at, at + perDelta).join('')] : []))
  return reply(request, deltas, kept.length, kept.length < words.length ? 'max_tokens' : 'end_turn')
}

/** A reply of `count` numbered pieces. */
export function countedReply(request: MessageRequest, count: number): Reply {
  return reply(
    request,
    Array.from({ length: count }, (_, index) => `piece ${index + 1} `),
    count,
    'end_turn',
  )
}

function reply(
  request: MessageRequest,
  deltas: readonly string[],
  outputTokens: number,
  stopReason: Reply['stopReason'],
): Reply {
  return {
    id: makeId('msg_01'),
    model: request.model,
    deltas,
    stopReason,
    inputTokens: request.inputTokens,
    outputTokens: Math.max(outputTokens, 1),
  }
}

/** Every field that `@anthropic-ai/sdk` 1.11 declares; those that the emulator has nothing to say about are null. */
const message = (reply: Reply) => ({
  id: reply.id,
  type: 'message',
  role: 'assistant',
  model: reply.model,
  container: null,
  diagnostics: null,
  stop_details: null,
})

const tokens = (reply: Reply, outputTokens: number) => ({
  input_tokens: reply.inputTokens,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
  output_tokens: outputTokens,
  output_tokens_details: null,
  server_tool_use: null,
})

const usage = (reply: Reply, outputTokens: number) => ({
  ...tokens(reply, outputTokens),
  cache_creation: { ephemeral_5m_input_tokens: 0, ephemeral_1h_input_tokens: 0 },
  inference_geo: null,
  service_tier: 'standard',
  speed: 'standard',
})

/** The reply as one JSON body (https://platform.claude.com/docs/en/api/messages). */
export function replyBody(reply: Reply): string {
  return JSON.stringify({
    ...message(reply),
    content: [{ type: 'text', text: reply.deltas.join(''), citations: null }],
    stop_reason: reply.stopReason,
    stop_sequence: null,
    usage: usage(reply, reply.outputTokens),
  })
}

/** How fast a stream comes, and where it breaks off. */
export interface Pace {
  readonly clock: Clock
  /** Wait before each delta, milliseconds. Default 0. */
  readonly everyMs?: number
  /** Called before delta `index` (from 0) is sent; it is sent when the promise resolves. */
  readonly beforeDelta?: (index: number) => PromiseLike<unknown> | undefined
  /** Instead of delta `afterDeltas` and all that follows, the stream says this error. */
  readonly error?: { readonly afterDeltas: number; readonly type: string; readonly message: string }
  /** Ends the waiting: whoever listened is gone. */
  readonly gone: Promise<void>
}

/** An event of a stream before it is bytes. */
export type ReplyEvent = { readonly type: string; readonly [field: string]: unknown }

/** One server-sent event as the API writes it. */
export function sse(data: ReplyEvent): Uint8Array {
  return new TextEncoder().encode(`event: ${data.type}\ndata: ${JSON.stringify(data)}\n\n`)
}

/** The reply as server-sent events (https://platform.claude.com/docs/en/build-with-claude/streaming#event-types). */
export async function* replyEvents(reply: Reply, pace: Pace): AsyncGenerator<Uint8Array> {
  for await (const events of replyPieces(reply, pace)) yield Buffer.concat(events.map(sse))
}

/** The events of the reply in the pieces in which they are sent: what begins it, each delta, what ends it. */
export async function* replyPieces(reply: Reply, pace: Pace): AsyncGenerator<readonly ReplyEvent[]> {
  const start = { ...message(reply), content: [], stop_reason: null, stop_sequence: null, usage: usage(reply, 1) }
  yield [
    { type: 'message_start', message: start },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '', citations: null } },
    { type: 'ping' },
  ]
  const leave = new AbortController()
  void pace.gone.then(() => leave.abort())
  for (const [index, text] of reply.deltas.entries()) {
    if (pace.error?.afterDeltas === index) return yield [errorEvent(pace.error)]
    if (pace.everyMs !== undefined && pace.everyMs > 0) {
      await sleep(pace.clock, pace.everyMs, leave.signal).catch(() => {})
    }
    await Promise.race([pace.beforeDelta?.(index), pace.gone])
    if (leave.signal.aborted) return
    yield [{ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } }]
  }
  if (pace.error !== undefined) return yield [errorEvent(pace.error)]
  const end = { container: null, stop_details: null, stop_reason: reply.stopReason, stop_sequence: null }
  yield [
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: end, usage: tokens(reply, reply.outputTokens) },
    { type: 'message_stop' },
  ]
}

const errorEvent = (error: { type: string; message: string }): ReplyEvent => ({
  type: 'error',
  error: { type: error.type, message: error.message },
})
