import { readFileSync } from 'node:fs'
import { type Clock, deadline } from '../clock.ts'
import { WarmkeyError } from '../errors.ts'
import { demand, findSocket, type Question } from './control-client.ts'
import { placesOf } from './places.ts'
import { listensOn, seeProcess } from './seen-process.ts'
import type { StatePlace } from './state-directory.ts'

/** How long a daemon is waited for that has nothing to ask anybody before it answers, milliseconds. */
const atOnceMs = 5_000

/**
 * Asks what is answered without asking anybody. `null` where no daemon listens. Throws the daemon's error as one of ours,
 * and `daemon-silent` after 5 s for one that is there and says nothing.
 */
export async function demandAtOnce<Answer extends object>(
  place: StatePlace,
  clock: Clock,
  question: Omit<Question, 'signal'>,
): Promise<Answer | null> {
  const socket = findSocket(place)
  if (socket === null) return null
  const late = deadline(clock, atOnceMs, new AbortController().signal, () => silence(place))
  try {
    return await demand<Answer>(socket, { ...question, signal: late.signal })
  } finally {
    late.callOff()
  }
}

/** Throws `daemon-silent` where one is there and says nothing; to be asked before what may take its time. */
export async function mustBeAwake(place: StatePlace, clock: Clock): Promise<void> {
  await demandAtOnce(place, clock, { method: 'GET', path: '/v1/statusline' }).catch((thrown: unknown) => {
    if (isSilence(thrown)) throw thrown
  })
}

export const isSilence = (thrown: unknown): thrown is WarmkeyError =>
  thrown instanceof WarmkeyError && thrown.code === 'daemon-silent'

/** Which process it is, what holds it as far as that is seen, and what lets it answer again. */
export function silence(place: StatePlace): WarmkeyError {
  const daemon = daemonProcess(place)
  const start = 'end it and start it anew: warmkey down && warmkey up'
  if (daemon?.stopped) {
    return new WarmkeyError(
      'daemon-silent',
      `The warmkey daemon, process ${daemon.pid}, is stopped and answers nobody.`,
      {
        remedy: `Let it go on: kill -CONT ${daemon.pid}; or ${start}`,
      },
    )
  }
  const who = daemon === null ? 'The warmkey daemon' : `The warmkey daemon, process ${daemon.pid},`
  return new WarmkeyError('daemon-silent', `${who} is there, but has not answered within ${atOnceMs / 1_000} s.`, {
    remedy: `Ask again where the machine is busy; or ${start}`,
  })
}

export interface DaemonProcess {
  readonly pid: number
  readonly stopped: boolean
}

/**
 * The process that serves the control socket of this user: the one on the daemon's card, if it is ours, started when the
 * card says, and listens there. `null` where one of these does not hold, because the system gives the same id again.
 */
export function daemonProcess(place: StatePlace): DaemonProcess | null {
  const { platform } = place
  const socket = findSocket(place)
  const card = cardOf(place)
  if (socket === null || card === null || card.socket !== socket) return null
  const seen = seeProcess(card.pid, platform)
  if (seen === null || seen.startedAt !== card.processStart || seen.uid !== process.getuid?.()) return null
  return listensOn(card.pid, socket, platform) ? { pid: card.pid, stopped: seen.stopped } : null
}

function cardOf(place: StatePlace): { pid: number; socket: string; processStart: string } | null {
  try {
    const { pid, socket, processStart } = JSON.parse(readFileSync(placesOf(place).card, 'utf8')) as Record<
      string,
      unknown
    >
    const isPid = typeof pid === 'number' && Number.isSafeInteger(pid) && pid > 1 && pid !== process.pid
    return isPid && typeof socket === 'string' && typeof processStart === 'string'
      ? { pid, socket, processStart }
      : null
  } catch {
    return null
  }
}
