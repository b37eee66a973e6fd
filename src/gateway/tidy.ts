import type { Clock } from '../clock.ts'

/** Exchanges after which there is enough to give back. */
const after = 100
/** How long nothing has to begin before it is done, so that nobody waits for it. */
const quietMs = 5000
/** Poured bytes after which their buffers are worth collecting, and how long the collection waits for more of them. */
const pouredBytes = 64 * 1024 * 1024
const pouredMs = 500

/**
 * Gives memory back that the garbage collector does not see. An idle process allocates nothing, so the garbage of the
 * last burst would stay for as long as it idles: 50 MB after 3,000 streams. And the runtime does not count the buffers of
 * what is poured, so that they would stay until something else asks for a collection: 330 MB while those streams run.
 */
export interface Tidy {
  /** An exchange begins. */
  busy(): void
  /** A body that was poured is released. */
  poured(bytes: number): void
}

/** @param sweep gives the memory back: `idle` when nobody waits for anything, else beside what is running. */
export function createTidy(clock: Clock, sweep: (idle: boolean) => void): Tidy {
  let begun = 0
  let seen = 0
  let poured = 0
  let due = false
  const check = () => {
    if (begun !== seen) {
      seen = begun
      clock.after(quietMs, check)
      return
    }
    begun = 0
    sweep(true)
  }
  return {
    busy() {
      begun += 1
      if (begun !== after) return
      seen = begun
      clock.after(quietMs, check)
    },
    poured(bytes) {
      poured += bytes
      if (due || poured < pouredBytes) return
      due = true
      clock.after(pouredMs, () => {
        due = false
        poured = 0
        sweep(false)
      })
    },
  }
}
