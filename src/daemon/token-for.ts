import type { Clock } from '../clock.ts'
import type { Keeper } from '../credential/keeper.ts'
import { WarmkeyError } from '../errors.ts'
import type { Profile } from '../profile.ts'
import type { TokenAnswer, TokenRequest } from './control-protocol.ts'

/** A profile as the daemon holds it at the moment. */
export interface KeptProfile {
  readonly name: string
  readonly profile: Profile
  readonly keeper: Keeper
}

export interface TokenDeps {
  readonly clock: Clock
  /** The profile of that name, or the default one. Throws `profile-unknown` or `nothing-to-keep`. */
  readonly kept: (name: string | undefined) => KeptProfile
}

/** Hands out keys to helpers. */
export function createTokenFor(_deps: TokenDeps): (request: TokenRequest, signal: AbortSignal) => Promise<TokenAnswer> {
  return async () => {
    throw new WarmkeyError('internal', 'This daemon does not hand out keys yet.')
  }
}
