import type { Clock } from '../clock.ts'

/** Limits that the user set for an upstream; `null` where there is none. */
export interface PacerLimits {
  /** Requests at a time, 1 or more. */
  readonly concurrency: number | null
  /** Shortest time between the starts of two requests, milliseconds. */
  readonly minGapMs: number | null
}

/**
 * A fair queue in front of one upstream. A limit that one request has met (`429` with `retry-after`) holds the others
 * as well, so that they do not all run into it; they leave in the order in which they came.
 */
export interface Pacer {
  /** Whether a turn lasts until the answer has ended, because the number of requests at a time is limited. */
  readonly counts: boolean
  /** A place in the order of arrival; a request keeps it when a limit sends it back. */
  arrive(): number
  /**
   * Waits for a turn, behind all who arrived before.
   * Rejects with the signal's reason when the caller goes away, who then loses the turn and nobody else's.
   */
  turn(signal: AbortSignal, place: number): Promise<void>
  /** Takes a turn if there is nothing to wait for, without making a promise. */
  tryTurn(): boolean
  /** Ends the turn; once for each turn that was got. */
  done(): void
  /** The upstream asked for `waitMs` of silence. */
  hold(waitMs: number): void
  /** How long the upstream is still held, milliseconds; 0 when it is not. */
  heldMs(): number
}

interface Waiter {
  readonly place: number
  go(): void
}

export function createPacer(clock: Clock, limits: PacerLimits = { concurrency: null, minGapMs: null }): Pacer {
  /** By place. */
  const queue: Waiter[] = []
  let arrivals = 0
  let running = 0
  let heldUntilMs = 0
  let lastStartMs = Number.NEGATIVE_INFINITY
  let callOff: (() => void) | null = null

  const waitMs = (): number => {
    const now = clock.monotonicMs()
    const gap = limits.minGapMs === null ? 0 : lastStartMs + limits.minGapMs - now
    return Math.max(0, heldUntilMs - now, gap)
  }
  const full = () => limits.concurrency !== null && running >= limits.concurrency
  const start = () => {
    running += 1
    if (limits.minGapMs !== null) lastStartMs = clock.monotonicMs()
  }

  const pump = (): void => {
    for (;;) {
      if (queue.length === 0 || full()) return
      const wait = waitMs()
      if (wait > 0) {
        callOff?.()
        callOff = clock.after(wait, pump)
        return
      }
      const waiter = queue.shift()
      start()
      waiter?.go()
    }
  }

  return {
    counts: limits.concurrency !== null,
    arrive: () => ++arrivals,
    tryTurn() {
      if (queue.length > 0 || full() || waitMs() > 0) return false
      start()
      return true
    },
    turn(signal, place) {
      return new Promise<void>((resolve, reject) => {
        const onAbort = () => {
          queue.splice(queue.indexOf(waiter), 1)
          reject(signal.reason)
        }
        const waiter: Waiter = {
          place,
          go: () => {
            signal.removeEventListener('abort', onAbort)
            resolve()
          },
        }
        if (signal.aborted) return reject(signal.reason)
        signal.addEventListener('abort', onAbort, { once: true })
        let at = queue.length
        while (at > 0 && (queue[at - 1]?.place ?? 0) > place) at -= 1
        queue.splice(at, 0, waiter)
        pump()
      })
    },
    done() {
      running -= 1
      if (queue.length > 0) pump()
    },
    hold(waitMs) {
      heldUntilMs = Math.max(heldUntilMs, clock.monotonicMs() + waitMs)
    },
    heldMs: () => Math.max(0, heldUntilMs - clock.monotonicMs()),
  }
}

/** One request's place in the queue: it cannot be given back twice, however its exchange ends. */
export interface Seat {
  /** Takes a turn if nobody has to wait; costs no promise. */
  tryTake(): boolean
  /** Waits for a turn; rejects with the signal's reason. Taken again, it is ahead of all who arrived later. */
  take(signal: AbortSignal): Promise<void>
  leave(): void
}

export function seatIn(pacer: Pacer): Seat {
  let taken = false
  const place = pacer.arrive()
  return {
    tryTake() {
      taken = pacer.tryTurn()
      return taken
    },
    async take(signal) {
      await pacer.turn(signal, place)
      taken = true
    },
    leave() {
      if (taken) pacer.done()
      taken = false
    },
  }
}
