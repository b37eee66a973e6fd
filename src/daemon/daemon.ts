import type { Keeper } from '../credential/keeper.ts'
import { type Gateway, openGateway } from '../gateway/gateway.ts'
import { type Caller, createLocalKeys } from '../gateway/local-keys.ts'
import type { Upstream } from '../gateway/upstream.ts'
import type { Profile } from '../profile.ts'
import type { Secret } from '../secret.ts'
import { type DaemonDeps, upstreamOf } from './upstreams.ts'

export type { DaemonDeps } from './upstreams.ts'

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
  const giveBack = () => Promise.all([...keepers.values()].map((keeper) => keeper.giveBack()))
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
        await giveBack()
      },
    }
  } catch (thrown) {
    void giveBack()
    throw thrown
  }
}
