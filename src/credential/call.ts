import type { Clock } from '../clock.ts'
import { sayDuration } from '../duration.ts'
import { WarmkeyError } from '../errors.ts'
import type { Secret } from '../secret.ts'
import type { Obtained, Source } from './sources/source.ts'
import type { KeeperNumbers } from './windows.ts'

/** One call to a source. */
export interface SourceCall {
  /** Settles once and for good; rejects with a `WarmkeyError` only. */
  readonly answer: Promise<Obtained>
  /** Ends the call, and rejects with `reason` whatever the source makes of it. */
  abandon(reason: WarmkeyError): void
}

/** What a source threw, as our own error; a foreign message may echo a secret and is kept as the cause only. */
function sourceError(origin: string, thrown: unknown): WarmkeyError {
  if (thrown instanceof WarmkeyError) return thrown
  return new WarmkeyError('source-failed', `The source "${origin}" failed in a way that it did not explain.`, {
    remedy: 'Ask the same source by hand to see what it says.',
    cause: thrown,
  })
}

/**
 * Asks once. `slow` is told when it takes longer than `numbers.slowMs`; a source that does not even end when it is
 * aborted is left behind after `numbers.callLimitMs`, and what it says later is not heard. `rejected` is the credential
 * for whose refusal it is asked.
 */
export function callSource(
  source: Source,
  clock: Clock,
  numbers: KeeperNumbers,
  slow: (elapsedMs: number) => void,
  rejected?: Secret,
): SourceCall {
  const controller = new AbortController()
  const { promise, resolve, reject } = Promise.withResolvers<Obtained>()
  const callOffSlow = clock.after(numbers.slowMs, () => slow(numbers.slowMs))
  const callOffLimit = clock.after(numbers.callLimitMs, () => {
    abandon(
      new WarmkeyError(
        'source-timeout',
        `The source "${source.origin}" gave no answer in ${sayDuration(numbers.callLimitMs)}.`,
        { remedy: 'Ask the same source by hand to see what it waits for.' },
      ),
    )
  })
  const quiet = () => {
    callOffSlow()
    callOffLimit()
  }
  const abandon = (reason: WarmkeyError) => {
    quiet()
    reject(reason)
    controller.abort(reason)
  }
  const ask = async () => source.obtain(controller.signal, rejected)
  ask().then(
    (obtained) => {
      quiet()
      resolve(obtained)
    },
    (thrown: unknown) => {
      quiet()
      reject(sourceError(source.origin, thrown))
    },
  )
  return { answer: promise, abandon }
}
