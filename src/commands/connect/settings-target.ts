import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fsyncSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { WarmkeyError, type WarmkeyErrorOptions } from '../../errors.ts'

/** A settings file as it lies there, or will. */
export interface SettingsTarget {
  /** As the tool names it. */
  readonly path: string
  /** The file itself, behind every symbolic link: dotfiles are written through, never replaced by a file. */
  readonly file: string
  /** `null` where there is no file. */
  readonly bytes: Buffer | null
  /** The bytes as text; a byte order mark stays at its beginning. */
  readonly text: string | null
  /** Permission bits; `null` where there is no file. */
  readonly mode: number | null
}

/** Larger settings files do not exist; a device or a core dump at that path must not be read into memory. */
const mostBytes = 4 * 1024 * 1024
const mostLinks = 40

/** Why a settings file is not written, with the next step. */
export const refusedFile = (message: string, options: WarmkeyErrorOptions): WarmkeyError =>
  new WarmkeyError('settings-refused', message, { transient: false, ...options })

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'

/** Where the links of a path end; the file itself need not be there. */
function endOfLinks(path: string): string {
  let file = path
  for (let links = 0; links < mostLinks; links++) {
    const stats = lstatSync(file, { throwIfNoEntry: false })
    if (stats === undefined || !stats.isSymbolicLink()) return existsSync(dirname(file)) ? realpathOf(file) : file
    file = resolve(dirname(file), readlinkSync(file))
  }
  throw refusedFile(`${path} is a symbolic link that leads to itself.`, { remedy: 'Remove it.' })
}

const realpathOf = (file: string): string => join(realpathSync(dirname(file)), basename(file))

/** Reads a settings file and makes sure that it can be written. Throws `settings-refused` with the reason. */
export function readTarget(path: string, platform: string): SettingsTarget {
  try {
    const file = endOfLinks(path)
    const stats = statSync(file, { throwIfNoEntry: false })
    const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true
    const named = isLink ? `${path} (a link to ${file})` : path
    if (stats === undefined) {
      if (isLink && !existsSync(dirname(file))) {
        throw refusedFile(`${path} is a symbolic link to ${file}, and there is no such directory.`, {
          remedy: 'Make the directory, or remove the link.',
        })
      }
      return { path, file, bytes: null, text: null, mode: null }
    }
    if (!stats.isFile()) throw refusedFile(`${named} is no file.`, { remedy: 'Move it away.' })
    if (stats.size > mostBytes) {
      throw refusedFile(`${named} is larger than 4 MiB, which no settings file is.`, { remedy: 'Look what it holds.' })
    }
    if (platform !== 'win32' && (stats.mode & 0o200) === 0) {
      throw refusedFile(`${named} is read-only, so somebody does not want it to change.`, {
        remedy: 'If a program writes it for you (Nix, chezmoi), put the lines there; else allow it: chmod u+w.',
      })
    }
    const bytes = readFileSync(file)
    return { path, file, bytes, text: decode(bytes, named), mode: stats.mode & 0o7777 }
  } catch (thrown) {
    if (thrown instanceof WarmkeyError) throw thrown
    throw refusedFile(`${path} cannot be read (${codeOf(thrown)}).`, {
      remedy: 'Check its owner and mode.',
      cause: thrown,
    })
  }
}

function decode(bytes: Buffer, named: string): string {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)
  if (isUtf16) {
    throw refusedFile(`${named} is written in UTF-16, which warmkey does not edit.`, {
      remedy: 'Save it as UTF-8 (PowerShell: Set-Content -Encoding utf8) and connect again.',
    })
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch (cause) {
    throw refusedFile(`${named} is not UTF-8, so it cannot be changed without harming it.`, {
      remedy: 'Save it as UTF-8 and connect again.',
      cause,
    })
  }
}

/** Makes the directory of a file; the directories that were not there, the outermost first. */
export function makeDirectory(file: string): string[] {
  const made: string[] = []
  for (let directory = dirname(file); !existsSync(directory); directory = dirname(directory)) made.unshift(directory)
  try {
    mkdirSync(dirname(file), { recursive: true })
  } catch (cause) {
    throw refusedFile(`${dirname(file)} cannot be made (${codeOf(cause)}).`, {
      remedy: 'Check what stands there.',
      cause,
    })
  }
  return made
}

/** Removes those directories again, as far as they are empty. */
export function removeDirectories(directories: readonly string[]): void {
  for (const directory of directories.toReversed()) {
    try {
      rmdirSync(directory)
    } catch {
      return
    }
  }
}

/**
 * Writes a settings file so that whoever reads it sees the old or the new one whole. Owner and mode stay, unless `mode`
 * says otherwise. A file that has several names (hard links), or another owner, is written in place: a new file
 * would tear it from them.
 */
export function writeTarget(file: string, bytes: Uint8Array, mode: number): void {
  try {
    const before = statSync(file, { throwIfNoEntry: false })
    const isRoot = process.getuid?.() === 0
    const isForeign = before !== undefined && process.getuid !== undefined && before.uid !== process.getuid()
    if (before !== undefined && (before.nlink > 1 || (isForeign && !isRoot))) {
      writeInPlace(file, bytes, mode)
      return
    }
    const temporary = join(dirname(file), `.${basename(file)}.${process.pid}.warmkey-tmp`)
    rmSync(temporary, { force: true })
    try {
      const handle = openSync(temporary, 'wx', 0o600)
      try {
        writeAll(handle, bytes)
        fsyncSync(handle)
      } finally {
        closeSync(handle)
      }
      if (isForeign) chownSync(temporary, before.uid, before.gid)
      chmodSync(temporary, mode)
      renameSync(temporary, file)
    } catch (thrown) {
      rmSync(temporary, { force: true })
      throw thrown
    }
  } catch (cause) {
    throw refusedFile(`${file} cannot be written (${codeOf(cause)}).`, {
      remedy:
        codeOf(cause) === 'ENOSPC'
          ? 'Make room on its disk; the file is as it was.'
          : 'Check the owner and mode of the file and of its directory.',
      cause,
    })
  }
}

/** On a disk that is nearly full a single write takes a part, and says so only by its result. */
function writeAll(handle: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(handle, bytes, at, bytes.length - at, at)
}

function writeInPlace(file: string, bytes: Uint8Array, mode: number): void {
  const before = readFileSync(file)
  const handle = openSync(file, 'r+')
  try {
    try {
      // Cut last: what the file has of the disk stays its own until the new text is in it.
      writeAll(handle, bytes)
      ftruncateSync(handle, bytes.length)
      fsyncSync(handle)
    } catch (thrown) {
      writeAll(handle, before)
      ftruncateSync(handle, before.length)
      throw thrown
    }
  } finally {
    closeSync(handle)
  }
  if ((statSync(file).mode & 0o7777) !== mode) chmodSync(file, mode)
}

/** Removes a file that was not there before. */
export const removeTarget = (file: string): void => rmSync(file, { force: true })
