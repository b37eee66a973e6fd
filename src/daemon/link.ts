import { type Clock, deadline, sleep } from '../clock.ts'
import { type Handed, handedSource } from '../credential/sources/handed.ts'
import type { Source } from '../credential/sources/source.ts'
import type { Profile } from '../profile.ts'
import { launchDaemon, ownProgram } from './background.ts'
import { askDaemon, errorOf, findSocket, isError } from './control-client.ts'
import type { CredentialGiven, CredentialRequest, StatuslineAnswer } from './control-protocol.ts'
import { takeLock } from './lock.ts'
import { placesOf } from './places.ts'
import { privateDirectory, type StatePlace } from './state-directory.ts'

/** A daemon that does not say a word within this time is as good as none, milliseconds. */
const patienceMs = 1_000
/** How long one that was just started is waited for. */
const startMs = 5_000
const roundMs = 20
/** Before another start is tried after one that failed. */
const pauseMs = 60_000

export interface LinkOptions {
  readonly place: StatePlace
  readonly clock: Clock
  /** Starts a daemon; resolves when that has ended. Default: this very program. */
  readonly launch?: () => Promise<unknown>
}

/** How a run gets its credential from the keeper that all runs share. */
export interface Link {
  /**
   * The credential, `null` where no daemon answers and none can be started. Rejects with the error of the source, and
   * with the signal's reason when that aborts.
   */
  credential(request: Wanted, signal: AbortSignal): Promise<Handed | null>
  close(): void
}

/** A source with the environment that it would see in this run. */
export interface Wanted {
  readonly profile: Profile
  readonly env: Readonly<Record<string, string | undefined>>
  /** Fingerprint of the credential that was refused. */
  readonly rejected: string | null
}

/** Nothing is started or asked before the first credential is wanted. */
export function openLink({ place, clock, launch = () => launchDaemon(own(place)).exited }: LinkOptions): Link {
  const ended = new AbortController()
  let attachedTo: string | null = null
  let notBeforeMs = 0

  const answers = async (): Promise<string | null> => {
    const socket = findSocket(place)
    if (socket === null) return null
    const late = deadline(clock, patienceMs, ended.signal, () => new Error('no answer'))
    try {
      const question = { method: 'GET', path: '/v1/statusline', signal: late.signal } as const
      return (await askDaemon<StatuslineAnswer>(socket, question)) === null ? null : socket
    } catch {
      return null
    } finally {
      late.callOff()
    }
  }

  /** Of many runs that find no daemon, one starts it. One that could not be started is left alone for a minute. */
  const started = async (): Promise<string | null> => {
    if (clock.monotonicMs() < notBeforeMs) return null
    const { state, lock } = placesOf(place)
    privateDirectory(state, place.platform)
    let over = false
    const starting = takeLock(`${lock}.start`)
    if (starting !== null) {
      void launch().then(() => {
        over = true
      })
    }
    try {
      const deadlineMs = clock.monotonicMs() + startMs
      while (clock.monotonicMs() < deadlineMs && !ended.signal.aborted) {
        const wasOver = over
        const socket = await answers()
        if (socket !== null) return socket
        if (wasOver) break
        await sleep(clock, roundMs)
      }
      notBeforeMs = clock.monotonicMs() + pauseMs
      return null
    } finally {
      starting?.release()
    }
  }

  /** As long as this is open, a daemon that runs have started stays. */
  const attach = (socket: string): void => {
    if (attachedTo === socket) return
    attachedTo = socket
    const forget = () => {
      attachedTo = null
    }
    fetch('http://warmkey/v1/attach', { unix: socket, signal: ended.signal })
      .then((response) => response.text())
      .then(forget, forget)
  }

  const ask = async (socket: string, request: CredentialRequest, signal: AbortSignal): Promise<Handed | null> => {
    const question = { method: 'POST', path: '/v1/credential', body: request, signal } as const
    const answer = await askDaemon<CredentialGiven>(socket, question).catch(() => null)
    signal.throwIfAborted()
    if (answer === null || !isError(answer)) return answer
    // `usage` is a daemon of another version; everything else is the source's own word.
    if (answer.error.code === 'usage' || answer.error.code === 'internal') return null
    throw errorOf(answer)
  }

  return {
    async credential({ profile, env, rejected }, signal) {
      const request = { profile, env: defined(env), rejected }
      // Once more, because it may have ended in the middle, and another has taken its place.
      for (let tries = 0; tries < 2; tries++) {
        const socket = (await answers()) ?? (await started().catch(() => null))
        if (socket === null) return null
        attach(socket)
        const handed = await ask(socket, request, signal)
        if (handed !== null) return handed
      }
      return null
    },
    close: () => ended.abort(),
  }
}

const own = (place: StatePlace) => ({ program: ownProgram(place.platform), place, startedBy: 'run' }) as const

const defined = (env: Wanted['env']): Record<string, string> =>
  Object.fromEntries(Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined))

/** Sources that are read in a moment, and whose changes are noticed at once: a second process gains nothing. */
const readHere: ReadonlySet<string> = new Set(['env', 'file'])

/** The source of a run, by way of the keeper that all runs share. */
export const throughLink =
  (link: Link, env: Wanted['env']) =>
  (profile: Profile, source: Source): Source =>
    // A key that is never to be printed is not handed from process to process either.
    readHere.has(profile.source.type) || profile.export === 'never'
      ? source
      : handedSource(source, (rejected, signal) => link.credential({ profile, env, rejected }, signal))
