import type { Clock } from '../clock.ts'
import { type ChosenBy, projectNotice } from '../config-directory.ts'
import type { Keeper } from '../credential/keeper.ts'
import type { Profile } from '../profile.ts'
import { createKeyDesk, type DeskProfile, type KeyDesk } from './key-desk.ts'
import { credentialHeader } from './upstreams.ts'

/** A profile as the daemon holds it at the moment. */
export interface KeptProfile {
  readonly name: string
  readonly profile: Profile
  readonly keeper: Keeper
  readonly by: ChosenBy
}

export interface TokenDeps {
  readonly clock: Clock
  /** The profile of that name, or the one that counts in `cwd`. Throws `profile-unknown` or `nothing-to-keep`. */
  readonly kept: (name: string | undefined, cwd: string | undefined) => KeptProfile
}

/** What the desk needs of a profile. */
export const deskProfile = ({ name, profile, keeper, by }: KeptProfile): DeskProfile => ({
  name,
  keeper,
  header: credentialHeader(profile.upstream),
  exportable: profile.export !== 'never',
  notice: projectNotice({ name, by }),
})

/** The desk of a daemon. */
export const openDesk = ({ clock, kept }: TokenDeps): KeyDesk =>
  createKeyDesk({ clock, find: (name, cwd) => deskProfile(kept(name, cwd)) })
