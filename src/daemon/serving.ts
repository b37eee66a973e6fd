import type { Keeper } from '../credential/keeper.ts'
import type { Upstream } from '../gateway/upstream.ts'
import type { Profile } from '../profile.ts'
import { type DaemonDeps, upstreamOf } from './upstreams.ts'

/** Everything that one state of the configuration has brought up. */
export interface Serving {
  readonly profiles: ReadonlyMap<string, Profile>
  readonly upstreams: ReadonlyMap<string, Upstream>
  /** By what makes a keeper another one, see `keeperKey`. */
  readonly keepers: ReadonlyMap<string, Keeper>
}

export const nothing: Serving = { profiles: new Map(), upstreams: new Map(), keepers: new Map() }

/**
 * Brings these profiles up. What has not changed since `before` is taken over as it is, with its warm credential and
 * the limits it has learned. Throws `config-invalid`; then nothing new is left open and `before` is untouched.
 */
export function bringUp(profiles: Readonly<Record<string, Profile>>, before: Serving, deps: DaemonDeps): Serving {
  const keepers = new Map(before.keepers)
  const upstreams = new Map<string, Upstream>()
  try {
    for (const [name, profile] of Object.entries(profiles)) {
      const old = before.upstreams.get(name)
      const same = old !== undefined && JSON.stringify(before.profiles.get(name)) === JSON.stringify(profile)
      upstreams.set(name, same ? old : upstreamOf(name, profile, keepers, deps))
    }
  } catch (thrown) {
    for (const [key, keeper] of keepers) if (!before.keepers.has(key)) keeper.close()
    throw thrown
  }
  const used = new Set([...upstreams.values()].map(({ keeper }) => keeper))
  return {
    profiles: new Map(Object.entries(profiles)),
    upstreams,
    keepers: new Map([...keepers].filter(([, keeper]) => used.has(keeper))),
  }
}

/** Keepers that nothing needs any more. */
export const leftOver = (before: Serving, after: Serving): Keeper[] =>
  [...before.keepers].filter(([key]) => !after.keepers.has(key)).map(([, keeper]) => keeper)
