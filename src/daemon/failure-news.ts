import { type Clock, deadline } from '../clock.ts'
import type { KeeperEvent } from '../credential/events.ts'
import type { GatewayEvent } from '../gateway/events.ts'
import { askDaemon, findSocket, isError } from './control-client.ts'
import { createFailures } from './failures.ts'
import { keepFailure } from './kept-failures.ts'
import type { StatePlace } from './state-directory.ts'

/** A daemon that does not take the news within this time does not get it, milliseconds. */
const patienceMs = 500

export interface FailureNews {
  hear(event: GatewayEvent | KeeperEvent): void
  /** Resolves when what was told so far has arrived, or will not. */
  settled(): Promise<void>
}

/**
 * Tells the daemon of failures that the gateway of a run has seen, so that `warmkey explain --last` finds them. Where none
 * takes them they are written down instead; nothing is started for it, and no request waits for it.
 */
export function openFailureNews({ place, clock }: { place: StatePlace; clock: Clock }): FailureNews {
  const never = new AbortController().signal
  const underWay = new Set<Promise<unknown>>()
  const failures = createFailures(clock.nowMs, (failed) => {
    const socket = findSocket(place)
    if (socket === null) return keepFailure(place, failed)
    const late = deadline(clock, patienceMs, never, () => new Error('no answer'))
    const question = { method: 'POST', path: '/v1/failures', body: failed, signal: late.signal } as const
    const telling: Promise<unknown> = askDaemon(socket, question)
      .catch(() => null)
      .then((answer) => {
        if (answer === null || isError(answer)) keepFailure(place, failed)
      })
      .finally(() => {
        late.callOff()
        underWay.delete(telling)
      })
    underWay.add(telling)
  })
  return {
    hear(event) {
      if ('exchange' in event) failures.hear(event)
    },
    async settled() {
      await Promise.all(underWay)
    },
  }
}
