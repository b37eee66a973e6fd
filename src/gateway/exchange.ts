/**
 * One request and all its attempts. What holds for every one of them:
 *  - nothing goes to the client before the verdict;
 *  - at most one renewal, and a replay only of a body that is held and of an answer of which nothing was passed on;
 *  - what passes, passes with the same status, header values and bytes; unknown means pass;
 *  - a client that goes away cancels everything behind it; a broken stream arrives broken.
 */
import { type Clock, deadline, sleep } from '../clock.ts'
import type { Credential } from '../credential/credential.ts'
import { asWarmkeyError } from '../errors.ts'
import type { Signature } from '../signatures/signature.ts'
import { type Ending, passFailure, passOn, passRefusal } from './answer.ts'
import { authorize, authorizeSigned } from './authorize.ts'
import type { BodyHolder, Held } from './body.ts'
import type { Copies } from './copies.ts'
import type { Announce } from './events.ts'
import { excerptOf } from './excerpt.ts'
import { forwardable } from './headers.ts'
import { findModel, withModel } from './model.ts'
import { type Seat, seatIn } from './pacer.ts'
import { type Peeked, peek } from './peek.ts'
import { refuse, statusOf } from './refusal.ts'
import { limited, notAnApi, tooSlow, unsignable } from './stops.ts'
import type { Tidy } from './tidy.ts'
import { send, type Upstream } from './upstream.ts'
import { decide } from './verdict.ts'
import type { Verdict } from './verdict-facts.ts'

/** A credential that is refused younger than this may not have reached every server of its provider yet. */
const propagationMs = 5000
/** How long such a one is given, once per exchange. */
const propagationWaitMs = 500
/** A renewal that takes longer is told to the client, which would show nothing until its own patience ends. */
const renewalDeadlineMs = 18_000
/** How long the response headers are held back for a limit; the client waits in silence that long, not much longer. */
const limitDeadlineMs = 100_000

export interface ExchangeDeps {
  readonly clock: Clock
  readonly holder: BodyHolder
  readonly copies: Copies
  readonly tidy: Tidy
  readonly cards: readonly Signature[]
  readonly announce: Announce | null
}

export interface Incoming {
  readonly request: Request
  /** Loggable id of this exchange. */
  readonly id: string
  /** Path and query as they go upstream. */
  readonly target: string
  /** Path alone. */
  readonly path: string
  readonly upstream: Upstream
}

/** An answer whose verdict is not yet known, with what was read of it. */
interface Looked {
  readonly response: Response
  readonly peeked: Peeked
  readonly verdict: Verdict
}

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
  } finally {
    if (!ending.open) ending.ended()
    deps.holder.release(held)
    if (pouredBytes > 0) deps.tidy.poured(pouredBytes)
  }
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

/** An incoming request that is ready to go. */
interface Ready extends Incoming {
  readonly held: Held
  /** Whether the held bytes are poured, so that the runtime keeps no copy of them. */
  readonly poured: boolean
  readonly seat: Seat
  readonly ending: Ending
  readonly userAgent: string
  readonly startedMs: number
  /** Status of the upstream's last answer, `null` before the first. */
  readonly seen: { status: number | null }
}

/** Waits for a turn at the upstream, as long as the response headers can be held back in all. */
function turnOf({ request, upstream, seat, startedMs }: Ready, clock: Clock): Promise<void> {
  const leftMs = Math.max(0, limitDeadlineMs - (clock.monotonicMs() - startedMs))
  const late = deadline(clock, leftMs, request.signal, () => limited(upstream))
  return seat.take(late.signal).finally(late.callOff)
}

async function attempts(ready: Ready, deps: ExchangeDeps): Promise<Response> {
  const { request, upstream, id, target, held, poured, userAgent, startedMs } = ready
  const { clock, announce } = deps
  const { signal } = request
  const headers = forwardable(request.headers)
  const base = upstream.dialect.baseFor?.(upstream.base, ready.path) ?? upstream.base
  const body = held.kind === 'bytes' ? held.bytes : held.kind === 'stream' ? held.stream : undefined
  for (const name in upstream.extra) if (!headers.has(name)) headers.set(name, upstream.extra[name] ?? '')
  const got = upstream.keeper.get(signal)
  let credential = got instanceof Promise ? await got : got
  let waited = false
  let renewed = false

  for (let number = 1; ; number++) {
    if (upstream.signing === undefined) authorize(headers, credential, upstream.header)
    else {
      if (held.kind === 'stream' && credential.kind === 'aws') throw unsignable(held.because)
      const bytes = held.kind === 'bytes' ? held.bytes : undefined
      const toSign = { method: request.method, url: new URL(base + target), headers, body: bytes }
      await authorizeSigned(toSign, credential, upstream.header, upstream.signing, clock.nowMs())
    }
    announce?.({ type: 'attempt', exchange: id, number, credential: credential.id })
    const response = await send(
      upstream,
      { method: request.method, base, target, headers, body, poured, signal },
      clock,
    )
    ready.seen.status = response.status
    announce?.({
      type: 'answer',
      exchange: id,
      number,
      status: response.status,
      elapsedMs: clock.monotonicMs() - startedMs,
    })
    if (passesUnread(response, ready)) {
      if (response.status < 400) {
        upstream.keeper.worked()
        upstream.skew?.observe(response.headers.get('date'), true)
      }
      if (renewed) announce?.({ type: 'cured', exchange: id, credential: credential.id })
      return passOn(response, id, ready.ending)
    }

    const looked = await look(response, ready, credential, deps)
    const { verdict, peeked } = looked
    signal.throwIfAborted()
    const refusal = { ...looked, upstream, userAgent, exchange: id, remedy: verdict.card?.remedy[0] ?? null }
    if (verdict.kind === 'stop') {
      peeked.discard()
      throw notAnApi(verdict.code, response, peeked, upstream)
    }
    if (verdict.kind === 'pass')
      return verdict.final ? passRefusal({ ...refusal, tried: null }) : passFailure(response, peeked, id)
    if (verdict.kind === 'pace') {
      const leftMs = limitDeadlineMs - (clock.monotonicMs() - startedMs)
      // A limit that nobody can wait for (days, for one model of many) is each caller's own to hear of.
      if (verdict.waitMs <= limitDeadlineMs) upstream.pacer.hold(verdict.waitMs)
      if (held.kind === 'stream' || verdict.waitMs > leftMs) return passFailure(response, peeked, id)
      peeked.discard()
      announce?.({ type: 'paced', exchange: id, waitMs: verdict.waitMs })
      ready.seat.leave()
      await turnOf(ready, clock)
      // The wait may have outlasted the credential.
      credential = await upstream.keeper.get(signal)
      continue
    }

    const key = `${verdict.card?.id ?? bodyHash(response.status, peeked.text)} ${modelOf(held)} ${ready.path}`
    if (renewed || upstream.keeper.remembersUncured(key)) {
      const young = renewed && !waited && isYoung(credential, clock)
      if (!young || held.kind === 'stream') {
        // Only what was tried now counts: refusals that merely repeat must not keep the memory alive.
        if (renewed) upstream.keeper.rememberUncured(key, credential)
        return passRefusal({
          ...refusal,
          tried: `warmkey renewed it from ${credential.origin}, and that did not help.`,
        })
      }
    }
    if (held.kind === 'stream') {
      // The body is gone, so this request cannot be saved; the next one can.
      upstream.keeper.renew(credential).catch(shownByKeeper)
      return passFailure(response, peeked, id)
    }
    if (!waited && isYoung(credential, clock)) {
      waited = true
      peeked.discard()
      announce?.({ type: 'propagation-wait', exchange: id, waitMs: propagationWaitMs })
      await sleep(clock, propagationWaitMs, signal)
      continue
    }
    const late = deadline(clock, renewalDeadlineMs, signal, () => tooSlow(upstream))
    const renewal = await upstream.keeper
      .renew(credential, late.signal)
      .catch((fault) => {
        // It was asked on a mere doubt, so the upstream's own answer is the one that counts.
        if (verdict.onlyIfChanged && !signal.aborted) return null
        throw fault
      })
      .finally(late.callOff)
    if (renewal === null) return passFailure(response, peeked, id)
    if (!renewal.changed) {
      upstream.keeper.rememberUncured(key, credential)
      const tried = `The source (${credential.origin}) gives no other credential at the moment.`
      return verdict.onlyIfChanged ? passFailure(response, peeked, id) : passRefusal({ ...refusal, tried })
    }
    peeked.discard()
    renewed = true
    credential = renewal.credential
    announce?.({ type: 'replayed', exchange: id, credential: credential.id })
  }
}

/** Whether an answer needs no look at its body: every success that is not a web page, and faults of the upstream's own. */
function passesUnread(response: Response, { path, upstream }: Incoming): boolean {
  const { status } = response
  if (status >= 300 && status < 500) return status === 304
  if (status >= 500) return status > 599 || (status !== 529 && upstream.rules.renewOn.length === 0)
  return !(upstream.dialect.inference(path) && page.test(response.headers.get('content-type') ?? ''))
}

const page = /^\s?(?:text\/html|application\/xhtml)/i

async function look(
  response: Response,
  incoming: Incoming,
  credential: Credential,
  deps: ExchangeDeps,
): Promise<Looked> {
  const { upstream, id } = incoming
  const peeked = await peek(response, deps.clock)
  const verdict = decide({
    status: response.status,
    headers: response.headers,
    text: peeked.text,
    dialect: upstream.dialect.id,
    inference: upstream.dialect.inference(incoming.path),
    credential: { ...lifeOf(credential), ttlMs: upstream.keeper.ttlMs, stable: upstream.keeper.source.stable },
    rules: upstream.rules,
    cards: deps.cards,
    nowMs: deps.clock.nowMs(),
  })
  deps.announce?.({
    type: 'verdict',
    exchange: id,
    verdict: verdict.kind,
    card: verdict.card?.id ?? null,
    why: verdict.why,
  })
  if (deps.announce !== null && response.status >= 400) {
    const excerpt = excerptOf(peeked.text, response.headers, response.status, verdict.card !== null)
    deps.announce({ type: 'failure', exchange: id, status: response.status, ...excerpt })
  }
  return { response, peeked, verdict }
}

const lifeOf = ({ expiresAtMs, issuedAtMs }: Credential) => ({ expiresAtMs, issuedAtMs })

/** Known to be new, and so young (a fifth of its life at most) that a refusal may only mean that it is not known everywhere yet. */
function isYoung(credential: Credential, clock: Clock): boolean {
  if (!credential.knownNew) return false
  const { issuedAtMs, expiresAtMs } = credential
  const limitMs = expiresAtMs === null ? propagationMs : Math.min(propagationMs, (expiresAtMs - issuedAtMs) / 5)
  return clock.nowMs() - issuedAtMs < limitMs
}

/** The same refusal has the same hash: ids, times and numbers in it do not count. */
const bodyHash = (status: number, text: string): string =>
  `${status}:${Bun.hash(text.slice(0, 4096).replace(/req_[A-Za-z0-9]+|[0-9a-f-]{16,}|\d+/g, '#')).toString(36)}`

function modelOf(held: Held): string {
  if (held.kind !== 'bytes') return '-'
  const place = findModel(held.bytes)
  return place.kind === 'at' ? place.name : '-'
}

/** What a keeper announces and shows in its state needs no second voice. */
const shownByKeeper = () => {}

/** Whose words these are, for somebody who sees them in a client that knows nothing of warmkey. */
const ours = (sentence: string): string => (sentence.startsWith('warmkey: ') ? sentence : `warmkey: ${sentence}`)
