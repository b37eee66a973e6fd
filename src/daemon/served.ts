import { readFileSync } from 'node:fs'
import { type Config, chooseProfile, parseConfig } from '../config.ts'
import { profileFor } from '../config-directory.ts'
import { type ConfigPlaces, configPath, readConfig } from '../config-file.ts'
import type { Keeper } from '../credential/keeper.ts'
import { asWarmkeyError, WarmkeyError } from '../errors.ts'
import { type Gateway, type GatewayOptions, openGateway } from '../gateway/gateway.ts'
import type { Upstream } from '../gateway/upstream.ts'
import type { Profile } from '../profile.ts'
import type { ReloadAnswer, Status } from './control-protocol.ts'
import { writePrivateFile } from './private-file.ts'
import { bringUp, leftOver, nothing, type Serving } from './serving.ts'
import type { KeptProfile } from './token-for.ts'
import type { DaemonDeps } from './upstreams.ts'

/** How long a keeper that is not needed any more stays for the requests that began with it, milliseconds. */
const outlastMs = 180_000

export interface ServedOptions {
  readonly places: ConfigPlaces
  /** Where the last configuration that was taken is kept, for a start while the user's file is broken; `null`: nowhere. */
  readonly lastTaken: string | null
  /** Starts with nothing rather than not at all when the file is broken and no last one is kept. */
  readonly tolerant: boolean
  /** Serve these profiles only; empty for all. */
  readonly only: readonly string[]
  /** `null`: no gateway, whatever is configured. */
  readonly listen: { readonly port: number | null } | null
  readonly keys: GatewayOptions['keys']
  readonly deps: DaemonDeps
}

/** What the configuration says, brought up. Takes a changed one over, refuses a broken one and serves the old. */
export interface Served {
  url(): string | null
  readonly profiles: () => ReadonlyMap<string, Profile>
  keeperOf(name: string): Keeper | null
  upstream(name: string): Upstream | null
  defaultProfile(): string | null
  config(): Status['config']
  /** The profile of that name, or the one that counts in `cwd`. Throws `profile-unknown` or `nothing-to-keep`. */
  kept(name: string | undefined, cwd?: string): KeptProfile
  reload(): ReloadAnswer
  /** Answers that run at this moment. */
  running(): number
  /** Stops listening at once and lets the running answers end; with `now` it cuts them. */
  close(now?: boolean): Promise<void>
}

/** Throws what is wrong with the configuration or the port; then nothing is left open. */
export function openServed(options: ServedOptions): Served {
  const { places, only, listen, keys, deps, lastTaken } = options
  const { clock } = deps
  const file = configPath(places)
  let serving: Serving = nothing
  let config: Config | null = null
  let gateway: Gateway | null = null
  let takenAtMs = clock.nowMs()
  let problems: readonly string[] = []
  let found = false
  const closing = new Set<Promise<void>>()

  const openFor = (next: Serving, { port, hostname, hosts, origins }: Config['listen']): Gateway | null => {
    const wanted = listen?.port ?? port
    const moved =
      gateway !== null && ((wanted !== 0 && gateway.port !== wanted) || config?.listen.hostname !== hostname)
    if (gateway !== null && !moved) {
      gateway.take({ upstreams: next.upstreams, hosts, origins })
      return gateway
    }
    if (listen === null || (gateway === null && next.upstreams.size === 0)) return null
    const { announce } = deps
    return openGateway({
      hostname, port: wanted, keys, upstreams: next.upstreams, hosts, origins, clock,
      ...(announce === undefined ? {} : { announce }),
    }) // biome-ignore format: one line for what is only passed on
  }

  const take = (wanted: Config): void => {
    const next = bringUp(chosen(wanted.profiles, only, file), serving, deps)
    let opened: Gateway | null
    try {
      opened = openFor(next, wanted.listen)
    } catch (thrown) {
      for (const keeper of leftOver(next, serving)) keeper.close()
      throw thrown
    }
    const old = gateway
    if (old !== null && old !== opened) {
      const closed = old.close().finally(() => closing.delete(closed))
      closing.add(closed)
    }
    const unused = leftOver(serving, next)
    if (unused.length > 0) {
      clock.after(outlastMs, () => {
        for (const keeper of unused) void keeper.giveBack()
      })
    }
    gateway = opened
    serving = next
    config = wanted
    takenAtMs = clock.nowMs()
    if (lastTaken !== null) writePrivateFile(lastTaken, `${JSON.stringify(wanted, null, 2)}\n`)
  }

  /** The file as it is now; `null` where there never was one. Throws what is wrong with it. */
  const read = (): Config => {
    const now = readConfig(places)
    if (now === null && found) {
      throw new WarmkeyError('config-unreadable', `The configuration ${file} is gone.`, {
        remedy: 'Put it back; what it said is served on until warmkey is stopped.',
      })
    }
    found ||= now !== null
    return now?.config ?? emptyConfig(file)
  }

  const reload = (): ReloadAnswer => {
    try {
      const now = read()
      if (JSON.stringify(now) === JSON.stringify(config)) {
        problems = []
        return { kind: 'unchanged', problems }
      }
      take(now)
      problems = []
      return { kind: 'taken', problems }
    } catch (thrown) {
      problems = asWarmkeyError(thrown).sentence.split('\n')
      return { kind: 'refused', problems }
    }
  }

  try {
    take(read())
  } catch (thrown) {
    const last = (lastTaken === null ? null : readTaken(lastTaken)) ?? (options.tolerant ? emptyConfig(file) : null)
    if (last === null || asWarmkeyError(thrown).code === 'port-in-use') throw thrown
    take(last)
    found = true
    problems = asWarmkeyError(thrown).sentence.split('\n')
  }

  const kept = (name: string | undefined, cwd?: string): KeptProfile => {
    const chosenOne = profileFor(config, { name, cwd, home: places.home })
    const upstream = chosenOne === null ? undefined : serving.upstreams.get(chosenOne.name)
    if (chosenOne !== null && upstream !== undefined) return { ...chosenOne, keeper: upstream.keeper }
    throw unknownProfile(name, [...serving.profiles.keys()], file)
  }

  return {
    url: () => gateway?.url ?? null,
    profiles: () => serving.profiles,
    keeperOf: (name) => serving.upstreams.get(name)?.keeper ?? null,
    upstream: (name) => serving.upstreams.get(name) ?? null,
    defaultProfile: () => (config === null ? null : (chooseProfile(config, undefined)?.name ?? null)),
    config: () => ({ file: found ? file : null, takenAtMs, problems }),
    kept,
    reload,
    running: () => gateway?.running() ?? 0,
    async close(now) {
      await Promise.all([gateway?.close(now), ...closing])
      await Promise.all([...serving.keepers.values()].map((keeper) => keeper.giveBack()))
    },
  }
}

function emptyConfig(file: string): Config {
  const empty = parseConfig('{}', file)
  if (empty.kind !== 'config') throw new RangeError('an empty configuration is one')
  return empty.config
}

/** The configuration that was taken last, or `null` where none can be read. */
function readTaken(path: string): Config | null {
  try {
    const result = parseConfig(readFileSync(path, 'utf8'), path)
    return result.kind === 'config' ? result.config : null
  } catch {
    return null
  }
}

function chosen(profiles: Config['profiles'], only: readonly string[], file: string): Record<string, Profile> {
  if (only.length === 0) return { ...profiles }
  return Object.fromEntries(
    only.map((name) => {
      const profile = profiles[name]
      if (profile === undefined) throw unknownProfile(name, Object.keys(profiles), file)
      return [name, profile]
    }),
  )
}

function unknownProfile(name: string | undefined, names: readonly string[], file: string): WarmkeyError {
  const all = names.length === 0 ? 'Add one: warmkey init.' : `There are: ${names.join(', ')}.`
  if (name === undefined) {
    return new WarmkeyError('nothing-to-keep', 'No profile was named, and the configuration has no default one.', {
      remedy: names.length === 0 ? all : `Name one with --profile, or set "default". ${all}`,
      transient: false,
    })
  }
  return new WarmkeyError('profile-unknown', `There is no profile "${name}" in ${file}.`, {
    remedy: all,
    transient: false,
  })
}
