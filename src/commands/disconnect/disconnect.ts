import type { Conflict } from '../../clients/settings/json-undo.ts'
import { openKeyStore } from '../../daemon/key-store.ts'
import { takeLock } from '../../daemon/lock.ts'
import { placesOf } from '../../daemon/places.ts'
import { WarmkeyError } from '../../errors.ts'
import { agree } from '../connect/agree.ts'
import { type BaseText, baseText, restored } from '../connect/base-text.ts'
import { type Journal, type JournalEntry, openJournal } from '../connect/journal.ts'
import { connectable } from '../connect/plan.ts'
import {
  readTarget,
  refusedFile,
  removeDirectories,
  removeTarget,
  type SettingsTarget,
  writeTarget,
} from '../connect/settings-target.ts'
import { colorsOf, conflictText, diffText } from '../connect/show.ts'
import { shownValue } from '../connect/shown-text.ts'
import type { WarmkeyContext } from '../context.ts'
import { machineWorld } from '../run/world.ts'

export interface DisconnectFlags {
  readonly scope?: 'user' | 'project' | 'local'
  readonly dryRun: boolean
  readonly yes: boolean
  readonly keepEdited: boolean
  readonly restore: boolean
  readonly json: boolean
}

/** What became of one settings file. */
type Outcome = 'restored' | 'taken-out' | 'nothing-left' | 'conflict' | 'planned'

interface Undo {
  readonly entry: JournalEntry
  readonly target: SettingsTarget
  readonly base: BaseText
}

/** `warmkey disconnect`: takes our lines out of every settings file that is connected, or of those that are meant. */
export async function disconnect(this: WarmkeyContext, flags: DisconnectFlags, id?: string): Promise<void> {
  const { platform, clock } = this
  const { stdout } = this.process
  if (id !== undefined) connectable(id)
  const places = placesOf(this)
  const journal = openJournal(places.state, platform)
  const entries = chosen(this, journal.all(), flags, id)
  if (entries.length === 0) {
    if (flags.json) stdout.write(`${JSON.stringify({ version: 1, settings: [] })}\n`)
    else stdout.write(`${id === undefined ? 'Nothing' : `No ${id}`} is connected, so there is nothing to put back.\n`)
    return
  }
  const undos = entries.map((entry): Undo => {
    const target = readTarget(entry.path, platform)
    return {
      entry,
      target,
      base: flags.restore ? restored(entry) : baseText(target, entry, connectable(entry.client).connection),
    }
  })
  const colors = colorsOf(this, flags.json)
  const diffs = undos.map(({ target, base }) =>
    isSame(target, base) ? null : diffText(target.path, target.text, base.bytes?.toString('utf8') ?? null, colors),
  )
  const stuck = undos.filter(({ base }) => base.conflicts.length > 0 && !flags.keepEdited)
  const say = (outcomeOf: (undo: Undo) => Outcome) => {
    if (flags.json) stdout.write(`${JSON.stringify(asJson(undos, diffs, outcomeOf))}\n`)
    else for (const undo of undos) stdout.write(sentence(undo, outcomeOf(undo)))
  }
  const shown = diffs.map((diff) => diff ?? '').join('')
  const changes = undos.some((undo) => !isSame(undo.target, undo.base))
  const asks = changes && stuck.length === 0 && !flags.yes && !flags.dryRun
  if (!flags.json && !(asks && this.process.stdin.isTTY)) {
    stdout.write(shown + stuck.map(({ target, base }) => conflictText(target.path, base.conflicts)).join(''))
  }
  if (stuck.length > 0) {
    if (flags.json) say((undo) => (stuck.includes(undo) ? 'conflict' : 'planned'))
    throw conflict(stuck)
  }
  if (flags.dryRun) return say(() => 'planned')
  if (asks) agree(this, shown, 'Put this back?')

  const lock = takeLock(`${places.state}/connections.lock`)
  if (lock === null) throw refusedFile('Another warmkey is connecting at this moment.', { remedy: 'Try again.' })
  try {
    const keys = openKeyStore(places, platform, clock)
    for (const undo of undos) putBack(undo, journal, platform)
    const ended = new Set(undos.map(({ entry }) => entry.keyId))
    if (keys.list().some(({ id: key }) => ended.has(key))) keys.revoke(({ id: key }) => ended.has(key))
  } finally {
    lock.release()
  }
  say(({ target, base }) =>
    target.bytes === null || isSame(target, base) ? 'nothing-left' : base.exact ? 'restored' : 'taken-out',
  )
}

function chosen(
  context: WarmkeyContext,
  all: readonly JournalEntry[],
  flags: DisconnectFlags,
  id: string | undefined,
): JournalEntry[] {
  const { env, home, platform, cwd } = context
  const world = machineWorld({ env, home, platform, cwd })
  return all.filter(({ client, scope, path }) => {
    if (id !== undefined && client !== id) return false
    if (flags.scope === undefined) return true
    // A scope is that of the directory one stands in.
    return scope === flags.scope && path === connectable(client).connection.path(world, scope)
  })
}

const isSame = ({ bytes, mode }: SettingsTarget, base: BaseText): boolean =>
  bytes === null || base.bytes === null ? bytes === base.bytes : bytes.equals(base.bytes) && mode === base.mode

function putBack({ entry, target, base }: Undo, journal: Journal, platform: string): void {
  const now = readTarget(entry.path, platform)
  const unchanged =
    now.bytes === null || target.bytes === null ? now.bytes === target.bytes : now.bytes.equals(target.bytes)
  if (!unchanged || now.file !== target.file)
    throw refusedFile(`${target.path} was changed at this moment by somebody else.`, { remedy: 'Disconnect again.' })
  if (base.bytes === null) {
    if (target.bytes !== null) removeTarget(target.file)
    removeDirectories(entry.directories)
  } else if (!isSame(target, base)) {
    writeTarget(target.file, base.bytes, base.mode ?? target.mode ?? 0o600)
  }
  journal.remove(entry)
}

const conflict = (stuck: readonly Undo[]): WarmkeyError =>
  new WarmkeyError(
    'settings-conflict',
    `Lines that warmkey wrote into ${stuck.map(({ target }) => target.path).join(', ')} were changed since, so nothing was put back.`,
    {
      remedy:
        'Set them to what they were before (or remove them) and disconnect again; or keep them as they are with --keep-edited; or put back the whole file with --restore.',
      transient: false,
    },
  )

function sentence({ target, entry, base }: Undo, outcome: Outcome): string {
  const kept = base.conflicts.length > 0 ? ' Lines that you changed were left as they are.' : ''
  const done: Readonly<Record<Outcome, string>> = {
    restored: `${entry.client} is disconnected: ${target.path} is as it was, byte for byte.`,
    'taken-out': `${entry.client} is disconnected: the lines of warmkey are out of ${target.path}, and what was changed since stays.`,
    'nothing-left': `${entry.client} is disconnected: nothing of warmkey was left in ${target.path}.`,
    conflict: `${target.path} was left as it is.`,
    planned: `Nothing was written (--dry-run) to ${target.path}.`,
  }
  return `${done[outcome]}${kept}\n`
}

const asConflict = ({ path, before, wrote, now }: Conflict): unknown => ({
  at: path.join('.'),
  before: before === null ? null : shownValue(path, before),
  wrote: shownValue(path, wrote),
  now: now === null ? null : shownValue(path, now),
})

const asJson = (
  undos: readonly Undo[],
  diffs: readonly (string | null)[],
  outcomeOf: (undo: Undo) => Outcome,
): unknown => ({
  version: 1,
  settings: undos.map((undo, index) => ({
    client: undo.entry.client,
    scope: undo.entry.scope,
    mode: undo.entry.mode,
    profile: undo.entry.profile,
    settings: undo.target.path,
    file: undo.target.file,
    outcome: outcomeOf(undo),
    diff: diffs[index] ?? null,
    conflicts: undo.base.conflicts.map(asConflict),
  })),
})
