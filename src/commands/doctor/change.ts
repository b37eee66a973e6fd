import { chmodSync, lstatSync, renameSync } from 'node:fs'
import { type Edit, editedText } from '../../doctor/fixes/edit.ts'
import { sha256 } from '../connect/journal.ts'
import { readTarget, removeTarget, type SettingsTarget, writeTarget } from '../connect/settings-target.ts'
import { type colorsOf, diffText } from '../connect/show.ts'
import type { FixEntry } from './fix-journal.ts'

type Colors = ReturnType<typeof colorsOf>

type Remembered = Pick<
  FixEntry,
  'path' | 'file' | 'before' | 'beforeMode' | 'wroteSha256' | 'wroteMode' | 'created' | 'movedTo'
>

/** One edit on the files as they are now: what it would look like, what has to be kept to take it back, and how. */
export interface Change {
  /** What is there now and what will be, as lines. */
  readonly diff: string
  readonly remembered: Remembered
  make(): void
  takeBack(): void
}

/** `null` where the edit would change nothing or cannot be made. Throws `settings-refused` where a file may not be touched. */
export function changeOf(edit: Edit, platform: string, colors: Colors): Change | null {
  if (edit.what === 'aside') return asideOf(edit)
  const target = readTarget(edit.path, platform)
  if (edit.what === 'line' && target.bytes === null) return madeWith(edit.line, target, colors)
  if (target.bytes === null || target.text === null || target.mode === null) return null
  const { bytes, text, mode, file } = target
  const after = edit.what === 'mode' ? text : editedText(text, edit)
  if (after === null) return null
  const wroteMode = edit.what === 'mode' ? edit.mode : mode
  const written = Buffer.from(after)
  return {
    diff:
      edit.what === 'mode'
        ? `${edit.path}\n- mode ${mode.toString(8)}\n+ mode ${wroteMode.toString(8)}\n`
        : diffText(edit.path, text, after, colors),
    remembered: {
      path: target.path,
      file,
      before: bytes.toString('base64'),
      beforeMode: mode,
      wroteSha256: sha256(written),
      wroteMode,
    },
    make: () => write(file, written, wroteMode),
    takeBack: () => write(file, bytes, mode),
  }
}

/** A text that was not there. */
function madeWith(line: string, { path, file }: SettingsTarget, colors: Colors): Change {
  const written = Buffer.from(`${line}\n`)
  return {
    diff: diffText(path, '', `${line}\n`, colors),
    remembered: {
      path,
      file,
      before: '',
      beforeMode: 0,
      wroteSha256: sha256(written),
      wroteMode: 0o644,
      created: true,
    },
    make: () => write(file, written, 0o644),
    takeBack: () => removeTarget(file),
  }
}

function asideOf({ path, to }: Extract<Edit, { what: 'aside' }>): Change | null {
  if (!isThere(path) || isThere(to)) return null
  return {
    diff: `- ${path}\n+ ${to}\n`,
    remembered: { path, file: path, before: '', beforeMode: 0, wroteSha256: '', wroteMode: 0, movedTo: to },
    make: () => renameSync(path, to),
    takeBack: () => renameSync(to, path),
  }
}

/** Whether anything has that name, a link that leads nowhere included. */
const isThere = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

function write(file: string, bytes: Uint8Array, mode: number): void {
  writeTarget(file, bytes, mode)
  chmodSync(file, mode)
}

/** Puts back what was there before; `false` where somebody has changed it since, and nothing is done. */
export function takeBack(entry: FixEntry, platform: string): boolean {
  const { path, movedTo, created, beforeMode, wroteSha256 } = entry
  if (movedTo !== undefined) {
    if (isThere(path)) return !isThere(movedTo)
    if (!isThere(movedTo)) return false
    renameSync(movedTo, path)
    return true
  }
  const target = readTarget(path, platform)
  const isOurs = target.bytes !== null && sha256(target.bytes) === wroteSha256
  if (created === true) {
    if (target.bytes === null) return true
    if (isOurs) removeTarget(target.file)
    return isOurs
  }
  const before = Buffer.from(entry.before, 'base64')
  if (target.bytes?.equals(before) === true && target.mode === beforeMode) return true
  if (isOurs) write(target.file, before, beforeMode)
  return isOurs
}
