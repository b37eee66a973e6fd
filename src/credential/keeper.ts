import { deadline } from '../clock.ts'
import { sayDuration } from '../duration.ts'
import { WarmkeyError } from '../errors.ts'
import { callSource, type SourceCall } from './call.ts'
import type { Keeper, KeeperOptions, KeeperState, Renewal } from './contract.ts'
import type { Credential } from './credential.ts'
import type { RenewalReason } from './events.ts'
import { type Held, hold, leftMs } from './held.ts'
import { lifeMs } from './life.ts'
import { createRest, createSince } from './rest.ts'
import { createSkew } from './skew.ts'
import type { Obtained } from './sources/source.ts'
import { createUncured } from './uncured.ts'
import { orGone } from './waiter.ts'
import { createWarmth, type Warmth } from './warmth.ts'
import { defaultNumbers, type KeeperNumbers } from './windows.ts'

export type { Keeper, KeeperOptions, KeeperState, Renewal } from './contract.ts'

/** One renewal under way. */
interface Flight {
  readonly order: number
  readonly why: RenewalReason
  /** The rejected credential it was started for. */
  readonly used: Credential | null
  readonly call: SourceCall
  readonly startedMonoMs: number
  /** Settles after the keeper has taken the answer in. */
  answered: Promise<void>
  /** What those get who can fall back on the old credential; made for the first of them. */
  orOld: Promise<Credential> | null
  /** Whether those still wait, or take the old one. */
  patient: boolean
}

/** How long the end waits for what is given back. */
const giveBackMs = 5_000

interface Failure {
  readonly error: WarmkeyError
  readonly atMs: number
  readonly retryAtMs: number | null
}

export function createKeeper(options: KeeperOptions): Keeper {
  const { identity, source, clock } = options
  const ttlMs = options.ttlMs ?? null
  const skew = options.skew ?? createSkew(clock)
  const numbers: KeeperNumbers = { ...defaultNumbers, ...options.numbers }
  const random = options.random ?? Math.random
  const announce = options.announce ?? (() => {})

  let held: Held | null = null
  let flight: Flight | null = null
  let flights = 0
  let failure: Failure | null = null
  let lastRenewal: KeeperState['lastRenewal'] = null
  let renewals = 0
  let closed: WarmkeyError | null = null
  /** The source said that it changed while it was being asked: its answer may be the old one. */
  let changedMeanwhile = false
  let stopWatching: (() => void) | null = null

  let lastUseMs = clock.nowMs()
  let clockGapMs = clock.nowMs() - clock.monotonicMs()
  /** The machine has slept since the last request, and nothing was renewed since. */
  let slept = false

  const rest = createRest(clock, numbers, random)
  const sinceForced = createSince(clock)
  const uncured = createUncured(clock)
  const warmth: Warmth | null = source.renewableUnattended
    ? createWarmth({
        clock,
        warmForMs: numbers.warmForMs,
        lastUseMs: () => lastUseMs,
        dueInMs: () => {
          // Some sources know only from their answer whether anything would be lost.
          if (!source.lapsesWhenIdle || held === null || flight !== null) return Number.POSITIVE_INFINITY
          return Math.max(leftMs(held, clock.nowMs(), clock.monotonicMs()) - held.earlyMs, rest.leftMs())
        },
        renew: () => void behind('idle'),
      })
    : null

  /** The credential, if it still lives. */
  function living(): Credential | null {
    return held !== null && leftMs(held, clock.nowMs(), clock.monotonicMs()) > 0 ? held.credential : null
  }

  function start(why: RenewalReason, used: Credential | null = null): Flight {
    if (stopWatching === null) stopWatching = source.watch?.(onChanged) ?? (() => {})
    announce({ type: 'renewing', identity, why })
    const slow = (elapsedMs: number) => announce({ type: 'source-slow', identity, elapsedMs })
    const call = callSource(source, clock, numbers, slow, used?.secret)
    const begun: Flight = {
      order: ++flights,
      why,
      used,
      call,
      startedMonoMs: clock.monotonicMs(),
      answered: Promise.resolve(),
      orOld: null,
      patient: true,
    }
    begun.answered = call.answer.then(
      (obtained) => land(begun, () => accept(begun, obtained)),
      (error: WarmkeyError) =>
        land(begun, () => {
          throw error
        }),
    )
    begun.answered.catch(() => {})
    flight = begun
    return begun
  }

  /** Takes an answer in, before anybody who waits for it goes on; an answer that is no longer awaited changes nothing. */
  function land(landed: Flight, take: () => void): void {
    if (closed !== null) throw closed
    if (flight !== landed) return
    flight = null
    slept = false
    if (landed.why === 'rejected') sinceForced.mark()
    try {
      take()
      failure = null
    } catch (thrown) {
      throw fail(landed, thrown as WarmkeyError)
    } finally {
      if (changedMeanwhile) onChanged()
      warmth?.arm()
    }
  }

  function accept({ why, startedMonoMs }: Flight, obtained: Obtained): void {
    const nowMs = clock.nowMs()
    const life = lifeMs(obtained.life, { nowMs, skewMs: skew.skewMs, ttlMs })
    if (life <= 0) {
      throw new WarmkeyError(
        'source-failed',
        `The source "${source.origin}" gave a credential that ended ${sayDuration(life)} ago by this machine's clock.`,
        { remedy: 'Renew it where it comes from; if it is good there, set the clock of this machine.' },
      )
    }
    const before = held
    held = hold({ obtained, lifeMs: life, origin: source.origin, before, clock, numbers, random })
    const changed = held.generation !== before?.generation
    // The same credential with the same end: asking on would give it again and again.
    if (!changed && before !== null && held.endsAtMs <= before.endsAtMs + 1_000) rest.grow()
    else rest.clear()
    if (changed && source.stable) uncured.clear()
    const elapsedMs = clock.monotonicMs() - startedMonoMs
    renewals++
    lastRenewal = { atMs: nowMs, why, elapsedMs }
    const { id, expiresAtMs } = held.credential
    announce({ type: 'renewed', identity, why, credential: id, changed, expiresAtMs, elapsedMs })
  }

  function fail({ why }: Flight, error: WarmkeyError): WarmkeyError {
    const atMs = clock.nowMs()
    let retryInMs: number | null = null
    if (error.code === 'source-needs-person') rest.stop()
    else retryInMs = rest.grow()
    failure = { error, atMs, retryAtMs: retryInMs === null ? null : atMs + retryInMs }
    announce({ type: 'renewal-failed', identity, why, code: error.code, retryInMs })
    return error
  }

  /** The source has something new: whatever was held against it is over. */
  function onChanged(): void {
    if (closed !== null) return
    uncured.clear()
    if (flight !== null) {
      changedMeanwhile = true
      return
    }
    changedMeanwhile = false
    rest.clear()
    failure = null
    if (held !== null) start('changed')
  }

  /** Renews without anybody waiting, unless that is under way or the source is to be left alone. */
  function behind(why: RenewalReason): void {
    if (flight === null && rest.leftMs() === 0) start(why)
  }

  /** The new credential; the old one when the renewal fails or takes long, as long as that lives. */
  function newOrOld(awaited: Flight): Promise<Credential> {
    awaited.orOld ??= new Promise((resolve, reject) => {
      const callOff = clock.after(numbers.lateWaitMs, () => {
        awaited.patient = false
        const old = living()
        if (old !== null) resolve(old)
      })
      const settle = (error?: unknown) => {
        callOff()
        const credential = living()
        if (credential !== null && closed === null) resolve(credential)
        else reject(error)
      }
      awaited.answered.then(() => settle(), settle)
    })
    awaited.orOld.catch(() => {})
    return awaited.orOld
  }

  /** The new credential, or the error of the renewal. */
  async function onlyNew(awaited: Flight): Promise<Credential> {
    await awaited.answered
    return current()
  }

  /** What is held after a renewal has succeeded. */
  function current(): Credential {
    if (closed !== null) throw closed
    if (held === null) throw new WarmkeyError('internal', `The keeper of "${source.origin}" lost its credential.`)
    return held.credential
  }

  /** Whether a failure is to be answered at once, `gapMs` after it for those that a person may have mended meanwhile. */
  function refusedFor(gapMs: number | null): WarmkeyError | null {
    if (failure === null) return null
    const personal = failure.retryAtMs === null
    const waiting = personal
      ? rest.ageMs() < numbers.personGapMs
      : gapMs === null
        ? rest.leftMs() > 0
        : rest.ageMs() < gapMs
    return waiting ? failure.error : null
  }

  function get(signal?: AbortSignal, leastLeftMs = 0): Credential | Promise<Credential> {
    if (closed !== null) return Promise.reject(closed)
    const nowMs = clock.nowMs()
    const monotonicMs = clock.monotonicMs()
    if (nowMs - monotonicMs - clockGapMs > numbers.sleptMs) slept = true
    clockGapMs = nowMs - monotonicMs
    lastUseMs = nowMs
    if (source.lapsesWhenIdle && warmth?.armed === false) warmth.arm()
    if (held !== null) {
      const left = leftMs(held, nowMs, monotonicMs)
      if (left > held.earlyMs && left >= leastLeftMs) {
        slept = false
        return held.credential
      }
      if (left > 0) {
        if (left > held.lateMs && left >= leastLeftMs && !slept) {
          behind('early')
          return held.credential
        }
        if (flight === null ? rest.leftMs() > 0 : !flight.patient) return held.credential
        return orGone(newOrOld(flight ?? start('late')), signal)
      }
    }
    if (flight === null) {
      const refused = refusedFor(null)
      if (refused !== null) return Promise.reject(refused)
    }
    return orGone(onlyNew(flight ?? start(held === null ? 'first' : 'expired')), signal)
  }

  async function renew(used: Credential, signal?: AbortSignal): Promise<Renewal> {
    const asked = flights
    for (;;) {
      if (closed !== null) throw closed
      const other = living()
      if (other !== null && !other.secret.equals(used.secret)) return { credential: other, changed: true }
      if (flight === null) {
        const refused = refusedFor(numbers.forcedGapMs)
        if (refused !== null) throw refused
        // It has just been renewed for a rejection, and this is what came.
        if (other !== null && sinceForced.ageMs() < numbers.forcedGapMs) return { credential: other, changed: false }
      }
      const awaited = flight ?? start('rejected', used)
      await orGone(awaited.answered, signal)
      // Begun before the rejection was known, a renewal may have brought the same bytes in good faith: ask again.
      const conclusive = awaited.order > asked || awaited.used?.secret.equals(used.secret) === true
      if (conclusive) {
        const credential = current()
        return { credential, changed: !credential.secret.equals(used.secret) }
      }
    }
  }

  async function demand(signal?: AbortSignal): Promise<Renewal> {
    if (closed !== null) throw closed
    const before = living()
    // One that is under way may have read the old key; what was begun for another person just now is as good as ours.
    if (flight !== null && flight.why !== 'demanded') await orGone(flight.answered, signal).catch(stillDemanded)
    uncured.clear()
    const awaited = flight ?? start('demanded', living())
    await orGone(awaited.answered, signal)
    const credential = current()
    return { credential, changed: before === null || !credential.secret.equals(before.secret) }

    function stillDemanded(thrown: unknown): void {
      if (signal?.aborted || closed !== null) throw thrown
    }
  }

  return {
    identity,
    source,
    ttlMs,
    skew,
    get,
    renew,
    demand,
    remembersUncured: uncured.remembers,
    rememberUncured(key, used) {
      const nowMs = clock.nowMs()
      const life = used.expiresAtMs === null ? ttlMs : used.expiresAtMs - used.issuedAtMs
      const untilEnd = used.expiresAtMs === null ? Number.POSITIVE_INFINITY : used.expiresAtMs - nowMs
      uncured.remember(
        key,
        Math.min(numbers.uncuredMaxMs, life === null ? Number.POSITIVE_INFINITY : life / 2, untilEnd),
      )
    },
    worked: uncured.worked,
    state: () => ({
      identity,
      origin: source.origin,
      credential: held && { id: held.credential.id, fingerprint: held.credential.secret.fingerprint },
      issuedAtMs: held?.credential.issuedAtMs ?? null,
      expiresAtMs: held?.credential.expiresAtMs ?? null,
      renewing: flight?.why ?? null,
      renewals,
      lastRenewal,
      lastFailure: failure && {
        atMs: failure.atMs,
        code: failure.error.code,
        sentence: failure.error.sentence,
        retryAtMs: failure.retryAtMs,
      },
    }),
    close,
    async giveBack() {
      if (closed !== null) return
      close()
      if (source.giveBack === undefined) return
      const limit = deadline(clock, giveBackMs, new AbortController().signal, () => new Error('took too long'))
      await source.giveBack(limit.signal).catch(() => {})
      limit.callOff()
    },
  }

  function close(): void {
    if (closed !== null) return
    closed = new WarmkeyError('source-unavailable', `The keeper of "${source.origin}" is closed.`, {
      remedy: 'Start warmkey again.',
    })
    warmth?.stop()
    stopWatching?.()
    flight?.call.abandon(closed)
    flight = null
    held = null
    source.close?.()
  }
}
