import type { Config } from '../../config.ts'
import { WarmkeyError } from '../../errors.ts'
import type { Profile } from '../../profile.ts'

/** The profile of that name. Throws `profile-unknown` with the names that there are. */
export function findProfile(config: Config, name: string, file: string): Profile {
  const profile = Object.hasOwn(config.profiles, name) ? config.profiles[name] : undefined
  if (profile !== undefined) return profile
  const names = Object.keys(config.profiles)
  throw new WarmkeyError('profile-unknown', `There is no profile "${name}" in ${file}.`, {
    remedy: names.length === 0 ? `Add it: warmkey profile add ${name}` : `There are: ${names.join(', ')}.`,
    transient: false,
  })
}
