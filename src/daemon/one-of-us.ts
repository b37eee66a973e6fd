import { type Clock, deadline, sleep } from '../clock.ts'
import { WarmkeyError } from '../errors.ts'
import { askDaemon, findSocket, isError } from './control-client.ts'
import type { StartedBy, Status, StopAnswer } from './control-protocol.ts'
import { type Lock, takeLock } from './lock.ts'
import { placesOf } from './places.ts'
import { isSilence, silence } from './silent.ts'
import { privateDirectory, type StatePlace } from './state-directory.ts'

/** How long one that a run has started is given to make room, milliseconds. */
const roomMs = 5_000
const roundMs = 25

export interface PlaceOptions {
  readonly place: StatePlace
  readonly startedBy: StartedBy
  readonly clock: Clock
}

/**
 * The right to be the daemon of this user. One that a run has started makes room for one that is to last; the runs ask
 * that one from then on. Throws `already-running`, and `daemon-silent` for one that does not answer.
 */
export async function takePlace({ place, startedBy, clock }: PlaceOptions): Promise<Lock> {
  const places = placesOf(place)
  privateDirectory(places.state, place.platform)
  const deadlineMs = clock.monotonicMs() + roomMs
  for (;;) {
    const lock = takeLock(places.lock)
    if (lock !== null) return lock
    const socket = findSocket(place)
    // One that ends in the middle of an answer is gone at the next look.
    const ask = async <Answer>(method: 'GET' | 'POST', path: string) => {
      if (socket === null) return null
      const late = deadline(
        clock,
        Math.max(1_000, deadlineMs - clock.monotonicMs()),
        new AbortController().signal,
        () => silence(place),
      )
      try {
        return await askDaemon<Answer>(socket, { method, path, signal: late.signal })
      } catch (thrown) {
        if (isSilence(thrown)) throw thrown
        return null
      } finally {
        late.callOff()
      }
    }
    const status = await ask<Status>('GET', '/v1/status')
    const known = status !== null && !isError(status) ? status : null
    const givesWay = known === null || (known.startedBy === 'run' && startedBy !== 'run')
    if (!givesWay || clock.monotonicMs() > deadlineMs) throw alreadyRunning(known)
    if (known !== null) await ask<StopAnswer>('POST', '/v1/stop')
    await sleep(clock, roundMs)
  }
}

function alreadyRunning(status: Status | null): WarmkeyError {
  const who = status === null ? '' : ` (process ${status.pid}${status.url === null ? '' : `, ${status.url}`})`
  return new WarmkeyError('already-running', `warmkey runs already for this user${who}.`, {
    remedy: 'See it with `warmkey status`, end it with `warmkey down`.',
  })
}
