import type { Clock } from '../clock.ts'

/** Exchanges after which there is enough to give back. */
const after = 100
/** How long nothing has to begin before it is done, so that nobody waits for it. */
const quietMs = 5000

/**
 * Gives memory back when a busy time is over. An idle process allocates nothing, so the garbage of the last burst would
 * stay for as long as it idles: 60 MB after 3,000 streams.
 */
export interface Tidy {
  /** An exchange begins. */
  busy(): void
}

/** @param sweep what gives the memory back; tens of milliseconds at most. */
export function createTidy(clock: Clock, sweep: () => void): Tidy {
  let begun = 0
  let seen = 0
  const check = () => {
    if (begun !== seen) {
      seen = begun
      clock.after(quietMs, check)
      return
    }
    begun = 0
    sweep()
  }
  return {
    busy() {
      begun += 1
      if (begun !== after) return
      seen = begun
      clock.after(quietMs, check)
    },
  }
}
