import type { Config } from '../../config.ts'
import { WarmkeyError } from '../../errors.ts'
import type { ProfileInput } from '../../profile.ts'
import { refusedFile } from '../connect/settings-target.ts'
import { colorsOf, diffText } from '../connect/show.ts'
import type { WarmkeyContext } from '../context.ts'
import { askProfile } from './ask-profile.ts'
import { type Asker, personAtTerminal } from './asker.ts'
import { boundDirectory } from './bound-directory.ts'
import { type Change, change, reportChange, type WriteFlags } from './change.ts'
import { type ConfigEdit, editConfig } from './config-edit.ts'
import { type Draft, draftOf, type ProfileFlags, problemsOf, profileOfDraft } from './draft.ts'
import { type OwnConfig, readOwnConfig } from './own-config.ts'
import { shownConfig } from './shown-config.ts'

export interface AddFlags extends ProfileFlags, WriteFlags {
  readonly default: boolean
  readonly directory?: string
}

const nameShape = /^[a-z0-9][a-z0-9-]{0,62}$/

const usage = (message: string, remedy: string): WarmkeyError =>
  new WarmkeyError('usage', message, { remedy, transient: false })

/** `warmkey profile add`: from flags, or on a terminal by asking for what they leave open. */
export async function add(this: WarmkeyContext, flags: AddFlags, given?: string): Promise<void> {
  const before = readOwnConfig(this)
  const names = Object.keys(before.config.profiles)
  if (given !== undefined) checkName(given, before.config)
  let draft = draftOf(flags)
  const isWhole = given !== undefined && problemsOf(draft).length === 0
  const asker =
    isWhole || !canAsk(this, flags) ? null : await personAtTerminal('A new profile', this.process.stdout.columns)
  let name = given
  if (asker !== null) {
    draft = await askProfile(asker, draft, this.env)
    name ??= await askName(asker, before.config, names.length === 0 ? 'work' : undefined)
  }
  if (name === undefined) throw usage('The profile needs a name.', 'Say it first: warmkey profile add work …')
  const profile = profileOfDraft(name, draft, flags.set)
  const directory = flags.directory === undefined ? null : boundDirectory(this, flags.directory)
  const added = addition(before, { name, profile, isDefault: flags.default, directory, comments: [] })
  const asked = asker !== null && !flags.dryRun && (await agreedWith(this, asker, before, added.text))
  const written = await change(this, flags, asked ? { ...added, agreed: 'asked' } : added)
  const done = `The profile "${name}" is in ${before.file}.\nTry it: warmkey run --profile ${name} -- claude`
  reportChange(this, flags, written, { done, file: before.file, facts: { profile: name } })
}

/** Whether somebody can be asked, and may be: `--yes` and `--json` mean that nobody sits there. */
export const canAsk = (
  { process: { stdin, stdout } }: WarmkeyContext,
  { yes, json }: Pick<WriteFlags, 'yes' | 'json'>,
) => stdin.isTTY && stdout.isTTY && !yes && !json

/** Throws `usage` for a name that no profile can have, or that one has. */
function checkName(name: string, config: Config): void {
  const problem = nameProblem(name, config)
  if (problem === null) return
  const isThere = nameShape.test(name)
  throw usage(`"${name}" ${problem}.`, isThere ? `Change it with: warmkey profile edit ${name}` : 'Try "work".')
}

const nameProblem = (name: string, { profiles }: Config): string | null => {
  if (!nameShape.test(name)) return 'is no name of a profile: use lower case letters, digits and hyphens'
  return Object.hasOwn(profiles, name) ? 'is the name of a profile that is there already' : null
}

export function askName(asker: Asker, config: Config, initial: string | undefined): Promise<string> {
  return asker.text({
    message: 'Name of the profile',
    ...(initial === undefined ? { placeholder: 'work' } : { initial }),
    validate(text) {
      const problem = nameProblem(text, config)
      return problem === null ? undefined : `"${text}" ${problem}.`
    },
  })
}

/** Shows the change between two questions and asks; `false` is never given, because no ends it. */
export async function agreedWith(
  context: WarmkeyContext,
  asker: Asker,
  before: OwnConfig,
  text: string | null,
): Promise<boolean> {
  asker.say(diffText(before.file, before.text, text, colorsOf(context), shownConfig).trimEnd())
  if (await asker.confirm(`Write this to ${before.file}?`)) return true
  throw new WarmkeyError('usage', 'Nothing was changed.', { transient: false })
}

export interface Addition {
  readonly name: string
  readonly profile: ProfileInput | Draft
  readonly isDefault: boolean
  /** A directory to bind to it, as it is written. */
  readonly directory: string | null
  /** Lines to stand at the head of its block. */
  readonly comments: readonly string[]
}

/**
 * The change that adds a profile. Where there was one without a default, that one becomes it: it was the only one, and
 * whoever used it goes on using it. Throws `settings-refused`.
 */
export function addition(before: OwnConfig, { name, profile, isDefault, directory, comments }: Addition): Change {
  const names = Object.keys(before.config.profiles)
  const [only] = names
  const sole = names.length === 1 && before.config.default === undefined ? only : undefined
  const standard = isDefault || names.length === 0 ? name : sole
  const edits: ConfigEdit[] = [
    ...(standard === undefined || standard === before.config.default
      ? []
      : [{ path: ['default'] as const, value: standard }]),
    { path: ['profiles', name], value: ordered(profile), comments: { head: comments } },
    ...(directory === null ? [] : [{ path: ['directories', directory] as const, value: name }]),
  ]
  const edited = editConfig(before.text, edits)
  if ('refused' in edited) throw refusedFile(`${before.file} ${edited.refused}.`, { remedy: 'Mend it first.' })
  return { what: 'add', profile: name, before, text: edited.text, records: edited.records }
}

/** Source and upstream first, as everybody reads it, and in the source its type. */
function ordered(profile: ProfileInput | Draft): object {
  const { source, upstream, ...rest } = profile as Record<string, object>
  return { source, upstream, ...rest }
}
