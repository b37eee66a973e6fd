import type { EditRecord } from '../../clients/settings/json-edit.ts'
import type { Config } from '../../config.ts'
import { refusedFile } from '../connect/settings-target.ts'
import type { WarmkeyContext } from '../context.ts'
import { change, reportChange, type WriteFlags } from './change.ts'
import { changesOf } from './config-changes.ts'
import { removeFromConfig } from './config-edit.ts'
import { findProfile } from './find-profile.ts'
import { readOwnConfig } from './own-config.ts'
import { type Uses, usesOf } from './uses.ts'

/** `warmkey profile remove`: takes a profile out with everything in the configuration that names it. */
export async function remove(this: WarmkeyContext, flags: WriteFlags, name: string): Promise<void> {
  const before = readOwnConfig(this)
  const { config, file } = before
  findProfile(config, name, file)
  const uses = usesOf(this, config, name)
  const added = changesOf(this, file).findLast(({ what, profile }) => what === 'add' && profile === name)
  const { paths, records } = removal(config, name, uses, added?.records ?? [])
  const removed = removeFromConfig(before.text ?? '{}', paths, records)
  if ('refused' in removed) throw refusedFile(`${file} ${removed.refused}.`, { remedy: 'Mend it first.' })
  const warnings = warningsOf(
    uses,
    Object.keys(config.profiles).filter((other) => other !== name),
  )
  const wanted = { what: 'remove', profile: name, before, text: removed.text, records: [], warnings }
  const written = await change(this, flags, wanted)
  const done = `The profile "${name}" is gone.\nTo put it back: warmkey profile undo`
  reportChange(this, flags, written, { done, file, facts: { profile: name, uses } })
}

/** What goes, and what is known of how it came. */
interface Removal {
  readonly paths: string[][]
  readonly records: readonly EditRecord[]
}

/** A default that came with the profile goes back to what it was, where that is still there and nobody else needs it. */
function removal(
  { profiles }: Config,
  name: string,
  { isDefault, directories }: Uses,
  records: readonly EditRecord[],
): Removal {
  const others = Object.keys(profiles).filter((other) => other !== name)
  const came = records.find((record) => record.kind === 'property' && record.path.join('.') === 'default')
  const was = came?.kind === 'property' ? came.before : null
  const isBack = was !== null && others.some((other) => JSON.stringify(other) === was)
  const goes = isDefault || (came !== undefined && was === null && others.length <= 1)
  return {
    records: was === null || isBack ? records : records.filter((record) => record !== came),
    paths: [
      ...(goes ? [['default']] : []),
      ['profiles', name],
      ...directories.map((directory) => ['directories', directory]),
    ],
  }
}

function warningsOf({ isDefault, directories, clients }: Uses, others: readonly string[]): string[] {
  return [
    ...(isDefault && others.length > 1
      ? [`It is the default profile; without one, say which is to be it: warmkey use ${others[0]}`]
      : []),
    ...directories.map((directory) => `${directory} is bound to it, and will be bound to none.`),
    ...clients.map(
      ({ client, settings }) =>
        `${client} is connected with it (${settings}) and will not be answered: warmkey disconnect ${client}`,
    ),
  ]
}
