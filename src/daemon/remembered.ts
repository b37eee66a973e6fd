import { type Clock, deadline } from '../clock.ts'
import { demand, findSocket } from './control-client.ts'
import type { FailedExchange, FailuresAnswer } from './control-protocol.ts'
import { readKeptFailures } from './kept-failures.ts'
import type { StatePlace } from './state-directory.ts'

/** A daemon that does not answer within this time is taken for one that does not, milliseconds. */
const patienceMs = 3_000

export interface Remembered {
  /** The newest first. */
  readonly failures: readonly FailedExchange[]
  /** `none`: no daemon runs, so only what runs have written down is known. `silent`: one runs and did not tell its own. */
  readonly daemon: 'none' | 'told' | 'silent'
}

/** The last requests that failed: those that the daemon remembers, and those that runs without one have written down. */
export async function rememberedFailures(place: StatePlace, clock: Clock, signal: AbortSignal): Promise<Remembered> {
  const kept = readKeptFailures(place)
  const socket = findSocket(place)
  if (socket === null) return { failures: kept, daemon: 'none' }
  const late = deadline(clock, patienceMs, signal, () => new Error('no answer'))
  try {
    const question = { method: 'GET', path: '/v1/failures', signal: late.signal } as const
    const answer = await demand<FailuresAnswer>(socket, question)
    if (answer === null) return { failures: kept, daemon: 'none' }
    const known = new Set(answer.failures.map(({ exchange }) => exchange))
    const all = [...answer.failures, ...kept.filter(({ exchange }) => !known.has(exchange))]
    return { failures: all.toSorted((one, other) => other.atMs - one.atMs), daemon: 'told' }
  } catch {
    return { failures: kept, daemon: 'silent' }
  } finally {
    late.callOff()
  }
}
