import type { Clock } from '../clock.ts'
import type { KeeperEvent } from '../credential/events.ts'
import { keeperIdentity } from '../credential/identity.ts'
import { createKeeper, type Keeper } from '../credential/keeper.ts'
import { createSource } from '../credential/sources/index.ts'
import type { Source } from '../credential/sources/source.ts'
import type { KeeperNumbers } from '../credential/windows.ts'
import { durationMs } from '../duration.ts'
import { WarmkeyError } from '../errors.ts'
import type { CredentialHeader } from '../gateway/authorize.ts'
import { awsKeyHeader, dialectById } from '../gateway/dialects/index.ts'
import type { GatewayEvent } from '../gateway/events.ts'
import { createPacer } from '../gateway/pacer.ts'
import type { Upstream } from '../gateway/upstream.ts'
import type { Profile } from '../profile.ts'
import { proxyFor } from '../proxy.ts'
import { readTlsFiles } from './tls-files.ts'

/** What the composition needs of the world. */
export interface DaemonDeps {
  readonly clock: Clock
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  /** Where every step is announced; a listener must not throw. Default nowhere. */
  readonly announce?: (event: GatewayEvent | KeeperEvent) => void
  /** Another way to the credential of a profile than its own source. Default its own source. */
  readonly sourceOf?: (profile: Profile, own: Source) => Source
}

/** The API of a profile, with the keeper of its credential. Throws `config-invalid`. */
export function upstreamOf(name: string, profile: Profile, keepers: Map<string, Keeper>, deps: DaemonDeps): Upstream {
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
    header: credentialHeader(upstream),
    ...signingOf(upstream),
    ...(upstream.workspace === undefined ? {} : { extra: { 'anthropic-workspace-id': upstream.workspace } }),
    keeper,
    skew: upstream.url.startsWith('https:') ? keeper.skew : null,
    pacer: createPacer(deps.clock, { concurrency: limits.concurrency ?? null, minGapMs: durationMs(limits.minGap) }),
    rules: { renewOn: profile.renewOn, denyOn: profile.denyOn },
    models: Object.keys(profile.models).length === 0 ? null : new Map(Object.entries(profile.models)),
    proxy: proxyFor(upstream.url, upstream.proxy, deps.env),
    tls: readTlsFiles(name, upstream, deps.home),
  }
}

/** Where an upstream takes a key: what the profile says, else what its service of AWS wants, else its dialect. */
export const credentialHeader = ({ header, service, dialect }: Profile['upstream']): CredentialHeader =>
  header ?? awsKeyHeader(service ?? '') ?? dialectById(dialect)?.header ?? 'authorization'

const signingOf = ({ service, region }: Profile['upstream']): Pick<Upstream, 'signing'> =>
  service === undefined || region === undefined ? {} : { signing: { service, region } }

/** What makes a keeper another one: source, options, upstream, and the user's own numbers. */
const keeperKey = (identity: string, { renewal }: Profile): string => `${identity} ${JSON.stringify(renewal)}`

/** Profiles whose source, options and upstream are the same share one keeper; no others ever do. */
export function keeperOf(profile: Profile, keepers: Map<string, Keeper>, deps: DaemonDeps): Keeper {
  const identity = keeperIdentity(profile.source, profile.upstream)
  const key = keeperKey(identity, profile)
  const shared = keepers.get(key)
  if (shared !== undefined) return shared
  const own = createSource(profile.source, { clock: deps.clock, env: deps.env, home: deps.home })
  const source = deps.sourceOf?.(profile, own) ?? own
  const keeper = createKeeper({
    identity,
    source,
    clock: deps.clock,
    ttlMs: 'ttl' in profile.source ? durationMs(profile.source.ttl) : null,
    numbers: keeperNumbers(profile.renewal),
    ...(deps.announce === undefined ? {} : { announce: deps.announce }),
  })
  keepers.set(key, keeper)
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
