import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../../clock.ts'
import { readBytes } from '../files/small-file.ts'
import { type FoundKey, findKeys } from './key-kinds.ts'

/** As far as is looked, so that a large checkout costs no patience. What was not reached is said. */
export const bounds = { files: 6_000, bytes: 64 * 1024 * 1024, fileBytes: 1024 * 1024, ms: 250 } as const

/** Other checks measure how long answers take at the same time. */
const breathMs = 10

/** What a scan has looked at. */
export interface Scanned {
  readonly path: string
  readonly keys: readonly FoundKey[]
}

/** Reads one file after the other until a bound is reached. */
export interface Scan {
  /** Keys in a file; `null` where there is no file, or no time, room or permission to read it. Links are not followed. */
  look(path: string, links?: boolean): Scanned | null
  /** Lets others run who wait for an answer, if this has gone on for long enough. */
  breathe(): Promise<void>
  readonly files: number
  /** Whether something was left out. */
  readonly cut: boolean
}

export function startScan(clock: Clock, most: typeof bounds = bounds): Scan {
  const start = clock.monotonicMs()
  let breath = start
  let files = 0
  let bytes = 0
  let cut = false
  return {
    get files() {
      return files
    },
    get cut() {
      return cut
    },
    async breathe() {
      if (clock.monotonicMs() - breath < breathMs) return
      await new Promise((resolve) => setImmediate(resolve))
      breath = clock.monotonicMs()
    },
    look(path, links = false) {
      if (files >= most.files || bytes >= most.bytes || clock.monotonicMs() - start >= most.ms) {
        cut = true
        return null
      }
      const read = readBytes(path, most.fileBytes, links)
      if (read === null) return null
      files++
      bytes += read.length
      // A zero byte early on: no text, unless it is UTF-16.
      const isUtf16 = read[0] === 0xff && read[1] === 0xfe
      if (!isUtf16 && read.subarray(0, 1024).includes(0)) return { path, keys: [] }
      // One letter for each byte is enough for what keys are made of, and is not copied.
      const text = isUtf16 ? read.toString('utf16le') : read.toString('latin1')
      return { path, keys: findKeys(text) }
    },
  }
}

/** Nothing in them is written by hand. */
const skipped = new Set(['node_modules', '.git', '.venv', 'venv', '__pycache__', '.cache', 'target', 'vendor'])

/** Files below a folder, at most so many in as many folders, and so deep; links are not followed. */
export function filesBelow(folder: string, most: number, depth = 6): string[] {
  const found: string[] = []
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return found
  const queue: { readonly at: string; readonly left: number }[] = [{ at: folder, left: depth }]
  let folders = 0
  for (let next = queue.shift(); next !== undefined && found.length < most && folders++ < most; next = queue.shift()) {
    for (const entry of entriesOf(next.at)) {
      if (found.length >= most) break
      const path = join(next.at, entry.name)
      if (entry.isFile()) found.push(path)
      else if (entry.isDirectory() && next.left > 0 && !skipped.has(entry.name))
        queue.push({ at: path, left: next.left - 1 })
    }
  }
  return found
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return []
  }
}

/** Pictures, fonts, archives and their like; they are not opened. */
export const isBinary = (name: string): boolean =>
  /\.(?:png|jpe?g|gif|webp|ico|bmp|tiff?|psd|svgz|mp[34]|mov|avi|webm|ogg|wav|flac|woff2?|ttf|otf|eot|zip|gz|tgz|bz2|xz|zst|7z|rar|jar|war|class|so|dylib|dll|exe|o|a|lib|pdf|docx?|xlsx?|pptx?|parquet|sqlite3?|db|bin|dat|pyc|wasm|lockb)$/i.test(
    name,
  )

/** How soon a file is looked at: 0 for those that are made to hold keys, then settings, scripts, everything. */
export function urgency(name: string): number {
  if (/(?:^|\/)(?:\.env[^/]*|[^/]*\.env|\.npmrc|\.envrc|\.mcp\.json)$|secret|credential|\.tfvars$/i.test(name)) return 0
  if (
    /\.(?:json|ya?ml|toml|ini|cfg|conf|properties|ipynb|xml)$|(?:^|\/)(?:Dockerfile|docker-compose|compose)/i.test(name)
  )
    return /(?:^|\/)(?:package-lock|pnpm-lock|yarn\.lock|composer\.lock|tsconfig)/.test(name) ? 4 : 1
  if (/\.(?:sh|bash|zsh|fish|ps1|bat|cmd|mk|gradle|tf)$|(?:^|\/)Makefile$/.test(name)) return 2
  return /\.(?:lock|md|txt|csv|snap|svg|css|scss)$/.test(name) ? 4 : 3
}
