import { lstatSync, rmSync } from 'node:fs'
import { type Clock, deadline } from '../clock.ts'
import type { ConfigPlaces } from '../config-file.ts'
import { configPath, readConfig } from '../config-file.ts'
import type { KeeperEvent } from '../credential/events.ts'
import { watchFile } from '../credential/file-watch.ts'
import { asWarmkeyError } from '../errors.ts'
import type { GatewayEvent } from '../gateway/events.ts'
import { createLocalKeys, type LocalKeys } from '../gateway/local-keys.ts'
import type { Secret } from '../secret.ts'
import { signatures } from '../signatures/index.ts'
import { type Control, type ControlHandlers, openControl } from './control.ts'
import { socketOnCard } from './control-client.ts'
import type { StartedBy, Status } from './control-protocol.ts'
import { createFailures } from './failures.ts'
import { deskNumbers } from './key-desk.ts'
import { openKeyStore } from './key-store.ts'
import { type Log, openLog } from './log.ts'
import type { Notice } from './notification.ts'
import { takePlace } from './one-of-us.ts'
import { placesOf } from './places.ts'
import { explainPort } from './port-holder.ts'
import { writePrivateFile } from './private-file.ts'
import { prove } from './prove.ts'
import { createRunKeepers } from './run-keepers.ts'
import { seeProcess } from './seen-process.ts'
import { openServed } from './served.ts'
import { createSignInWatch } from './sign-in.ts'
import { answerSignIn } from './sign-in-answer.ts'
import { keptStatus, statusline } from './status.ts'
import { createTally } from './tally.ts'
import { openDesk } from './token-for.ts'

/** How long a daemon that a run has started stays when no run is there any more, milliseconds. */
const lingerMs = 30_000

export interface ResidentOptions {
  readonly startedBy: StartedBy
  readonly version: string
  readonly pid: number
  readonly places: ConfigPlaces
  readonly clock: Clock
  /** Serve these profiles only; empty for all. */
  readonly only: readonly string[]
  /** `null`: what the configuration says. */
  readonly port: number | null
  /** Local keys of this process, by profile; the lasting ones of `connect` are known anyway. */
  readonly keys: Readonly<Record<string, Secret>>
  /** Told of every step. Default nobody. */
  readonly announce?: (event: GatewayEvent | KeeperEvent) => void
  /** Shows a notice to the person at this machine. */
  readonly notify: (notice: Notice) => void
}

/** The daemon of one user: gateway, keepers, control socket, and what is known of them. */
export interface Resident {
  /** Address of the gateway; `null` where no profile is configured, and for one that a run has started. */
  readonly url: string | null
  status(): Status
  reload(): void
  /** Notes what nobody foresaw, in the log. */
  note(thrown: unknown): void
  /** Resolves when somebody has asked for the end, or nobody needs it any more; then {@link Resident.close} it. */
  readonly over: Promise<void>
  /** Frees port, socket and lock at once for a successor, and resolves when the running answers have ended. */
  close(now?: boolean): Promise<void>
}

/** Throws `already-running`, `config-invalid`, `port-in-use`, `state-unsafe`; then nothing is left open. */
export async function openResident(options: ResidentOptions): Promise<Resident> {
  const { startedBy, version, pid, places: configPlaces, clock, notify } = options
  const { env, home, platform } = configPlaces
  const places = placesOf(configPlaces)
  const lock = await takePlace({ place: configPlaces, startedBy, clock })
  const undo: (() => void)[] = [() => lock.release()]
  try {
    const log = openLog(places.log, clock)
    const startedAtMs = clock.nowMs()
    const tally = createTally(clock.nowMs, signatures)
    const failures = createFailures(clock.nowMs)
    const announce = (event: GatewayEvent | KeeperEvent): void => {
      options.announce?.(event)
      if ('exchange' in event) {
        tally.hear(event)
        failures.hear(event)
      }
      if (isWorthKeeping(event)) log.write(event)
      if (event.type === 'renewed' || event.type === 'renewal-failed') signIns.look()
    }
    const deps = { clock, env, home, announce }
    const served = openServed({
      places: configPlaces,
      lastTaken: startedBy === 'up' || startedBy === 'service' ? places.taken : null,
      tolerant: startedBy !== 'person',
      only: options.only,
      listen: startedBy === 'run' ? null : { port: options.port },
      keys: { find: knownKeys(options, log) },
      deps,
    })
    undo.push(() => void served.close(true))
    const configured = function* () {
      for (const [name, profile] of served.profiles()) {
        const keeper = served.keeperOf(name)
        if (keeper !== null) yield { name, profile, keeper }
      }
    }
    const runs = createRunKeepers({ clock, home, env, configured, announce })
    const signIns = createSignInWatch({
      clock,
      notify,
      keepers: function* () {
        for (const { keeper } of configured()) yield keeper
        for (const { keeper } of runs.list()) yield keeper
      },
    })
    let attached = 0
    const end = Promise.withResolvers<void>()
    const linger = lingering(clock, startedBy === 'run', () => end.resolve())

    const status = (): Status => ({
      version: 1,
      warmkey: version,
      pid,
      startedBy,
      startedAtMs,
      nowMs: clock.nowMs(),
      url: served.url(),
      config: served.config(),
      profiles: [...configured()].map(({ name, profile, keeper }) => ({
        name,
        isDefault: name === served.defaultProfile(),
        upstream: profile.upstream.url,
        exportable: profile.export === 'allow',
        ...keptStatus(keeper),
        counts: { ...tally.counts(name), renewals: keeper.state().renewals },
        lastRefusal: tally.lastRefusal(name),
      })),
      runs: runs.list().map(({ keeper, profile, askedAtMs }) => ({
        upstream: profile.upstream.url,
        askedAtMs,
        ...keptStatus(keeper),
      })),
      attached,
    })
    const reload = () => {
      const answer = served.reload()
      if (answer.kind !== 'unchanged') log.write({ type: 'configuration', ...answer })
      signIns.look()
      return answer
    }
    const desk = openDesk({ clock, kept: served.kept })
    const handlers: ControlHandlers = {
      status,
      statusline: () => ({ text: statusline(status()) }),
      tokenFor: desk.give,
      async invalidate(request, signal) {
        const { profile } = served.kept(request.profile, request.cwd)
        const late = deadline(clock, deskNumbers.waitMs, signal, () => new Error('not all have answered'))
        try {
          const [answer, renewed] = await Promise.all([
            desk.invalidate(request, signal),
            runs.renew(profile, late.signal),
          ])
          return { ...answer, runs: renewed }
        } finally {
          late.callOff()
        }
      },
      credential: (wanted, signal) => runs.credential(wanted, signal),
      signIn: (wanted, signal) => answerSignIn(wanted, { clock, home }, signal),
      prove(wanted, signal) {
        const { name, profile } = served.kept(wanted.profile, wanted.cwd)
        return prove({ name, profile, upstream: served.upstream(name) }, { clock, env, home, signal })
      },
      failures: () => ({ failures: failures.list() }),
      failed: failures.add,
      reload,
      stop() {
        // The answer goes out first.
        clock.after(1, () => end.resolve())
        return { pid, running: served.running() }
      },
      attach() {
        attached++
        linger.callOff()
        let here = true
        return () => {
          if (!here) return
          here = false
          attached--
          if (attached === 0) linger.begin()
        }
      },
    }
    const former = socketOnCard(places.card)
    if (former !== null && former !== places.socket) rmSync(former, { force: true })
    let control: Control | null = openControl({ places, platform, handlers })
    undo.push(() => void control?.close(true))
    // By these two it is told from a later process with the same id.
    const processStart = seeProcess(pid, platform)?.startedAt ?? null
    const writeCard = () => {
      const { socket } = places
      const card = { version: 1, pid, processStart, socket, url: served.url(), warmkey: version, startedAtMs }
      writePrivateFile(places.card, `${JSON.stringify(card)}\n`)
    }
    writeCard()
    const stopWatching = [
      watchFile(configPath(configPlaces), clock, reload),
      watchFile(places.socket, clock, () => {
        if (control === null || lstatSync(places.socket, { throwIfNoEntry: false }) !== undefined) return
        // Somebody has tidied up. A daemon that nobody can ask serves its gateway on, but not a run.
        if (startedBy === 'run') return end.resolve()
        const lost = control
        control = null
        void lost.close(true).then(() => {
          control = openControl({ places, platform, handlers })
          writeCard()
        })
      }),
    ]
    log.write({ type: 'started', version, pid, startedBy, url: served.url(), problems: served.config().problems })
    linger.begin()
    return {
      url: served.url(),
      status,
      reload,
      note: (thrown) =>
        log.write({ type: 'unexpected', error: thrown instanceof Error ? thrown.stack : String(thrown) }),
      over: end.promise,
      async close(now) {
        for (const stop of stopWatching) stop()
        signIns.stop()
        desk.close()
        linger.callOff()
        const drained = served.close(now)
        void control?.close()
        control = null
        rmSync(places.card, { force: true })
        lock.release()
        await drained
        await runs.close()
        log.write({ type: 'ended', pid })
      },
    }
  } catch (thrown) {
    for (const each of undo.toReversed()) each()
    if (asWarmkeyError(thrown).code !== 'port-in-use') throw thrown
    const port = options.port ?? readConfig(configPlaces)?.config.listen.port ?? 0
    throw await explainPort(port, configPath(configPlaces), clock)
  }
}

/** Keys of this process and the lasting ones. A store that cannot be read knows nobody, and the log says why. */
function knownKeys({ keys, places, clock }: ResidentOptions, log: Log): LocalKeys['find'] {
  const own = createLocalKeys()
  for (const [profile, key] of Object.entries(keys)) own.admit(key, { profile, kind: 'lasting' })
  const store = openKeyStore(placesOf(places), places.platform, clock)
  return (presented) => {
    const caller = own.find(presented)
    if (caller !== null) return caller
    try {
      return store.find(presented)
    } catch (thrown) {
      log.write({ type: 'local-keys', error: thrown instanceof Error ? thrown.message : 'unreadable' })
      return null
    }
  }
}

/** What a person wants to know a week later: renewals and what was not served, not every request. */
const isWorthKeeping = ({ type }: GatewayEvent | KeeperEvent): boolean =>
  type === 'renewed' || type === 'renewal-failed' || type === 'source-slow' || type === 'stopped' || type === 'replayed'

function lingering(clock: Clock, wanted: boolean, over: () => void): { begin(): void; callOff(): void } {
  let callOff: (() => void) | null = null
  return {
    begin() {
      if (wanted) callOff ??= clock.after(lingerMs, over)
    },
    callOff() {
      callOff?.()
      callOff = null
    },
  }
}
