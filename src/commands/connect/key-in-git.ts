import type { ConnectPlan } from '../../clients/settings/connection.ts'
import type { WarmkeyContext } from '../context.ts'
import { gitState } from './git-state.ts'
import { refusedFile, type SettingsTarget } from './settings-target.ts'

/** A key that git would carry away is not written. Gives what a person should know where it is written all the same. */
export function refuseTracked(
  target: SettingsTarget,
  { scope }: Pick<ConnectPlan, 'scope'>,
  env: WarmkeyContext['env'],
): string[] {
  const state = gitState(target.file, env)
  const remedy =
    scope === 'user'
      ? 'Take it out of the repository, or connect in helper mode, which writes no key.'
      : 'Use --scope user, or --mode helper, which writes no key; --scope local is for a file that git ignores.'
  if (state === 'tracked')
    throw refusedFile(`git tracks ${target.file}, and a key would be written into it.`, { remedy })
  if (state === 'unknown') {
    throw refusedFile(`git cannot say whether it tracks ${target.file}, and a key would be written into it.`, {
      remedy,
    })
  }
  if (state !== 'exposed') return []
  if (scope === 'user')
    return [`${target.file} lies in a git repository that does not ignore it: it holds a key now, so never add it.`]
  throw refusedFile(`git does not ignore ${target.file}, so the key in it would go along with the next "git add".`, {
    remedy: `Add it to .git/info/exclude, or ${remedy.slice(0, 1).toLowerCase()}${remedy.slice(1)}`,
  })
}
