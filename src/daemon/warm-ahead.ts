import type { Clock } from '../clock.ts'
import type { Keeper } from '../credential/keeper.ts'
import { defaultNumbers } from '../credential/windows.ts'

/** A source that took longer than this is asked before anybody waits for it. */
const slowMs = 2_000
/** The shortest and the longest that a timer runs: timers overflow at 24.8 days, and the machine may sleep. */
const shortestMs = 10_000
const longestMs = 3_600_000

/** Asks slow sources ahead of time, so that the next client finds a key that is long enough. */
export interface WarmAhead {
  /** Somebody was given a key of this keeper who needs `needMs` of life. */
  after(keeper: Keeper, needMs: number): void
  stop(): void
}

interface Watched {
  lastAskMs: number
  needMs: number
  callOff: () => void
}

/**
 * For a working day of 10 h after somebody asked, a slow source is asked again when the life of its key comes down to
 * what clients need and twice the time that the source took. Sources that answer at once, and keys without an end, cost
 * nothing.
 */
export function createWarmAhead(clock: Clock): WarmAhead {
  const watched = new Map<Keeper, Watched>()

  function arm(keeper: Keeper, entry: Watched): void {
    entry.callOff()
    const { expiresAtMs, issuedAtMs, lastRenewal } = keeper.state()
    const tookMs = lastRenewal?.elapsedMs ?? 0
    if (expiresAtMs === null || issuedAtMs === null || tookMs < slowMs) return void watched.delete(keeper)
    const lifeMs = expiresAtMs - issuedAtMs
    const leastMs = Math.min(entry.needMs + 2 * tookMs, lifeMs / 2)
    const dueMs = expiresAtMs - leastMs - clock.nowMs()
    entry.callOff = clock.after(Math.min(Math.max(dueMs, shortestMs), longestMs), () => {
      if (clock.nowMs() - entry.lastAskMs > defaultNumbers.warmForMs) return void watched.delete(keeper)
      const again = () => arm(keeper, entry)
      if (dueMs > longestMs) return again()
      // What it says of a failure is in its state; it rests longer after each.
      Promise.resolve(keeper.get(undefined, leastMs + 1)).then(again, again)
    })
  }

  return {
    after(keeper, needMs) {
      const before = watched.get(keeper)
      const entry = before ?? { lastAskMs: 0, needMs, callOff: () => {} }
      entry.lastAskMs = clock.nowMs()
      entry.needMs = Math.max(entry.needMs, needMs)
      watched.set(keeper, entry)
      arm(keeper, entry)
    },
    stop() {
      for (const { callOff } of watched.values()) callOff()
      watched.clear()
    },
  }
}
