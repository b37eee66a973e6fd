import type { Clock } from '../../../clock.ts'
import type { Secret } from '../../../secret.ts'

/** A token of Vault in our hands. */
export interface VaultToken {
  readonly secret: Secret
  /** Whether warmkey got it by itself, and so may end it. */
  readonly own: boolean
  readonly renewable: boolean
  /** Names of its policies, for people; `null` when Vault did not say. */
  readonly policies: readonly string[] | null
  /** When it ends, on both clocks; `Infinity` for never. The wall clock goes on while the machine sleeps. */
  readonly endsAtMs: number
  readonly endsMonoMs: number
  /** When it is to be renewed, or replaced; `Infinity` for never. */
  readonly dueMonoMs: number
  /** The life that its last renewal gave, and the longest that it ever had, milliseconds. */
  readonly lifeMs: number
  readonly fullMs: number
}

/** What Vault says of a token: the `auth` of a login or renewal. */
export interface TokenFacts {
  readonly secret: Secret
  readonly own: boolean
  readonly renewable: boolean
  readonly policies: readonly string[] | null
  /** Seconds; 0 for a token that never ends. */
  readonly seconds: number
}

/**
 * The rule of Vault's own lifetime watcher: renew after two thirds of the life and a third of a grace period, which is
 * 10 to 20 % of the life, by chance, so that many clients do not come in the same second.
 * https://github.com/hashicorp/vault/blob/api/v1.9.2/api/lifetime_watcher.go
 */
export const graceMs = (lifeMs: number, random: () => number): number => lifeMs * (0.1 + random() * 0.1)

export function tokenOf(facts: TokenFacts, clock: Clock, random: () => number, before?: VaultToken): VaultToken {
  const { secret, own, renewable, policies, seconds } = facts
  const kept = { secret, own, renewable, policies }
  if (seconds <= 0) {
    const never = Number.POSITIVE_INFINITY
    return { ...kept, endsAtMs: never, endsMonoMs: never, dueMonoMs: never, lifeMs: never, fullMs: never }
  }
  const lifeMs = seconds * 1_000
  const nowMonoMs = clock.monotonicMs()
  return {
    ...kept,
    endsAtMs: clock.nowMs() + lifeMs,
    endsMonoMs: nowMonoMs + lifeMs,
    dueMonoMs: nowMonoMs + (lifeMs * 2) / 3 + graceMs(lifeMs, random) / 3,
    lifeMs,
    fullMs: Math.max(lifeMs, before?.fullMs ?? 0),
  }
}

/** Milliseconds until it ends by the clock that ran further; `Infinity` for never. */
export const tokenLeftMs = (token: VaultToken, clock: Clock): number =>
  Math.min(token.endsAtMs - clock.nowMs(), token.endsMonoMs - clock.monotonicMs())

/** Milliseconds until it is to be renewed; never more than what is left of it. */
export const tokenDueMs = (token: VaultToken, clock: Clock): number => {
  const slept = token.endsMonoMs - clock.monotonicMs() - tokenLeftMs(token, clock)
  return token.dueMonoMs === Number.POSITIVE_INFINITY ? token.dueMonoMs : token.dueMonoMs - clock.monotonicMs() - slept
}

/** Whether a renewal gave so little that the token has reached the longest life there is for it. */
export const isSpent = ({ lifeMs, fullMs }: VaultToken): boolean =>
  lifeMs <= fullMs / 2 && lifeMs !== Number.POSITIVE_INFINITY
