import type { Clock } from '../clock.ts'
import { backOffMs, type KeeperNumbers } from './windows.ts'

/** Time since a moment, by the clock that ran further: the wall clock counts sleep, the monotonic one is never set back. */
export interface Since {
  mark(): void
  /** Milliseconds since {@link mark}; `Infinity` before the first. */
  ageMs(): number
}

export function createSince(clock: Clock): Since {
  let atMs = Number.NEGATIVE_INFINITY
  let atMonoMs = Number.NEGATIVE_INFINITY
  return {
    mark() {
      atMs = clock.nowMs()
      atMonoMs = clock.monotonicMs()
    },
    ageMs: () => Math.max(clock.nowMs() - atMs, clock.monotonicMs() - atMonoMs),
  }
}

/** How long a source is left alone after answers that did not help: 1 s doubling to 60 s, or until a person acts. */
export interface Rest {
  /** Milliseconds that the source is still to be left alone; 0 when it may be asked, `Infinity` until a person acts. */
  leftMs(): number
  /** Milliseconds since the source last failed to help. */
  ageMs(): number
  /** The source did not help once more; returns how long it now rests. */
  grow(): number
  /** The source rests until {@link clear}. */
  stop(): void
  clear(): void
}

export function createRest(clock: Clock, numbers: KeeperNumbers, random: () => number): Rest {
  const since = createSince(clock)
  let times = 0
  let lengthMs = 0
  return {
    leftMs: () => (lengthMs === 0 ? 0 : Math.max(0, lengthMs - since.ageMs())),
    ageMs: since.ageMs,
    grow() {
      since.mark()
      lengthMs = backOffMs(++times, numbers, random)
      return lengthMs
    },
    stop() {
      since.mark()
      lengthMs = Number.POSITIVE_INFINITY
    },
    clear() {
      times = 0
      lengthMs = 0
    },
  }
}
