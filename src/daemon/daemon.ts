import type { Clock } from '../clock.ts'
import type { KeeperEvent } from '../credential/events.ts'
import { keeperIdentity } from '../credential/identity.ts'
import { createKeeper, type Keeper } from '../credential/keeper.ts'
import { createSource } from '../credential/sources/index.ts'
import type { KeeperNumbers } from '../credential/windows.ts'
import { durationMs } from '../duration.ts'
import { WarmkeyError } from '../errors.ts'
import { dialectById } from '../gateway/dialects/index.ts'
import type { GatewayEvent } from '../gateway/events.ts'
import { type Gateway, openGateway } from '../gateway/gateway.ts'
import { type Caller, createLocalKeys } from '../gateway/local-keys.ts'
import { createPacer } from '../gateway/pacer.ts'
import { proxyFor } from '../gateway/proxy.ts'
import type { Upstream } from '../gateway/upstream.ts'
import type { Profile } from '../profile.ts'
import type { Secret } from '../secret.ts'
import { readTlsFiles } from './tls-files.ts'

/** What the composition needs of the world. */
export interface DaemonDeps {
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  /** Where every step is announced; a listener must not throw. Default nowhere. */
  readonly announce?: (event: GatewayEvent | KeeperEvent) => void
}

export interface DaemonOptions {
  readonly profiles: Readonly<Record<string, Profile>>
  /** Default loopback, port 0 (any free one), no further hosts or origins. */
  readonly listen?: {
    readonly hostname?: string
    readonly port?: number
    readonly hosts?: readonly string[]
    readonly origins?: readonly string[]
  }
  /** What the keys that are issued may do: those of a run reach inference only. */
  readonly keys: Caller['kind']
  /** Keys that exist already, by profile; the others are issued. */
  readonly existingKeys?: Readonly<Record<string, Secret>>
  readonly deps: DaemonDeps
}

export interface Daemon {
  readonly url: string
  readonly gateway: Gateway
  /** One local key for each profile. */
  readonly keys: ReadonlyMap<string, Secret>
  /** By profile; profiles that share one have the same. */
  readonly keepers: ReadonlyMap<string, Keeper>
  /** Lets running answers end (unless `now`), then closes keepers and whatever they started. */
  close(now?: boolean): Promise<void>
}

/** Puts sources, keepers, upstreams and gateway together. Throws `WarmkeyError`s; nothing is left open then. */
export function openDaemon(options: DaemonOptions): Daemon {
  const { deps } = options
  const keepers = new Map<string, Keeper>()
  const upstreams = new Map<string, Upstream>()
  const keys = new Map<string, Secret>()
  const localKeys = createLocalKeys()
  const closeKeepers = () => {
    for (const keeper of keepers.values()) keeper.close()
  }
  try {
    for (const [name, profile] of Object.entries(options.profiles)) {
      const upstream = upstreamOf(name, profile, keepers, deps)
      upstreams.set(name, upstream)
      const caller = { profile: name, kind: options.keys }
      const existing = options.existingKeys?.[name]
      if (existing !== undefined) localKeys.admit(existing, caller)
      keys.set(name, existing ?? localKeys.issue(caller))
    }
    const { hostname, port = 0, hosts, origins } = options.listen ?? {}
    const gateway = openGateway({
      port,
      keys: localKeys,
      upstreams,
      clock: deps.clock,
      ...(hostname === undefined ? {} : { hostname }),
      ...(hosts === undefined ? {} : { hosts }),
      ...(origins === undefined ? {} : { origins }),
      ...(deps.announce === undefined ? {} : { announce: deps.announce }),
    })
    return {
      url: gateway.url,
      gateway,
      keys,
      keepers: new Map([...upstreams].map(([name, { keeper }]) => [name, keeper])),
      async close(now) {
        await gateway.close(now)
        closeKeepers()
      },
    }
  } catch (thrown) {
    closeKeepers()
    throw thrown
  }
}

function upstreamOf(name: string, profile: Profile, keepers: Map<string, Keeper>, deps: DaemonDeps): Upstream {
  const { upstream, limits } = profile
  const dialect = dialectById(upstream.dialect)
  if (dialect === undefined)
    throw new WarmkeyError(
      'config-invalid',
      `The profile ${name} names the dialect "${upstream.dialect}", which is not built yet.`,
    )
  const keeper = keeperOf(profile, keepers, deps)
  return {
    profile: name,
    base: upstream.url.replace(/\/+$/, ''),
    dialect,
    header: upstream.header ?? dialect.header,
    keeper,
    skew: upstream.url.startsWith('https:') ? keeper.skew : null,
    pacer: createPacer(deps.clock, { concurrency: limits.concurrency ?? null, minGapMs: durationMs(limits.minGap) }),
    rules: { renewOn: profile.renewOn, denyOn: profile.denyOn },
    models: Object.keys(profile.models).length === 0 ? null : new Map(Object.entries(profile.models)),
    proxy: proxyFor(upstream.url, upstream.proxy, deps.env),
    tls: readTlsFiles(name, upstream, deps.home),
  }
}

/** Profiles whose source, options, upstream and renewal are the same share one keeper; no others ever do. */
function keeperOf(profile: Profile, keepers: Map<string, Keeper>, deps: DaemonDeps): Keeper {
  const identity = keeperIdentity(profile.source, { upstream: profile.upstream, renewal: profile.renewal })
  const shared = keepers.get(identity)
  if (shared !== undefined) return shared
  const source = createSource(profile.source, { clock: deps.clock, env: deps.env, home: deps.home })
  const keeper = createKeeper({
    identity,
    source,
    clock: deps.clock,
    ttlMs: 'ttl' in profile.source ? durationMs(profile.source.ttl) : null,
    numbers: keeperNumbers(profile.renewal),
    ...(deps.announce === undefined ? {} : { announce: deps.announce }),
  })
  keepers.set(identity, keeper)
  return keeper
}

/** The user's own numbers by the keeper's names: shares as they are, durations in milliseconds. */
function keeperNumbers(renewal: Profile['renewal']): Partial<KeeperNumbers> {
  const entries = Object.entries(renewal).flatMap(([name, value]): [string, number][] => {
    if (typeof value === 'number') return [[name, value]]
    const ms = durationMs(value)
    return ms === null ? [] : [[`${name}Ms`, ms]]
  })
  return Object.fromEntries(entries)
}
