import { redact } from '../secret.ts'
import { type ByteReader, rejoin } from './body.ts'
import { returnable } from './headers.ts'
import type { Peeked } from './peek.ts'
import { misreads, reachTheScreen, refuse, stopStatus } from './refusal.ts'
import type { Upstream } from './upstream.ts'

/** Answers up to this size come with their head, so that nothing is left that could break. */
const atOnceBytes = 16 * 1024

/** What is to be told when an answer has ended whose verdict was known long before. */
export interface Ending {
  /** Aborts when the caller goes away. */
  readonly signal: AbortSignal
  /** Called once, with its last byte, its breaking, or the caller's going. */
  ended(): void
  /** Set when the answer is still arriving while it passes, so that `ended` is left to it. */
  open: boolean
}

/**
 * An answer that passes. A small one is the runtime's own response: a copy costs a fifth of the throughput. Any other
 * goes through a stream of ours, because the runtime prints a transfer that breaks under it to stderr, address and all;
 * and so does one without a content type, because the runtime would name one.
 */
export function passOn(response: Response, exchange: string, ending: Ending | null = null): Response {
  const { headers } = response
  returnable(headers, exchange)
  const small = Number(headers.get('content-length') ?? Number.POSITIVE_INFINITY) <= atOnceBytes
  // Whoever only asks for the body makes a stream of it.
  if (small && headers.has('content-type')) return response
  if (isStrange(response) || response.body === null) return response
  if (ending !== null) {
    ending.open = true
    return whenEnded(response, ending.signal, ending.ended)
  }
  return withBody(response, rejoin([], response.body.getReader()))
}

/** A status that the runtime can receive and cannot make; such an answer goes out as the runtime has it. */
const isStrange = ({ status }: Response): boolean => status > 599

/** The same head with another body. */
function withBody(response: Response, body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | null): Response {
  const { status, statusText, headers } = response
  return new Response(body, { status, statusText, headers })
}

const endOfStream: ByteReader = { read: async () => ({ done: true }), cancel: async () => {} }

/** A failure that was looked at goes out as it came. */
export function passFailure(response: Response, peeked: Peeked, exchange: string): Response {
  returnable(response.headers, exchange)
  const { body } = peeked
  if (body instanceof ReadableStream) return withBody(response, body)
  if (body.byteLength === 0) return withBody(response, null)
  return withBody(response, response.headers.has('content-type') ? body : rejoin([body], endOfStream))
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
  const ofAws = upstream.signing !== undefined
  if (!misreads(userAgent, upstream.dialect, response.status, message, ofAws))
    return passFailure(response, peeked, exchange)
  peeked.discard()
  const words = [
    message === ''
      ? `${new URL(upstream.base).host} refused the credential (${response.status}).`
      : sentence(redact(message)),
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
  for (const name of ['request-id', 'x-amzn-requestid']) {
    const id = response.headers.get(name)
    if (id !== null) worded.headers.set(name, id)
  }
  return worded
}

const sentence = (message: string): string => (/[.!?]$/.test(message) ? message : `${message}.`)

/** The title of a page, or the beginning of a text: short, on one line, without anything that looks like a secret. */
export function beginningOf(text: string): string {
  const title = /<title[^>]{0,200}>([^<]{1,200})/i.exec(text)?.[1] ?? text.replace(/<[^>]{0,500}>/g, ' ')
  const line = redact(title).replace(/\s+/g, ' ').trim()
  return line.length > 160 ? `${line.slice(0, 159)}…` : line
}

/**
 * The same answer, with `ended` called once when its last byte is out, it broke, or the caller went away: `signal`
 * tells that also of a caller who left before the runtime asked for the first byte.
 */
export function whenEnded(response: Response, signal: AbortSignal, ended: () => void): Response {
  if (isStrange(response) || response.body === null || signal.aborted) {
    ended()
    return response
  }
  let over = false
  const once = () => {
    if (over) return
    over = true
    signal.removeEventListener('abort', once)
    ended()
  }
  signal.addEventListener('abort', once, { once: true })
  const reader: ByteReader = response.body.getReader()
  // One stream and not two: there may be thousands of them, each a small part of the process.
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await reader.read()
        if (!done && value !== undefined) return controller.enqueue(value)
        controller.close()
      } catch {
        // Without an argument, as in `rejoin`: the runtime prints an error that it is given.
        controller.error()
      }
      once()
    },
    cancel(cause) {
      once()
      return reader.cancel(cause)
    },
  })
  return withBody(response, stream)
}
