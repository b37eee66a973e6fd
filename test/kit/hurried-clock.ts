import { type Clock, systemClock } from '../../src/clock.ts'

/** The real clock, `times` as fast: a bound of seconds is reached at once, and still only when nobody has answered. */
export const hurriedClock = (times: number): Clock => ({
  nowMs: systemClock.nowMs,
  monotonicMs: () => systemClock.monotonicMs() * times,
  after: (delayMs, fn) => systemClock.after(delayMs / times, fn),
})
