/** The only way to time in warmkey: production passes {@link systemClock}, tests pass one that they move by hand. */
export interface Clock {
  /** Wall clock, milliseconds since the epoch. Jumps with the system's clock. */
  nowMs(): number
  /** Milliseconds since some fixed moment; never jumps back, and stands still while the machine sleeps. */
  monotonicMs(): number
  /**
   * Calls `fn` once after `delayMs` (0 or more) and returns a function that calls it off.
   * A pending timer does not keep the process alive.
   */
  after(delayMs: number, fn: () => void): () => void
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  monotonicMs: () => performance.now(),
  after: (delayMs, fn) => {
    const timer = setTimeout(fn, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/** Keeps the process alive, which timers of a {@link Clock} do not, until the returned function is called. */
export function keepAlive(): () => void {
  const timer = setInterval(() => {}, 2 ** 30)
  return () => clearInterval(timer)
}

/** Resolves after `delayMs`; rejects with the signal's reason when `signal` aborts first. */
export function sleep(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason)
    const onAbort = () => {
      callOff()
      reject(signal?.reason)
    }
    const callOff = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    })
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}

/** A signal that aborts with `signal`, or with `late()` after `delayMs`; call `callOff` as soon as it is not needed. */
export function deadline(
  clock: Clock,
  delayMs: number,
  signal: AbortSignal,
  late: () => Error,
): { signal: AbortSignal; callOff(): void } {
  const controller = new AbortController()
  const callOff = clock.after(delayMs, () => controller.abort(late()))
  return { signal: AbortSignal.any([signal, controller.signal]), callOff }
}
