import { failureAnswer, wordingAnswer } from './api/failure.ts'
import { wordingOf } from './captured/index.ts'
import { type Answer, type HeaderList, type Rendered, zipped } from './wire/answer.ts'
import type { Interruption } from './wire/deliver.ts'

/** What is done to the bytes on their way, whatever they are; see {@link Interruption}. */
interface Delivery {
  readonly interruptions?: readonly Interruption[]
}

/**
 * An answer that a test prescribes.
 *
 * - `genuine`: what the emulator would answer anyway, credential checks and all; for faults on top of it.
 * - `stream`: a genuine stream of `deltas` numbered pieces (default 20), whatever the credential: each after `everyMs`
 *   of the emulator's clock, or when `beforeDelta` resolves; with `error`, the stream says an error after so many.
 * - `error`: an error in the API's shape, with `retry-after` and `x-should-retry` where given.
 * - `rate-limited`, `overloaded`: the two errors that everybody meets: 429 with `retry-after` and no request left, 529.
 * - `wording`: a captured refusal by its id.
 * - `response`: any status, headers and body; nothing is added but framing and `date`.
 *   `contentLength` lies about the length, and the connection then ends with the body.
 * - `html`, `redirect`: the sign-in page of a portal with status 200, and the redirect to one.
 * - `bytes`: exactly these bytes, status line and all; then the connection ends unless `keepOpen`.
 * - `hang-up`: no byte at all, in order (`fin`) or not (`reset`).
 */
export type ScriptedAnswer = Delivery &
  (
    | { readonly kind: 'genuine' }
    | {
        readonly kind: 'stream'
        readonly deltas?: number
        readonly everyMs?: number
        readonly beforeDelta?: (index: number) => PromiseLike<unknown> | undefined
        readonly error?: { readonly afterDeltas: number; readonly type?: string; readonly message?: string }
      }
    | {
        readonly kind: 'error'
        readonly status: number
        readonly type: string
        readonly message: string
        readonly details?: { readonly error_code: string }
        readonly retryAfterSeconds?: number
        readonly shouldRetry?: boolean
        readonly gzip?: boolean
      }
    | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
    | { readonly kind: 'overloaded' }
    | { readonly kind: 'wording'; readonly id: string; readonly gzip?: boolean }
    | {
        readonly kind: 'response'
        readonly status: number
        readonly headers?: HeaderList | Readonly<Record<string, string>>
        readonly body?: string | Uint8Array
        readonly gzip?: boolean
        readonly contentLength?: number
        readonly framing?: 'length' | 'chunked' | 'close'
      }
    | { readonly kind: 'html'; readonly title?: string }
    | { readonly kind: 'redirect'; readonly to: string; readonly status?: 301 | 302 | 303 | 307 | 308 }
    | { readonly kind: 'bytes'; readonly bytes: string | Uint8Array; readonly keepOpen?: boolean }
    | { readonly kind: 'hang-up'; readonly how: 'fin' | 'reset' }
  )

/** Scripted answers that are fully known beforehand, as against those that the API makes. */
export type CannedAnswer = Exclude<ScriptedAnswer, { kind: 'genuine' | 'stream' | 'bytes' | 'hang-up' }>

/** Which requests an answer is for. */
export type Matching = (request: {
  readonly method: string
  readonly path: string
  readonly model: string | null
}) => boolean

export interface Script {
  add(answer: ScriptedAnswer, times: number, on: Matching): void
  /** The answer for this request; `null` when nothing is scripted for it. */
  next(request: Parameters<Matching>[0]): ScriptedAnswer | null
  clear(): void
}

/** Answers in the order in which they were added; behind the counted ones, the newest of those for all (`Infinity`). */
export function script(): Script {
  let counted: { answer: ScriptedAnswer; left: number; on: Matching }[] = []
  let standing: { answer: ScriptedAnswer; on: Matching }[] = []
  return {
    add(answer, times, on) {
      if (times === Infinity) standing.unshift({ answer, on })
      else counted.push({ answer, left: times, on })
    },
    next(request) {
      counted = counted.filter(({ left }) => left > 0)
      const first = counted.find(({ on }) => on(request))
      if (first === undefined) return standing.find(({ on }) => on(request))?.answer ?? null
      first.left -= 1
      return first.answer
    },
    clear() {
      counted = []
      standing = []
    },
  }
}

/** The answer as it would be sent at `nowMs`; `common` are the headers that every answer of the API has. */
export function cannedAnswer(answer: CannedAnswer, requestId: string, common: HeaderList, nowMs: number): Answer {
  switch (answer.kind) {
    case 'error': {
      const { retryAfterSeconds, shouldRetry } = answer
      const headers: (readonly [string, string])[] = []
      if (retryAfterSeconds !== undefined) headers.push(['retry-after', String(retryAfterSeconds)])
      if (shouldRetry !== undefined) headers.push(['x-should-retry', String(shouldRetry)])
      return zippedIf(answer.gzip, failureAnswer({ ...answer, headers }, requestId, common))
    }
    case 'rate-limited': {
      const message = "This request would exceed your account's rate limit. Please try again later."
      const reset = `${new Date(nowMs + answer.retryAfterSeconds * 1000).toISOString().slice(0, 19)}Z`
      const headers: HeaderList = [
        ['retry-after', String(answer.retryAfterSeconds)],
        ['anthropic-ratelimit-requests-limit', '50'],
        ['anthropic-ratelimit-requests-remaining', '0'],
        ['anthropic-ratelimit-requests-reset', reset],
      ]
      return failureAnswer({ status: 429, type: 'rate_limit_error', message, headers }, requestId, common)
    }
    case 'overloaded':
      return failureAnswer({ status: 529, type: 'overloaded_error', message: 'Overloaded' }, requestId, common)
    case 'wording':
      return zippedIf(answer.gzip, wordingAnswer(wordingOf(answer.id), requestId, common))
    case 'html': {
      const title = answer.title ?? 'Sign in'
      const body = `<!doctype html>\n<html><head><title>${title}</title></head><body><form method="post" action="/login"><h1>${title}</h1></form></body></html>\n`
      return {
        status: 200,
        headers: [['content-type', 'text/html; charset=utf-8'], ...date(common)],
        body: bytes(body),
      }
    }
    case 'redirect':
      return { status: answer.status ?? 302, headers: [['location', answer.to], ...date(common)], body: bytes('') }
    case 'response': {
      const { contentLength, framing } = answer
      const own = Array.isArray(answer.headers) ? (answer.headers as HeaderList) : Object.entries(answer.headers ?? {})
      const plain: Answer = {
        status: answer.status,
        headers: [...own, ...date(common)],
        body: bytes(answer.body ?? ''),
      }
      const whole = zippedIf(answer.gzip, plain)
      if (contentLength === undefined) return framing === undefined ? whole : { ...whole, framing }
      const headers: HeaderList = [...whole.headers, ['content-length', String(contentLength)]]
      return { ...whole, headers, framing: 'as-given', close: true }
    }
  }
}

/** An answer that is no response, or none that was made here: its bytes, how it is cut, and the status it shows. */
export function rawAnswer(answer: Extract<ScriptedAnswer, { kind: 'bytes' | 'hang-up' }>): {
  readonly status: number | null
  readonly rendered: Rendered
  readonly interruptions: readonly Interruption[]
} {
  const interruptions = answer.interruptions ?? []
  if (answer.kind === 'hang-up') {
    const rendered: Rendered = { head: bytes(''), pieces: [], closeAfter: true }
    return { status: null, rendered, interruptions: [...interruptions, { at: 0, do: answer.how }] }
  }
  const whole = typeof answer.bytes === 'string' ? Buffer.from(answer.bytes, 'latin1') : Buffer.from(answer.bytes)
  const blank = whole.indexOf('\r\n\r\n')
  const behindHead = blank < 0 ? whole.length : blank + 4
  const status = /^HTTP\/1\.\d (\d{3})/.exec(whole.toString('latin1', 0, 12))?.[1]
  return {
    status: status === undefined ? null : Number(status),
    rendered: {
      head: whole.subarray(0, behindHead),
      pieces: [whole.subarray(behindHead)],
      closeAfter: answer.keepOpen !== true,
    },
    interruptions,
  }
}

const bytes = (value: string | Uint8Array): Uint8Array =>
  typeof value === 'string' ? new TextEncoder().encode(value) : value

const date = (common: HeaderList): HeaderList => common.filter(([name]) => name === 'date')

const zippedIf = (wanted: boolean | undefined, answer: Answer): Answer => (wanted === true ? zipped(answer) : answer)
