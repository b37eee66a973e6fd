import type { Clock } from '../src/clock.ts'

/** A clock that stands still until a test moves it; timers that fall due run in their order while it moves. */
export interface ManualClock extends Clock {
  advance(byMs: number): void
  /** How many timers wait. */
  pending(): number
}

export function manualClock(startMs = Date.parse('2026-11-21T12:00:00Z')): ManualClock {
  let nowMs = startMs
  const timers = new Set<{ atMs: number; fn: () => void }>()
  return {
    nowMs: () => nowMs,
    monotonicMs: () => nowMs - startMs,
    after(delayMs, fn) {
      const timer = { atMs: nowMs + delayMs, fn }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance(byMs) {
      const endMs = nowMs + byMs
      for (;;) {
        const [next] = [...timers].filter(({ atMs }) => atMs <= endMs).sort((a, b) => a.atMs - b.atMs)
        if (next === undefined) break
        timers.delete(next)
        nowMs = next.atMs
        next.fn()
      }
      nowMs = endMs
    },
    pending: () => timers.size,
  }
}
