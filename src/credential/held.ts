import type { Clock } from '../clock.ts'
import type { Credential } from './credential.ts'
import type { Obtained } from './sources/source.ts'
import { type KeeperNumbers, windowsOf } from './windows.ts'

/**
 * The credential in the keeper's hand. Its end is kept on both clocks, and the earlier counts: the wall clock goes on
 * while the machine sleeps, the monotonic one cannot be set back.
 */
export interface Held {
  readonly credential: Credential
  /** `Infinity` for never. */
  readonly endsAtMs: number
  readonly endsMonoMs: number
  readonly earlyMs: number
  readonly lateMs: number
  /** Counts the different credentials of one keeper, from 1. */
  readonly generation: number
}

export interface HoldOptions {
  readonly obtained: Obtained
  readonly lifeMs: number
  readonly origin: string
  /** What was held until now; `null` at first. */
  readonly before: Held | null
  readonly clock: Clock
  readonly numbers: KeeperNumbers
  readonly random: () => number
}

/** The same bytes keep their id and the moment they were first seen: reading a key again does not make it younger. */
export function hold({ obtained, lifeMs, origin, before, clock, numbers, random }: HoldOptions): Held {
  const nowMs = clock.nowMs()
  const same = before?.credential.secret.equals(obtained.secret) ? before : null
  const generation = same?.generation ?? (before?.generation ?? 0) + 1
  const endsAtMs = nowMs + lifeMs
  const credential: Credential = {
    secret: same?.credential.secret ?? obtained.secret,
    kind: obtained.kind ?? 'any',
    origin,
    id: `${obtained.secret.fingerprint}#${generation}`,
    issuedAtMs: same?.credential.issuedAtMs ?? nowMs,
    expiresAtMs: endsAtMs === Number.POSITIVE_INFINITY ? null : endsAtMs,
    knownNew: same?.credential.knownNew ?? (before !== null || obtained.minted === true),
  }
  return {
    credential,
    endsAtMs,
    endsMonoMs: clock.monotonicMs() + lifeMs,
    generation,
    ...windowsOf(lifeMs, numbers, random),
  }
}

/** Milliseconds that it still lives; zero or less when it has ended, `Infinity` for never. */
export function leftMs(held: Held, nowMs: number, monotonicMs: number): number {
  return Math.min(held.endsAtMs - nowMs, held.endsMonoMs - monotonicMs)
}
