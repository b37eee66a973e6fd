import { gzipSync } from 'node:zlib'
import { failureAnswer, wordingAnswer } from './api/failure.ts'
import { wordingOf } from './captured/index.ts'
import type { Answer, HeaderList } from './wire/answer.ts'
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
 * - `rate-limited`, `overloaded`: the two errors that everybody meets, 429 with `retry-after` and 529.
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

export interface Script {
  add(answer: ScriptedAnswer, times: number): void
  /** The answer for the next request; `null` when nothing is scripted. */
  next(): ScriptedAnswer | null
  clear(): void
}

/** Answers in the order in which they were added; one for all requests (`Infinity`) stands behind the counted ones. */
export function script(): Script {
  let counted: { answer: ScriptedAnswer; left: number }[] = []
  let standing: ScriptedAnswer | null = null
  return {
    add(answer, times) {
      if (times === Infinity) standing = answer
      else counted.push({ answer, left: times })
    },
    next() {
      counted = counted.filter(({ left }) => left > 0)
      const first = counted[0]
      if (first === undefined) return standing
      first.left -= 1
      return first.answer
    },
    clear() {
      counted = []
      standing = null
    },
  }
}

export function cannedAnswer(answer: CannedAnswer, requestId: string, common: HeaderList): Answer {
  switch (answer.kind) {
    case 'error': {
      const { retryAfterSeconds, shouldRetry } = answer
      const headers: (readonly [string, string])[] = []
      if (retryAfterSeconds !== undefined) headers.push(['retry-after', String(retryAfterSeconds)])
      if (shouldRetry !== undefined) headers.push(['x-should-retry', String(shouldRetry)])
      return zipped(failureAnswer({ ...answer, headers }, requestId, common), answer.gzip)
    }
    case 'rate-limited': {
      const message = "This request would exceed your account's rate limit. Please try again later."
      const headers: HeaderList = [['retry-after', String(answer.retryAfterSeconds)]]
      return failureAnswer({ status: 429, type: 'rate_limit_error', message, headers }, requestId, common)
    }
    case 'overloaded':
      return failureAnswer({ status: 529, type: 'overloaded_error', message: 'Overloaded' }, requestId, common)
    case 'wording':
      return zipped(wordingAnswer(wordingOf(answer.id), requestId, common), answer.gzip)
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
      const whole = zipped(plain, answer.gzip)
      if (contentLength === undefined) return framing === undefined ? whole : { ...whole, framing }
      const headers: HeaderList = [...whole.headers, ['content-length', String(contentLength)]]
      return { ...whole, headers, framing: 'as-given', close: true }
    }
  }
}

const bytes = (value: string | Uint8Array): Uint8Array =>
  typeof value === 'string' ? new TextEncoder().encode(value) : value

const date = (common: HeaderList): HeaderList => common.filter(([name]) => name === 'date')

function zipped(answer: Answer, wanted: boolean | undefined): Answer {
  if (wanted !== true || !(answer.body instanceof Uint8Array)) return answer
  return { ...answer, headers: [...answer.headers, ['content-encoding', 'gzip']], body: gzipSync(answer.body) }
}
