import { readFileSync } from 'node:fs'
import { type Clock, deadline } from '../clock.ts'
import { askDaemon, findSocket, isError } from './control-client.ts'
import type { Status } from './control-protocol.ts'
import { placesOf } from './places.ts'
import type { StatePlace } from './state-directory.ts'

/** A daemon on this machine answers at once or not at all, milliseconds. */
const patienceMs = 2_000

/** `none`: no daemon runs. `silent`: one holds the socket and does not answer. */
export interface Look {
  readonly kind: 'none' | 'silent' | 'told'
  /** `null` where it told nothing. */
  readonly status: Status | null
  /** Process of one that runs, as far as it is known. */
  readonly pid: number | null
}

/** Looks whether a daemon runs and answers; never throws, and takes two seconds at most. */
export async function lookAtDaemon(place: StatePlace, clock: Clock, signal: AbortSignal): Promise<Look> {
  const none = { kind: 'none', status: null, pid: null } as const
  const socket = findSocket(place)
  if (socket === null) return none
  const late = deadline(clock, patienceMs, signal, () => new Error('no answer'))
  try {
    const question = { method: 'GET', path: '/v1/status', signal: late.signal } as const
    const answer = await askDaemon<Status>(socket, question)
    if (answer === null) return none
    return isError(answer)
      ? { kind: 'silent', status: null, pid: pidOf(place) }
      : { kind: 'told', status: answer, pid: answer.pid }
  } catch {
    return { kind: 'silent', status: null, pid: pidOf(place) }
  } finally {
    late.callOff()
  }
}

function pidOf(place: StatePlace): number | null {
  try {
    const { pid } = JSON.parse(readFileSync(placesOf(place).card, 'utf8')) as { pid?: unknown }
    return typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 1 ? pid : null
  } catch {
    return null
  }
}
