/** Runs what it is given one after the other; whoever is called off while waiting leaves the line. */
export function inTurn(): <T>(signal: AbortSignal, run: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve()
  return async (signal, run) => {
    signal.throwIfAborted()
    const before = last
    const { promise, resolve } = Promise.withResolvers<void>()
    last = before.then(() => promise)
    try {
      await orAborted(before, signal)
      return await run()
    } finally {
      resolve()
    }
  }
}

/** Settles with the promise, or rejects with the signal's reason. */
async function orAborted(promise: Promise<unknown>, signal: AbortSignal): Promise<void> {
  const { promise: aborted, reject } = Promise.withResolvers<never>()
  const onAbort = () => reject(signal.reason)
  signal.addEventListener('abort', onAbort, { once: true })
  aborted.catch(() => {})
  try {
    await Promise.race([promise, aborted])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}
