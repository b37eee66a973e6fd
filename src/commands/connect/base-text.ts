import type { Connection } from '../../clients/settings/connection.ts'
import type { Conflict } from '../../clients/settings/json-undo.ts'
import { type JournalEntry, sha256 } from './journal.ts'
import { refusedFile, type SettingsTarget } from './settings-target.ts'

/** What a settings file would be without us. */
export interface BaseText {
  /** `null` where there would be no file. */
  readonly bytes: Buffer | null
  /** Permission bits that it would have; `null` where there would be no file. */
  readonly mode: number | null
  /** Ours that was changed since, and stays as it is. */
  readonly conflicts: readonly Conflict[]
  /** Whether these are the very bytes from before. */
  readonly exact: boolean
}

const bytesOf = (entry: JournalEntry): Buffer | null =>
  entry.before === null ? null : Buffer.from(entry.before, 'base64')

/** The settings as they were before `entry`, with everything that was changed since. Throws `settings-refused`. */
export function baseText(target: SettingsTarget, entry: JournalEntry | null, connection: Connection): BaseText {
  const { bytes, mode, text, path } = target
  if (entry === null) return { bytes, mode, conflicts: [], exact: true }
  const before = bytesOf(entry)
  // Whoever removed the file, or put the old one back, has undone everything already.
  if (bytes === null || text === null) return { bytes: null, mode: null, conflicts: [], exact: before === null }
  const backMode = mode === entry.wroteMode ? entry.beforeMode : mode
  if (before?.equals(bytes)) return { bytes, mode: backMode, conflicts: [], exact: true }
  if (sha256(bytes) === entry.wroteSha256) return { bytes: before, mode: backMode, conflicts: [], exact: true }
  const undone = connection.disconnect(text, entry.records)
  if ('refused' in undone) {
    throw refusedFile(`${path} ${undone.refused}, so the lines of warmkey cannot be taken out of it.`, {
      remedy: 'Mend it and try again, or put back every byte from before: warmkey disconnect --restore.',
    })
  }
  return {
    bytes: undone.text === null ? null : Buffer.from(undone.text),
    mode: undone.text === null ? null : backMode,
    conflicts: undone.conflicts,
    exact: false,
  }
}

/** Every byte from before, whatever has changed since. */
export const restored = (entry: JournalEntry): BaseText => ({
  bytes: bytesOf(entry),
  mode: entry.beforeMode,
  conflicts: [],
  exact: true,
})
