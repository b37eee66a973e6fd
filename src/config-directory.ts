import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, chooseProfile } from './config.ts'
import { findProjectFile, isWithin, readProjectFile } from './config-project.ts'
import { WarmkeyError } from './errors.ts'
import type { Profile } from './profile.ts'

/** Who chose a profile: the user by name, the user's `directories`, a file of the project, or nobody in particular. */
export type ChosenBy =
  | { readonly kind: 'name' }
  | { readonly kind: 'directory'; readonly directory: string }
  | { readonly kind: 'project'; readonly file: string }
  | { readonly kind: 'default' }

export interface Choice {
  readonly name: string
  readonly profile: Profile
  readonly by: ChosenBy
}

export interface Wanted {
  /** What `--profile` says. */
  readonly name: string | undefined
  /** Absolute; `undefined` where nobody said from where it is asked. */
  readonly cwd: string | undefined
  readonly home: string
}

/**
 * The profile that counts in a directory: the one that is named, else that of the user's longest matching directory, else
 * that of the project's file, else the default one or the only one. `null` where none of these names one, or the user
 * named one that is not there. Throws `config-invalid` for a project file that says more than a name, and
 * `profile-unknown` for one that names a profile that the user does not have.
 */
export function profileFor(config: Config | null, { name, cwd, home }: Wanted): Choice | null {
  if (name === undefined && cwd !== undefined) {
    const chosen = byDirectory(config, cwd, home) ?? byProject(config, cwd, home)
    if (chosen !== null) return chosen
  }
  const chosen = config === null ? null : chooseProfile(config, name)
  return chosen === null ? null : { ...chosen, by: { kind: name === undefined ? 'default' : 'name' } }
}

/** A binding's directory as a whole path, with its links resolved: a working directory has none in it either. */
export function wholeDirectory(directory: string, home: string): string {
  const whole = directory === '~' ? home : /^~[/\\]/.test(directory) ? join(home, directory.slice(2)) : directory
  try {
    return realpathSync(whole)
  } catch {
    return whole
  }
}

function byDirectory(config: Config | null, cwd: string, home: string): Choice | null {
  const bound = Object.entries(config?.directories ?? {})
    .map(([directory, name]) => ({ directory, name, whole: wholeDirectory(directory, home) }))
    .filter(({ whole }) => isWithin(cwd, whole))
    .toSorted((one, other) => other.whole.length - one.whole.length)
  const [nearest] = bound
  const profile = nearest === undefined ? undefined : config?.profiles[nearest.name]
  if (nearest === undefined || profile === undefined) return null
  return { name: nearest.name, profile, by: { kind: 'directory', directory: nearest.directory } }
}

function byProject(config: Config | null, cwd: string, home: string): Choice | null {
  if (config?.projectFiles === false) return null
  const found = findProjectFile(cwd, wholeDirectory(home, home))
  if (found === null) return null
  const { file, profile: name } = readProjectFile(found)
  const profile = Object.hasOwn(config?.profiles ?? {}, name) ? config?.profiles[name] : undefined
  if (profile !== undefined) return { name, profile, by: { kind: 'project', file } }
  throw new WarmkeyError(
    'profile-unknown',
    `${file} asks for the profile ${JSON.stringify(name)}, which you do not have.`,
    {
      remedy:
        'Add it with `warmkey profile add`, name another with --profile, or set "projectFiles" to false in your configuration.',
      transient: false,
    },
  )
}

/** What is said, in one line, where a project's file and not the user has decided. */
export function projectNotice({ name, by }: Pick<Choice, 'name' | 'by'>): string | null {
  if (by.kind !== 'project') return null
  return `The profile "${name}" is used here because ${by.file} says so; --profile overrules it.`
}
