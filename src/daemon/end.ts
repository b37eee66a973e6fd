import { type Clock, sleep } from '../clock.ts'
import { WarmkeyError } from '../errors.ts'
import { findSocket } from './control-client.ts'
import type { StopAnswer } from './control-protocol.ts'
import { takeLock } from './lock.ts'
import { placesOf } from './places.ts'
import { daemonProcess, demandAtOnce } from './silent.ts'
import { privateDirectory, type StatePlace } from './state-directory.ts'

const patienceMs = 10_000
/** From SIGTERM to SIGKILL for one that does not answer. */
const graceMs = 3_000
const roundMs = 20

/**
 * Asks the daemon to end, and waits until a successor could start: port, socket and lock are free then, while its last
 * answers may still run. `null` where none was there. Throws `daemon-silent`.
 */
export async function endDaemon(place: StatePlace, clock: Clock): Promise<StopAnswer | null> {
  const answer = await demandAtOnce<StopAnswer>(place, clock, { method: 'POST', path: '/v1/stop' })
  if (answer !== null) await whenFree(place, clock)
  return answer
}

/** Resolves when no daemon of this user holds its lock. Throws `already-running` after 10 s. */
export async function whenFree(place: StatePlace, clock: Clock): Promise<void> {
  if (await freeWithin(place, clock, patienceMs)) return
  throw new WarmkeyError('already-running', 'The daemon was asked to end and did not.', {
    remedy: 'See which process it is with `warmkey status`, and end that one.',
  })
}

async function freeWithin(place: StatePlace, clock: Clock, withinMs: number): Promise<boolean> {
  const { state, lock: path } = placesOf(place)
  privateDirectory(state, place.platform)
  const deadlineMs = clock.monotonicMs() + withinMs
  for (;;) {
    const lock = takeLock(path)
    lock?.release()
    if (lock !== null) return true
    if (clock.monotonicMs() > deadlineMs) return false
    await sleep(clock, roundMs)
  }
}

/**
 * Ends a daemon that does not answer: SIGTERM, and SIGCONT so that a stopped one hears it; SIGKILL where that has not freed
 * its place after 3 s. Throws `already-running` where it is not certain which process it is; then nothing was ended.
 */
export async function endSilent(
  place: StatePlace,
  clock: Clock,
): Promise<{ readonly pid: number; readonly by: 'SIGTERM' | 'SIGKILL' }> {
  const daemon = daemonProcess(place)
  if (daemon === null) throw unknownProcess(place)
  const { pid } = daemon
  signal(pid, 'SIGTERM')
  signal(pid, 'SIGCONT')
  if (await freeWithin(place, clock, graceMs)) return { pid, by: 'SIGTERM' }
  // Its id may be another one's by now.
  if (daemonProcess(place)?.pid === pid) signal(pid, 'SIGKILL')
  await whenFree(place, clock)
  return { pid, by: 'SIGKILL' }
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch {
    // It has ended by itself.
  }
}

function unknownProcess(place: StatePlace): WarmkeyError {
  const socket = findSocket(place) ?? placesOf(place).socket
  const who = place.platform === 'linux' ? `ss -xlp src ${socket}` : `lsof -t ${socket}`
  return new WarmkeyError(
    'already-running',
    'A warmkey daemon is there and does not answer, and it is not certain which process it is, so none was ended.',
    { remedy: `See who listens (${who}), and end that one: kill -KILL <its number>`, transient: false },
  )
}
