import { type Clock, deadline, sleep } from '../clock.ts'
import type { Credential } from '../credential/credential.ts'
import { passFailure, passRefusal } from './answer.ts'
import { type Looked, refusalKey } from './look.ts'
import { type ExchangeDeps, limitDeadlineMs, patienceMs, type Ready, turnOf } from './ready.ts'
import { notAnApi, tooSlow } from './stops.ts'

/** A credential that is refused younger than this may not have reached every server of its provider yet. */
const propagationMs = 5000
/** How long a young credential is given, once per exchange. */
const propagationWaitMs = 500
/** A renewal that takes longer is told to the client, which would show nothing until its own patience ends. */
const renewalDeadlineMs = 18_000

/** What one exchange has done about its refusals so far; each at most once. */
export interface Tried {
  waited: boolean
  renewed: boolean
}

/** Either the client is answered, or the request goes out again with this credential. */
export type Next = { readonly answer: Response } | { readonly credential: Credential }

/**
 * Carries a verdict out. Throws what stops the exchange: an answer that is no answer of an API, a renewal that fails or
 * takes too long, a limit that nobody can wait for; and the signal's reason when the client goes away.
 */
export function carryOut(
  looked: Looked,
  credential: Credential,
  tried: Tried,
  ready: Ready,
  deps: ExchangeDeps,
): Next | Promise<Next> {
  const { response, peeked, verdict } = looked
  switch (verdict.kind) {
    case 'stop':
      peeked.discard()
      throw notAnApi(verdict.code, response, peeked, ready.upstream)
    case 'pass':
      return verdict.final ? refused(looked, ready, null) : passed(looked, ready)
    case 'pace':
      return pace(looked, verdict.waitMs, ready, deps)
    case 'renew':
      return renew(looked, verdict.onlyIfChanged, credential, tried, ready, deps)
  }
}

/** The failure goes out as it came. */
const passed = ({ response, peeked }: Looked, { id }: Ready): Next => ({ answer: passFailure(response, peeked, id) })

/** It is final; `words` say what was done about it, `null` when there was nothing to do. */
const refused = (
  { response, peeked, verdict }: Looked,
  { upstream, userAgent, id }: Ready,
  words: string | null,
): Next => ({
  answer: passRefusal({
    response,
    peeked,
    upstream,
    userAgent,
    exchange: id,
    tried: words,
    remedy: verdict.card?.remedy[0] ?? null,
  }),
})

async function pace(looked: Looked, waitMs: number, ready: Ready, { clock, announce }: ExchangeDeps): Promise<Next> {
  const { upstream, seat, held, id, request } = ready
  const leftMs = patienceMs(ready, clock)
  // A limit that nobody can wait for (days, for one model of many) is each caller's own to hear of.
  if (waitMs <= limitDeadlineMs) upstream.pacer.hold(waitMs)
  if (held.kind === 'stream' || waitMs > leftMs) return passed(looked, ready)
  looked.peeked.discard()
  announce?.({ type: 'paced', exchange: id, waitMs })
  seat.leave()
  await turnOf(ready, clock)
  // The wait may have outlasted the credential.
  return { credential: await upstream.keeper.get(request.signal) }
}

async function renew(
  looked: Looked,
  onlyIfChanged: boolean,
  credential: Credential,
  tried: Tried,
  ready: Ready,
  { clock, announce }: ExchangeDeps,
): Promise<Next> {
  const { keeper } = ready.upstream
  const { held, id, request, upstream } = ready
  const { signal } = request
  const key = refusalKey(looked, ready)
  if (tried.renewed || keeper.remembersUncured(key)) {
    const young = tried.renewed && !tried.waited && isYoung(credential, clock)
    if (!young || held.kind === 'stream') {
      // Only what was tried now counts: refusals that merely repeat must not keep the memory alive.
      if (tried.renewed) keeper.rememberUncured(key, credential)
      return refused(looked, ready, `warmkey renewed it from ${credential.origin}, and that did not help.`)
    }
  }
  if (held.kind === 'stream') {
    // The body is gone, so this request cannot be saved; the next one can.
    keeper.renew(credential).catch(shownByKeeper)
    return passed(looked, ready)
  }
  if (!tried.waited && isYoung(credential, clock)) {
    tried.waited = true
    looked.peeked.discard()
    announce?.({ type: 'propagation-wait', exchange: id, waitMs: propagationWaitMs })
    await sleep(clock, propagationWaitMs, signal)
    return { credential }
  }
  const late = deadline(clock, renewalDeadlineMs, signal, () => tooSlow(upstream))
  const renewal = await keeper
    .renew(credential, late.signal)
    .catch((fault) => {
      // It was asked on a mere doubt, so the upstream's own answer is the one that counts.
      if (onlyIfChanged && !signal.aborted) return null
      throw fault
    })
    .finally(late.callOff)
  if (renewal === null) return passed(looked, ready)
  if (!renewal.changed) {
    keeper.rememberUncured(key, credential)
    const words = `The source (${credential.origin}) gives no other credential at the moment.`
    return onlyIfChanged ? passed(looked, ready) : refused(looked, ready, words)
  }
  looked.peeked.discard()
  tried.renewed = true
  announce?.({ type: 'replayed', exchange: id, credential: renewal.credential.id })
  return { credential: renewal.credential }
}

/** What a keeper announces and shows in its state needs no second voice. */
const shownByKeeper = () => {}

/** Known to be new, and so young (a fifth of its life at most) that a refusal may only mean that it is not known everywhere yet. */
function isYoung({ knownNew, issuedAtMs, expiresAtMs }: Credential, clock: Clock): boolean {
  if (!knownNew) return false
  const limitMs = expiresAtMs === null ? propagationMs : Math.min(propagationMs, (expiresAtMs - issuedAtMs) / 5)
  return clock.nowMs() - issuedAtMs < limitMs
}
