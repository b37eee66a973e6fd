import { WarmkeyError } from '../../errors.ts'
import { refusedFile } from '../connect/settings-target.ts'
import type { WarmkeyContext } from '../context.ts'
import { boundDirectory } from './bound-directory.ts'
import { change, reportChange, type WriteFlags } from './change.ts'
import { type ConfigEdit, editConfig, removeFromConfig } from './config-edit.ts'
import { findProfile } from './find-profile.ts'
import { readOwnConfig } from './own-config.ts'

export interface UseFlags extends WriteFlags {
  readonly directory?: string
  readonly forget: boolean
}

/** `warmkey use`: the default profile, or that of a directory. */
export async function useProfile(this: WarmkeyContext, flags: UseFlags, name?: string): Promise<void> {
  const before = readOwnConfig(this)
  const directory = flags.directory === undefined ? null : boundDirectory(this, flags.directory)
  if (flags.forget) return forget(this, flags, directory)
  if (name === undefined) throw usage('Which profile is to be used?', 'Name it: warmkey use work')
  findProfile(before.config, name, before.file)
  const path: ConfigEdit['path'] = directory === null ? ['default'] : ['directories', directory]
  const edited = editConfig(before.text, [{ path, value: name }])
  if ('refused' in edited) throw refusedFile(`${before.file} ${edited.refused}.`, { remedy: 'Mend it first.' })
  const written = await change(this, flags, {
    what: 'use',
    profile: name,
    before,
    text: edited.text,
    records: edited.records,
    // One word of the user's own that can be taken back; it was typed to be done.
    agreed: 'typed',
  })
  const where = directory === null ? 'the default profile' : `used in ${directory} and below`
  reportChange(this, flags, written, {
    done: `"${name}" is ${where}.`,
    file: before.file,
    facts: { profile: name, directory },
  })
}

async function forget(context: WarmkeyContext, flags: UseFlags, directory: string | null): Promise<void> {
  const before = readOwnConfig(context)
  if (directory === null)
    throw usage('Which directory is to be forgotten?', 'Name it: warmkey use --forget --directory .')
  const bound = before.config.directories[directory]
  if (bound === undefined) throw usage(`${directory} is bound to no profile.`, 'warmkey profile list shows what is.')
  const removed = removeFromConfig(before.text ?? '{}', [['directories', directory]])
  if ('refused' in removed) throw refusedFile(`${before.file} ${removed.refused}.`, { remedy: 'Mend it first.' })
  const wanted = { what: 'use', profile: bound, before, text: removed.text, records: [], agreed: 'typed' as const }
  const done = `${directory} is bound to no profile any more.`
  reportChange(context, flags, await change(context, flags, wanted), { done, file: before.file, facts: { directory } })
}

const usage = (message: string, remedy: string): WarmkeyError =>
  new WarmkeyError('usage', message, { remedy, transient: false })
