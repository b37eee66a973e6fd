import type { Clock } from '../clock.ts'

/** More than anybody's models, paths and messages; what exceeds it pushes out the oldest. */
const mostEntries = 256
const firstHoldMs = 1_000
const longestHoldMs = 60_000

interface Entry {
  /** End of the memory on both clocks: the wall clock counts sleep, the monotonic one cannot be set back. */
  readonly endsAtMs: number
  readonly endsMonoMs: number
  /** Until then a success elsewhere does not wipe it. */
  readonly heldUntilMonoMs: number
  /** How often this has been uncured while it was known. */
  readonly times: number
  /** Wiped by a success: no longer answered for, but counted when it comes back. */
  readonly wiped: boolean
}

/**
 * What renewal did not cure. The same refusal of the same thing is then passed on without another renewal, until
 * something works. Whoever alternates between a denied model and a working one would wipe the memory with each success
 * and pay a renewal for each denial; a refusal that keeps coming back is therefore held against successes for 1 s, then
 * 2 s, doubling to 60 s.
 */
export interface Uncured {
  remembers(key: string): boolean
  /** Remembers `key` for `forMs`. */
  remember(key: string, forMs: number): void
  /** A request was answered: forgets. Costs one comparison when nothing is remembered. */
  worked(): void
  clear(): void
}

export function createUncured(clock: Clock): Uncured {
  const entries = new Map<string, Entry>()
  let remembered = 0
  const over = (entry: Entry) => clock.nowMs() >= entry.endsAtMs || clock.monotonicMs() >= entry.endsMonoMs
  const drop = (key: string, entry: Entry) => {
    entries.delete(key)
    if (!entry.wiped) remembered--
  }
  return {
    remembers(key) {
      const entry = entries.get(key)
      if (entry === undefined || entry.wiped) return false
      if (!over(entry)) return true
      drop(key, entry)
      return false
    },
    remember(key, forMs) {
      if (!(forMs > 0)) return
      for (const [known, entry] of entries) if (over(entry)) drop(known, entry)
      const before = entries.get(key)
      if (before !== undefined) drop(key, before)
      const times = (before?.times ?? 0) + 1
      const holdMs = times === 1 ? 0 : Math.min(firstHoldMs * 2 ** (times - 2), longestHoldMs)
      const monotonicMs = clock.monotonicMs()
      entries.set(key, {
        endsAtMs: clock.nowMs() + forMs,
        endsMonoMs: monotonicMs + forMs,
        heldUntilMonoMs: monotonicMs + holdMs,
        times,
        wiped: false,
      })
      remembered++
      for (const [oldest, entry] of entries) {
        if (entries.size <= mostEntries) break
        drop(oldest, entry)
      }
    },
    worked() {
      if (remembered === 0) return
      const monotonicMs = clock.monotonicMs()
      for (const [key, entry] of entries) {
        if (entry.wiped || monotonicMs < entry.heldUntilMonoMs) continue
        entries.set(key, { ...entry, wiped: true })
        remembered--
      }
    },
    clear() {
      entries.clear()
      remembered = 0
    },
  }
}
