/**
 * Every number of the keeper, each of which a profile may override. Times in milliseconds, shares between 0 and 1.
 *
 * - Early window, 20 % of the life and at most 15 min: the old credential is served and renewed behind the request.
 * - Late window, 5 % of the life, at least 30 s and at most 60 s: the request waits for the new one, but not longer
 *   than 10 s while the old one still lives.
 * - Each window is at most half the life, so that lives of seconds work too, and up to 10 % wider by chance, so that
 *   many keepers do not ask one source in the same second.
 * - A failed renewal is tried again after 1 s, doubling to 60 s, each ±50 %.
 * - A rejected credential is renewed at most once a second, and a source that asked for a person at most once in 5 s.
 * - What renewal did not cure is remembered for 10 min or half the life, whichever is less.
 * - Sources that lose something when idle are kept warm for a working day of 10 h after the last use.
 */
export interface KeeperNumbers {
  readonly earlyShare: number
  readonly earlyMaxMs: number
  readonly lateShare: number
  readonly lateMinMs: number
  readonly lateMaxMs: number
  /** How long a request waits for the source in the late window while the old credential still lives. */
  readonly lateWaitMs: number
  readonly jitterShare: number
  readonly backOffMinMs: number
  readonly backOffMaxMs: number
  readonly backOffSpread: number
  readonly forcedGapMs: number
  readonly personGapMs: number
  readonly uncuredMaxMs: number
  /** How far the wall clock must run ahead of the monotonic one between two requests to count as sleep. */
  readonly sleptMs: number
  readonly warmForMs: number
  /** After how long a call to the source is announced as slow. */
  readonly slowMs: number
  /** After how long a call that its source did not end is abandoned; longer than any source's own limit. */
  readonly callLimitMs: number
}

export const defaultNumbers: KeeperNumbers = {
  earlyShare: 0.2,
  earlyMaxMs: 15 * 60_000,
  lateShare: 0.05,
  lateMinMs: 30_000,
  lateMaxMs: 60_000,
  lateWaitMs: 10_000,
  jitterShare: 0.1,
  backOffMinMs: 1_000,
  backOffMaxMs: 60_000,
  backOffSpread: 0.5,
  forcedGapMs: 1_000,
  personGapMs: 5_000,
  uncuredMaxMs: 10 * 60_000,
  sleptMs: 5_000,
  warmForMs: 10 * 3_600_000,
  slowMs: 10_000,
  callLimitMs: 15 * 60_000,
}

/** Bounds of a configured time to live. */
export const ttlBounds = { minMs: 1_000, maxMs: 365 * 86_400_000 } as const

export interface Windows {
  readonly earlyMs: number
  readonly lateMs: number
}

/** The windows of a life of `lifeMs` (`Infinity` has none), counted back from its end. `random` gives 0 to 1. */
export function windowsOf(lifeMs: number, numbers: KeeperNumbers, random: () => number): Windows {
  if (lifeMs === Number.POSITIVE_INFINITY) return { earlyMs: 0, lateMs: 0 }
  const jitter = 1 + random() * numbers.jitterShare
  const half = lifeMs / 2
  const early = Math.min(lifeMs * numbers.earlyShare, numbers.earlyMaxMs)
  const late = Math.min(Math.max(lifeMs * numbers.lateShare, numbers.lateMinMs), numbers.lateMaxMs)
  return { earlyMs: Math.min(Math.max(early, late) * jitter, half), lateMs: Math.min(late * jitter, half) }
}

/** How long to leave a source alone after `failures` failed renewals in a row (1 or more). */
export function backOffMs(failures: number, numbers: KeeperNumbers, random: () => number): number {
  const doubled = Math.min(numbers.backOffMinMs * 2 ** (failures - 1), numbers.backOffMaxMs)
  return doubled * (1 + (random() * 2 - 1) * numbers.backOffSpread)
}
