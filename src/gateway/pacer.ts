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
  /**
   * Waits for a turn.
   * Rejects with the signal's reason when the caller goes away, who then loses the turn and nobody else's.
   * @param first goes ahead of all who wait: for a request that had its turn and was sent back by a limit.
   */
  turn(signal: AbortSignal, first: boolean): Promise<void>
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
  go(): void
  gone: boolean
}

export function createPacer(clock: Clock, limits: PacerLimits = { concurrency: null, minGapMs: null }): Pacer {
  const queue: Waiter[] = []
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
      while (queue[0]?.gone) queue.shift()
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
    tryTurn() {
      if (queue.length > 0 || full() || waitMs() > 0) return false
      start()
      return true
    },
    turn(signal, first) {
      return new Promise<void>((resolve, reject) => {
        const onAbort = () => {
          waiter.gone = true
          reject(signal.reason)
        }
        const waiter: Waiter = {
          gone: false,
          go: () => {
            signal.removeEventListener('abort', onAbort)
            resolve()
          },
        }
        if (signal.aborted) return reject(signal.reason)
        signal.addEventListener('abort', onAbort, { once: true })
        if (first) queue.unshift(waiter)
        else queue.push(waiter)
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
  /** Waits for a turn; rejects with the signal's reason. `first` goes ahead of all who wait. */
  take(signal: AbortSignal, first?: boolean): Promise<void>
  leave(): void
}

export function seatIn(pacer: Pacer): Seat {
  let taken = false
  return {
    tryTake() {
      taken = pacer.tryTurn()
      return taken
    },
    async take(signal, first = false) {
      await pacer.turn(signal, first)
      taken = true
    },
    leave() {
      if (taken) pacer.done()
      taken = false
    },
  }
}
