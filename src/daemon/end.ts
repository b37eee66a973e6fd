import { type Clock, sleep } from '../clock.ts'
import { WarmkeyError } from '../errors.ts'
import { demand, findSocket } from './control-client.ts'
import type { StopAnswer } from './control-protocol.ts'
import { takeLock } from './lock.ts'
import { placesOf } from './places.ts'
import { privateDirectory, type StatePlace } from './state-directory.ts'

const patienceMs = 10_000
const roundMs = 20

/**
 * Asks the daemon to end, and waits until a successor could start: port, socket and lock are free then, while its last
 * answers may still run. `null` where none was there.
 */
export async function endDaemon(place: StatePlace, clock: Clock): Promise<StopAnswer | null> {
  const socket = findSocket(place)
  const answer = socket === null ? null : await demand<StopAnswer>(socket, { method: 'POST', path: '/v1/stop' })
  if (answer !== null) await whenFree(place, clock)
  return answer
}

/** Resolves when no daemon of this user holds its lock. */
export async function whenFree(place: StatePlace, clock: Clock): Promise<void> {
  const { state, lock: path } = placesOf(place)
  privateDirectory(state, place.platform)
  const deadlineMs = clock.monotonicMs() + patienceMs
  for (;;) {
    const lock = takeLock(path)
    if (lock !== null) return lock.release()
    if (clock.monotonicMs() > deadlineMs) {
      throw new WarmkeyError('already-running', 'The daemon was asked to end and did not.', {
        remedy: 'See which process it is with `warmkey status`, and end that one.',
      })
    }
    await sleep(clock, roundMs)
  }
}
