/** What Ctrl-C means at the moment. */
export interface Interrupts {
  /** Aborts when the demo is to end. */
  readonly ended: AbortSignal
  /** While `work` runs, Ctrl-C aborts the signal that it is given, and the demo goes on. */
  skippable<Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result>
}

/** @param onEnd A signal that aborts at the next SIGINT or SIGTERM; asked for again after each. */
export function interrupts(onEnd: () => AbortSignal): Interrupts {
  const end = new AbortController()
  let skip: AbortController | null = null
  const arm = () => {
    onEnd().addEventListener(
      'abort',
      () => {
        // Cleaning up goes on whatever is pressed, so there is always somebody who listens.
        arm()
        if (skip === null || skip.signal.aborted) end.abort()
        else skip.abort()
      },
      { once: true },
    )
  }
  arm()
  return {
    ended: end.signal,
    async skippable(work) {
      const own = new AbortController()
      skip = own
      try {
        return await work(AbortSignal.any([own.signal, end.signal]))
      } finally {
        skip = null
      }
    },
  }
}
