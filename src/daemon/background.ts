import { type Clock, sleep } from '../clock.ts'
import { WarmkeyError } from '../errors.ts'
import type { StartedBy, Status } from './control-protocol.ts'
import { demandAtOnce, isSilence } from './silent.ts'
import type { StatePlace } from './state-directory.ts'

/** From a start to the first answer, milliseconds; a machine that is busy takes its time. */
const patienceMs = 15_000
const roundMs = 20

export interface BackgroundOptions {
  /** The launcher, absolute. */
  readonly program: string
  readonly place: StatePlace
  readonly startedBy: StartedBy
  readonly clock: Clock
}

/** Path of the launcher of this very program. */
export const ownProgram = (platform: string): string =>
  `${import.meta.dir.replace(/[/\\]src[/\\]daemon$/, '')}${platform === 'win32' ? '\\bin\\warmkey.cmd' : '/bin/warmkey'}`

/** Starts a daemon in a session of its own, with nothing of this terminal, and does not wait for it. */
export function launchDaemon({ program, place, startedBy }: Omit<BackgroundOptions, 'clock'>): Bun.Subprocess {
  const env = Object.fromEntries(
    Object.entries(place.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  const child = Bun.spawn([program, 'serve', '--started-by', startedBy], {
    stdio: ['ignore', 'ignore', startedBy === 'run' ? 'ignore' : 'pipe'],
    env,
    // The directory that this was typed in may be taken away.
    cwd: place.home,
    detached: true,
  })
  child.unref()
  return child
}

/** What the daemon says of itself; `null` where none runs. Throws `daemon-silent` for one that is there and says nothing. */
export async function statusOf(place: StatePlace, clock: Clock): Promise<Status | null> {
  try {
    return await demandAtOnce<Status>(place, clock, { method: 'GET', path: '/v1/status' })
  } catch (thrown) {
    if (isSilence(thrown)) throw thrown
    // One that ends in the middle of its answer does not run any more.
    return null
  }
}

/** {@link launchDaemon}, and waits until it answers. Throws what it said when it ended instead. */
export async function startDaemon(options: BackgroundOptions): Promise<Status> {
  const { place, clock } = options
  const child = launchDaemon(options)
  const said = child.stderr instanceof ReadableStream ? new Response(child.stderr).text() : Promise.resolve('')
  let ended = false
  void child.exited.then(() => {
    ended = true
  })
  const deadlineMs = clock.monotonicMs() + patienceMs
  for (;;) {
    // One that is starting may be slow.
    const status = await statusOf(place, clock).catch(() => null)
    if (status?.pid === child.pid) return status
    // Another start at the same moment was quicker.
    if (ended && status !== null && status.startedBy !== 'run') return status
    if (ended) throw notStarted((await said).trim())
    if (clock.monotonicMs() > deadlineMs) {
      child.kill()
      throw notStarted(`It did not answer within ${patienceMs / 1_000} s.`)
    }
    await sleep(clock, roundMs)
  }
}

const notStarted = (said: string): WarmkeyError =>
  new WarmkeyError('not-running', `The daemon did not start.${said === '' ? '' : ` ${said}`}`, {
    remedy: 'Start it in front to see more: warmkey serve',
  })
