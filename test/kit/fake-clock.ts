import type { Clock } from '../../src/clock.ts'

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves both clocks by `ms`; timers that fall due run in order, each followed by everything that it set off. */
  advance(ms: number): Promise<void>
  /** Moves the wall clock alone: the machine slept, or somebody set its clock. Runs no timer. */
  jumpWall(ms: number): void
  /** How many timers wait. */
  readonly timers: number
  /** Milliseconds until the next timer, `null` when none waits. */
  readonly nextTimerMs: number | null
}

/** Lets everything run that can run without time passing: promises, and callbacks that the event loop already has. */
export const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

interface Timer {
  readonly atMs: number
  readonly fn: () => void
}

/** Starts at 2026-01-01T00:00:00Z, with a monotonic clock of 0. */
export function createFakeClock(startMs = Date.UTC(2026, 0, 1)): FakeClock {
  let wallMs = startMs
  let monotonicMs = 0
  const timers = new Set<Timer>()
  const next = (): Timer | null => {
    let first: Timer | null = null
    for (const timer of timers) if (first === null || timer.atMs < first.atMs) first = timer
    return first
  }
  return {
    nowMs: () => wallMs,
    monotonicMs: () => monotonicMs,
    after(delayMs, fn) {
      const timer = { atMs: monotonicMs + Math.max(0, delayMs), fn }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    async advance(ms) {
      const untilMs = monotonicMs + ms
      await settle()
      for (let due = next(); due !== null && due.atMs <= untilMs; due = next()) {
        timers.delete(due)
        wallMs += due.atMs - monotonicMs
        monotonicMs = due.atMs
        due.fn()
        await settle()
      }
      wallMs += untilMs - monotonicMs
      monotonicMs = untilMs
    },
    jumpWall(ms) {
      wallMs += ms
    },
    get timers() {
      return timers.size
    },
    get nextTimerMs() {
      const first = next()
      return first === null ? null : first.atMs - monotonicMs
    },
  }
}
