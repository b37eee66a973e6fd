import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseConfig } from '../../config.ts'
import { problemLine } from '../../config-file.ts'
import { WarmkeyError } from '../../errors.ts'
import { refusedFile } from '../connect/settings-target.ts'
import type { WarmkeyContext } from '../context.ts'
import { askOnTerminal } from '../run/terminal.ts'
import { canAsk } from './add.ts'
import { type Change, change, reportChange, type WriteFlags } from './change.ts'
import { type ConfigEdit, editConfig, removeFromConfig, valueIn } from './config-edit.ts'
import { type Draft, draftOf, type ProfileFlags, parseSetting, placeOfFlag, profileOfDraft, valueAt } from './draft.ts'
import { findProfile } from './find-profile.ts'
import { type OwnConfig, readOwnConfig } from './own-config.ts'

export interface EditFlags extends ProfileFlags, WriteFlags {
  readonly unset?: readonly string[]
}

/** `warmkey profile edit`: single values from flags, or the whole file in the person's editor. */
export async function edit(this: WarmkeyContext, flags: EditFlags, name: string): Promise<void> {
  const before = readOwnConfig(this)
  findProfile(before.config, name, before.file)
  const changed = hasFlags(flags) ? byFlags(before, name, flags) : inEditor(this, before, name, flags)
  const written = await change(this, flags, changed)
  reportChange(this, flags, written, {
    done: `The profile "${name}" is changed.`,
    file: before.file,
    facts: { profile: name },
  })
}

const hasFlags = (flags: EditFlags): boolean =>
  flags.set !== undefined ||
  flags.unset !== undefined ||
  Object.keys(placeOfFlag).some((flag) => flags[flag as keyof ProfileFlags] !== undefined)

function byFlags(before: OwnConfig, name: string, flags: EditFlags): Change {
  const written = valueIn(before.text ?? '{}', ['profiles', name]) as Draft
  const unset = flags.unset ?? []
  const isOther = flags.source !== undefined && flags.source !== valueAt(written, 'source.type')
  const base = isOther ? without(written, ['source']) : written
  const whole = profileOfDraft(
    name,
    draftOf(
      flags,
      unset.reduce((left, place) => without(left, place.split('.')), base),
    ),
    flags.set,
  )
  const places = [
    ...Object.entries(placeOfFlag).flatMap(([flag, place]) =>
      flags[flag as keyof ProfileFlags] === undefined ? [] : [place],
    ),
    ...(flags.set ?? []).map((given) => parseSetting(given).path.join('.')),
  ]
  const edits = places
    .filter((place) => !isOther || !place.startsWith('source.'))
    .map((place): ConfigEdit => ({ path: ['profiles', name, ...place.split('.')], value: valueAt(whole, place) }))
  const source: ConfigEdit[] = isOther ? [{ path: ['profiles', name, 'source'], value: whole.source }] : []
  const removed = removeFromConfig(
    before.text ?? '{}',
    unset.map((place) => ['profiles', name, ...place.split('.')]),
  )
  const edited = 'refused' in removed ? removed : editConfig(removed.text, [...source, ...edits])
  if ('refused' in edited) throw refusedFile(`${before.file} ${edited.refused}.`, { remedy: 'Mend it first.' })
  return { what: 'edit', profile: name, before, text: edited.text, records: [] }
}

/** A copy of a draft without the value at that place. */
function without(draft: Draft, [key = '', ...rest]: readonly string[]): Draft {
  const inner = draft[key]
  if (rest.length === 0) return Object.fromEntries(Object.entries(draft).filter(([each]) => each !== key))
  return typeof inner === 'object' && inner !== null ? { ...draft, [key]: without(inner as Draft, rest) } : draft
}

/** The person's editor on a copy, again and again while it has mistakes and the person wants to. */
function inEditor(context: WarmkeyContext, before: OwnConfig, name: string, flags: WriteFlags): Change {
  const { env, platform, cwd } = context
  const editor = env.VISUAL || env.EDITOR || (platform === 'win32' ? 'notepad' : 'vi')
  if (!canAsk(context, flags)) {
    throw new WarmkeyError('usage', 'There is nothing to change, and no terminal for an editor.', {
      remedy: `Say what to change, such as: warmkey profile edit ${name} --url https://llm.corp.example`,
      transient: false,
    })
  }
  const directory = mkdtempSync(join(tmpdir(), 'warmkey-edit-'))
  const copy = join(directory, 'config.jsonc')
  try {
    writeFileSync(copy, before.bytes ?? '', { mode: 0o600 })
    for (;;) {
      open(editor, copy, { env, cwd, platform })
      const text = readFileSync(copy, 'utf8')
      const result = parseConfig(text, before.file)
      if (result.kind !== 'problems') return { what: 'edit', profile: name, before, text, records: [] }
      const lines = result.problems.map(problemLine).join('\n')
      if (askOnTerminal(`${lines}\nEdit it again?`, platform) !== true)
        throw new WarmkeyError('usage', 'Nothing was changed.', { transient: false })
    }
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function open(
  editor: string,
  file: string,
  { env, cwd, platform }: Pick<WarmkeyContext, 'env' | 'cwd' | 'platform'>,
): void {
  // VISUAL and EDITOR are command lines ("code --wait"), which is why a shell reads them.
  const argv =
    platform === 'win32'
      ? ['cmd.exe', '/d', '/c', `${editor} "${file}"`]
      : ['/bin/sh', '-c', `${editor} "$1"`, 'sh', file]
  const childEnv = Object.fromEntries(
    Object.entries(env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  )
  const { exitCode } = Bun.spawnSync(argv, { env: childEnv, cwd, stdio: ['inherit', 'inherit', 'inherit'] })
  if (exitCode === 0) return
  throw new WarmkeyError(
    'usage',
    `The editor (${editor}) ended with ${exitCode ?? 'a signal'}, so nothing was changed.`,
    {
      remedy: 'Set VISUAL or EDITOR to one that works.',
      transient: false,
    },
  )
}
