/**
 * One request and all its attempts. What holds for every one of them:
 *  - nothing goes to the client before the verdict;
 *  - at most one renewal, and a replay only of a body that is held and of an answer of which nothing was passed on;
 *  - what passes, passes with the same status, header values and bytes; unknown means pass;
 *  - a client that goes away cancels everything behind it; a broken stream arrives broken.
 */
import { asWarmkeyError } from '../errors.ts'
import type { Ending } from './answer.ts'
import { attempts } from './attempts.ts'
import type { Held } from './body.ts'
import type { Copies } from './copies.ts'
import type { Announce } from './events.ts'
import { withModel } from './model.ts'
import { type Seat, seatIn } from './pacer.ts'
import { type ExchangeDeps, type Incoming, type Ready, turnOf } from './ready.ts'
import { refuse, statusOf } from './refusal.ts'

/** Answers one request; never rejects. */
export async function exchange(incoming: Incoming, deps: ExchangeDeps): Promise<Response> {
  const { request, upstream, id } = incoming
  const { clock, announce } = deps
  const startedMs = clock.monotonicMs()
  const userAgent = request.headers.get('user-agent') ?? ''
  announce?.({
    type: 'request',
    exchange: id,
    profile: upstream.profile,
    method: request.method,
    path: incoming.path,
    client: userAgent,
  })
  let held: Held = { kind: 'none' }
  const seat = seatIn(upstream.pacer)
  const seen: Ready['seen'] = { status: null }
  const ending = endingOf(request.signal, seat, deps.copies)
  let pouredBytes = 0
  try {
    held = await deps.holder.hold(request)
    if (held.kind === 'stream') announce?.({ type: 'unreplayable', exchange: id, reason: held.because })
    const renames = upstream.models !== null && upstream.dialect.inference(incoming.path)
    const target = renames ? upstream.dialect.renamed?.(incoming.target, upstream.models) : incoming.target
    const sent = renames && target === undefined ? withModel(held, upstream.models, request.headers) : held
    const length = sent.kind === 'bytes' ? sent.bytes.byteLength : 0
    if (deps.copies.take(length)) ending.copied = length
    else pouredBytes = length
    const poured = pouredBytes > 0
    const ready = {
      ...incoming,
      target: target ?? incoming.target,
      held: sent,
      poured,
      seat,
      userAgent,
      startedMs,
      seen,
      ending,
    }
    if (!seat.tryTake()) await turnOf(ready, clock)
    const answer = await attempts(ready, deps)
    announce?.({ type: 'done', exchange: id, status: answer.status, elapsedMs: clock.monotonicMs() - startedMs })
    return answer
  } catch (thrown) {
    if (request.signal.aborted) {
      announce?.({ type: 'gone', exchange: id })
      // Nobody reads it: 499 is what logs of proxies call a client that closed the request.
      return new Response(null, { status: 499 })
    }
    return stopped(thrown, incoming, seen, announce)
  } finally {
    if (!ending.open) ending.ended()
    deps.holder.release(held)
    if (pouredBytes > 0) deps.tidy.poured(pouredBytes)
  }
}

/** What stopped the exchange, in words that the client can show. */
function stopped(
  thrown: unknown,
  { upstream, id }: Incoming,
  seen: Ready['seen'],
  announce: Announce | null,
): Response {
  const fault = asWarmkeyError(thrown)
  const status = fault.code === 'request-ambiguous' ? 400 : fault.code === 'limited' ? 429 : statusOf(fault.code)
  announce?.({ type: 'stopped', exchange: id, code: fault.code, status, sentence: fault.sentence })
  const words = { status, code: fault.code, message: ours(fault.sentence) }
  const refusal = refuse(upstream.dialect, words, id, seen.status)
  if (fault.code === 'limited') {
    const waitMs = Math.max(1000, upstream.pacer.heldMs())
    refusal.headers.set('retry-after', String(Math.ceil(waitMs / 1000)))
  }
  return refusal
}

/** What is due when the answer has ended. It outlives the exchange by minutes, so it knows nothing else of it. */
function endingOf(signal: AbortSignal, seat: Seat, copies: Copies): Ending & { copied: number } {
  const ending = {
    signal,
    open: false,
    /** Bytes of which the runtime keeps a copy. */
    copied: 0,
    ended() {
      seat.leave()
      copies.giveBack(ending.copied)
    },
  }
  return ending
}

/** Whose words these are, for somebody who sees them in a client that knows nothing of warmkey. */
const ours = (sentence: string): string => (sentence.startsWith('warmkey: ') ? sentence : `warmkey: ${sentence}`)
