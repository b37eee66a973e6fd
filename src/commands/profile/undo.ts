import { WarmkeyError } from '../../errors.ts'
import { sha256 } from '../connect/journal.ts'
import type { WarmkeyContext } from '../context.ts'
import { change, reportChange, type WriteFlags } from './change.ts'
import { changesOf, dropChange } from './config-changes.ts'
import { readOwnConfig } from './own-config.ts'

export interface UndoFlags extends WriteFlags {
  readonly restore: boolean
}

/** `warmkey profile undo`: every byte from before the last change that a command made. */
export async function undo(this: WarmkeyContext, flags: UndoFlags): Promise<void> {
  const before = readOwnConfig(this)
  const last = changesOf(this, before.file).at(-1)
  if (last === undefined) {
    throw new WarmkeyError('usage', `No command has changed ${before.file}, as far as is remembered.`, {
      transient: false,
    })
  }
  const now = before.bytes === null ? null : sha256(before.bytes)
  if (now !== last.wroteSha256 && !flags.restore) {
    throw new WarmkeyError('settings-conflict', `${before.file} was changed since "profile ${last.what}" wrote it.`, {
      remedy: 'Nothing was changed. --restore puts back what was there before, and drops what was changed since.',
      transient: false,
    })
  }
  const text = last.before === null ? null : Buffer.from(last.before, 'base64').toString('utf8')
  const { what, profile } = last
  const written = await change(this, flags, { what, profile, before, text, records: [], remembered: false })
  if (written.outcome !== 'planned') dropChange(this, last)
  const done = `"profile ${what} ${profile}" is taken back: ${before.file} is as it was, byte for byte.`
  reportChange(this, flags, written, { done, file: before.file, facts: { undone: { what, profile } } })
}
