import type { Clock } from '../clock.ts'

/** No honest clock is further off than a wrong time zone; what says more is a broken `Date`, not a skew. */
const mostMs = 24 * 3_600_000
/** Two observations agree when they differ by no more than the second that `Date` rounds to, and some travel. */
const agreeMs = 2_500
/** A `Date` from a cache stands still: two that are this far apart and still agree come from a running clock. */
const apartMs = 10_000
/** Less than this is rounding and travel, and counts as none. */
const leastMs = 5_000

/** How far an upstream's clock is ahead of ours (behind: negative), milliseconds; 0 until it is known. */
export interface Skew {
  readonly skewMs: number
  /**
   * To be told the `Date` of every **successful** answer of the upstream itself. Only over TLS, only when two agree:
   * anybody on the way can write an error page with a wrong date.
   */
  observe(dateHeader: string | null, tls: boolean): void
}

export function createSkew(clock: Clock): Skew {
  let skewMs = 0
  let lastHeader: string | null = null
  let candidate: { readonly seenMs: number; readonly atMs: number } | null = null
  return {
    get skewMs() {
      return skewMs
    },
    observe(dateHeader, tls) {
      if (!tls || dateHeader === null || dateHeader === lastHeader) return
      const monotonicMs = clock.monotonicMs()
      if (candidate !== null && monotonicMs - candidate.atMs < apartMs) return
      const dateMs = Date.parse(dateHeader)
      if (Number.isNaN(dateMs)) return
      lastHeader = dateHeader
      // `Date` has whole seconds: on average the upstream's clock is half a second further.
      const seenMs = dateMs + 500 - clock.nowMs()
      if (Math.abs(seenMs) > mostMs) return
      if (candidate !== null && Math.abs(candidate.seenMs - seenMs) <= agreeMs) {
        skewMs = Math.abs(seenMs) < leastMs ? 0 : seenMs
      }
      candidate = { seenMs, atMs: monotonicMs }
    },
  }
}
