import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** Bytes of a file that are looked at unless somebody says otherwise. */
const mostBytes = 1024 * 1024

/**
 * The first bytes of a file; `null` where there is no file, or something else than a file. A pipe without a writer and a
 * device are never waited for, and nothing is followed out of a folder where `links` is `false`.
 */
export function readBytes(path: string, most = mostBytes, links = true): Buffer | null {
  let handle: number
  try {
    const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (links ? 0 : (constants.O_NOFOLLOW ?? 0))
    handle = openSync(path, flags)
  } catch {
    return null
  }
  try {
    const stat = fstatSync(handle)
    if (!stat.isFile()) return null
    const bytes = Buffer.allocUnsafe(Math.min(stat.size, most))
    let length = 0
    while (length < bytes.length) {
      const more = readSync(handle, bytes, length, bytes.length - length, length)
      if (more === 0) break
      length += more
    }
    return bytes.subarray(0, length)
  } catch {
    return null
  } finally {
    closeSync(handle)
  }
}

/** The same as text. */
export const readSmall = (path: string): string | null => readBytes(path)?.toString('utf8') ?? null

/** What a package says of itself. */
export interface Manifest {
  /** Where its `package.json` lies. */
  readonly folder: string
  readonly version: string | null
  /** The Claude Code that an SDK brings along, where it says so. */
  readonly bundles: string | null
}

/** The nearest `package.json` above a file inside `node_modules`; `null` where there is none. */
export function manifestAbove(file: string): Manifest | null {
  for (let folder = dirname(file); folder.includes('node_modules'); folder = dirname(folder)) {
    const text = readSmall(join(folder, 'package.json'))
    if (text === null) continue
    try {
      const { version, claudeCodeVersion } = JSON.parse(text) as { version?: unknown; claudeCodeVersion?: unknown }
      return {
        folder,
        version: typeof version === 'string' ? version : null,
        bundles: typeof claudeCodeVersion === 'string' ? claudeCodeVersion : null,
      }
    } catch {
      return null
    }
  }
  return null
}
