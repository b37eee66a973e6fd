import { redact } from '../secret.ts'
import { type ByteReader, rejoin } from './body.ts'
import { returnable } from './headers.ts'
import type { Peeked } from './peek.ts'
import { misreads, reachTheScreen, refuse, stopStatus } from './refusal.ts'
import type { Upstream } from './upstream.ts'

/** What is handed over is the runtime's own response wherever nothing has to change: a copy costs a fifth of the throughput. */
export function passOn(response: Response, exchange: string): Response {
  returnable(response.headers, exchange)
  if (response.headers.has('content-type') || response.body === null) return response
  return withoutInvention(response, response.body.getReader())
}

/** The runtime names a content type where the upstream named none, except for a stream whose end it does not know. */
function withoutInvention(response: Response, reader: ByteReader): Response {
  const stream = rejoin([], reader)
  return new Response(stream, { status: response.status, statusText: response.statusText, headers: response.headers })
}

const readerOf = (body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>): ByteReader =>
  (body instanceof Uint8Array ? new Blob([body]).stream() : body).getReader()

/** A failure that was looked at goes out as it came. */
export function passFailure(response: Response, peeked: Peeked, exchange: string): Response {
  returnable(response.headers, exchange)
  const { body } = peeked
  const empty = body instanceof Uint8Array && body.byteLength === 0
  if (!empty && !response.headers.has('content-type')) return withoutInvention(response, readerOf(body))
  return new Response(empty ? null : body, {
    status: response.status,
    statusText: response.statusText,
    headers: response.headers,
  })
}

/** How a final refusal came about, for those who read it in our words. */
export interface FinalRefusal {
  readonly response: Response
  readonly peeked: Peeked
  readonly upstream: Upstream
  readonly userAgent: string
  readonly exchange: string
  /** What warmkey did about it, as a sentence; `null` when there was nothing to do. */
  readonly tried: string | null
  /** The first thing to do now; `null` when nothing is known. */
  readonly remedy: string | null
}

/**
 * A refusal of the upstream that no renewal can cure: untouched for every client that takes it for what it is, and in
 * the upstream's own words under a status that it cannot misread for the one that would.
 */
export function passRefusal(refusal: FinalRefusal): Response {
  const { response, peeked, upstream, userAgent, exchange } = refusal
  const message = upstream.dialect.errorMessage(peeked.text) ?? beginningOf(peeked.text)
  if (!misreads(userAgent, upstream.dialect, response.status, message)) return passFailure(response, peeked, exchange)
  peeked.discard()
  const words = [
    message === '' ? `${new URL(upstream.base).host} refused the credential (${response.status}).` : sentence(message),
  ]
  if (refusal.tried !== null) words.push(refusal.tried)
  if (refusal.remedy !== null) words.push(refusal.remedy)
  const code = refusal.tried === null ? 'denied' : 'renewal-did-not-cure'
  const worded = refuse(
    upstream.dialect,
    { status: stopStatus, code, message: reachTheScreen(words.join(' ')) },
    exchange,
    response.status,
  )
  const requestId = response.headers.get('request-id')
  if (requestId !== null) worded.headers.set('request-id', requestId)
  return worded
}

const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`)

/** The title of a page, or the beginning of a text: short, on one line, without anything that looks like a secret. */
export function beginningOf(text: string): string {
  const title = /<title[^>]{0,200}>([^<]{1,200})/i.exec(text)?.[1] ?? text.replace(/<[^>]{0,500}>/g, ' ')
  const line = redact(title).replace(/\s+/g, ' ').trim()
  return line.length > 160 ? `${line.slice(0, 159)}…` : line
}

/** The same answer, with `ended` called once when its last byte is out, it broke, or the caller went away. */
export function whenEnded(response: Response, ended: () => void): Response {
  if (response.body === null) {
    ended()
    return response
  }
  const reader = response.body.getReader()
  const close = (): void => {
    const first = once
    once = null
    first?.()
  }
  let once: (() => void) | null = ended
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done) return controller.enqueue(value)
        close()
        controller.close()
      } catch {
        close()
        controller.error()
      }
    },
    cancel(cause) {
      close()
      return reader.cancel(cause)
    },
  })
  return new Response(stream, { status: response.status, statusText: response.statusText, headers: response.headers })
}
