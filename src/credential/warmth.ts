import type { Clock } from '../clock.ts'

/** The longest a timer runs before it looks again: the machine may sleep, and timers overflow at 24.8 days. */
const longestTimerMs = 3_600_000
const shortestTimerMs = 100

export interface WarmthOptions {
  readonly clock: Clock
  /** How long after the last use it is kept warm, milliseconds. */
  readonly warmForMs: number
  readonly lastUseMs: () => number
  /** Milliseconds until the next renewal is due; `Infinity` when none is. */
  readonly dueInMs: () => number
  /** Starts a renewal; {@link Warmth.arm} is called when it has ended. */
  readonly renew: () => void
}

/** Keeps a credential warm that would be lost for good if nobody asked for long: the only timer of an idle keeper. */
export interface Warmth {
  readonly armed: boolean
  arm(): void
  stop(): void
}

export function createWarmth({ clock, warmForMs, lastUseMs, dueInMs, renew }: WarmthOptions): Warmth {
  let callOff: (() => void) | null = null
  const warmth: Warmth = {
    get armed() {
      return callOff !== null
    },
    arm() {
      warmth.stop()
      const dueMs = dueInMs()
      if (dueMs === Number.POSITIVE_INFINITY) return
      callOff = clock.after(Math.min(Math.max(dueMs, shortestTimerMs), longestTimerMs), () => {
        callOff = null
        if (clock.nowMs() - lastUseMs() > warmForMs) return
        if (dueInMs() > 0) warmth.arm()
        else renew()
      })
    },
    stop() {
      callOff?.()
      callOff = null
    },
  }
  return warmth
}
