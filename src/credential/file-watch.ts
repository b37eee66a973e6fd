import { type FSWatcher, lstatSync, readlinkSync, statSync, watch } from 'node:fs'
import { dirname, isAbsolute, join, parse, sep } from 'node:path'
import type { Clock } from '../clock.ts'

/** Writers that do not rename leave a file empty or half for a moment; many events are one change. */
const quietMs = 100
const mostLinks = 40

/** Directory → the names in it on which it depends what the path leads to. */
type Waypoints = Map<string, Set<string>>

/**
 * Every directory entry that decides what `path` leads to: the file itself, each symbolic link on the way (Kubernetes
 * swaps one in the middle: `key → ..data/key`, `..data → ..2026_01_01`), and what is still missing. The file's
 * directory counts as well, because a watch dies with the directory.
 */
export function waypoints(path: string): Waypoints {
  const found: Waypoints = new Map()
  const add = (directory: string, name: string) => {
    const names = found.get(directory) ?? new Set()
    names.add(name)
    found.set(directory, names)
  }
  let here = parse(path).root
  let rest = path.slice(here.length).split(sep)
  for (let links = 0; rest.length > 0; ) {
    const [name = '', ...further] = rest
    rest = further
    if (name === '' || name === '.') continue
    if (name === '..') {
      here = dirname(here)
      continue
    }
    const entry = join(here, name)
    const stats = lstatSync(entry, { throwIfNoEntry: false })
    if (stats === undefined || rest.length <= 1) add(here, name)
    if (stats === undefined) break
    if (stats.isSymbolicLink() && ++links <= mostLinks) {
      add(here, name)
      const target = readlinkSync(entry)
      if (isAbsolute(target)) here = parse(target).root
      rest = [...target.split(sep), ...rest]
    } else here = entry
  }
  return found
}

/** What tells one content from another without reading it; `missing` when there is none. */
function stamp(path: string): string {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false })
  return stats === undefined ? 'missing' : `${stats.dev} ${stats.ino} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}`
}

const quietly = <T>(read: () => T, otherwise: T): T => {
  try {
    return read()
  } catch {
    return otherwise
  }
}

/**
 * Calls `changed` whenever what `path` (absolute) leads to has become another: replaced, written, appeared, gone.
 * Nothing runs between events. Where the system cannot watch (network file systems, exhausted limits) it stays silent:
 * a key that is refused is read again anyway.
 */
export function watchFile(path: string, clock: Clock, changed: () => void): () => void {
  let watchers: FSWatcher[] = []
  let watched = ''
  let last = quietly(() => stamp(path), 'unreadable')
  let callOff: (() => void) | null = null
  let stopped = false

  const look = () => {
    callOff = null
    place()
    const now = quietly(() => stamp(path), 'unreadable')
    if (now === last) return
    last = now
    changed()
  }
  const noticed = () => {
    if (stopped) return
    callOff?.()
    callOff = clock.after(quietMs, look)
  }
  /** Puts the watchers where the path leads now; the directories may be new ones under the same names. */
  const place = () => {
    const points = quietly(() => waypoints(path), new Map<string, Set<string>>())
    const now = [...points]
      .map(([directory, names]) => [directory, identity(directory), ...names].join('\0'))
      .join('\n')
    if (now === watched) return
    watched = now
    for (const watcher of watchers) watcher.close()
    watchers = []
    for (const [directory, names] of points) {
      quietly(() => {
        const watcher = watch(directory, { persistent: false }, (_, name) => {
          if (name === null || names.has(name)) noticed()
        })
        watcher.on('error', () => watcher.close())
        watchers.push(watcher)
      }, undefined)
    }
    // What happened between looking and watching was not seen.
    noticed()
  }
  place()
  return () => {
    stopped = true
    callOff?.()
    for (const watcher of watchers) watcher.close()
  }
}

/** Tells a directory from a later one of the same name; inode numbers alone are used again. */
const identity = (directory: string): string =>
  quietly(() => {
    const { ino, birthtimeNs } = statSync(directory, { bigint: true })
    return `${ino} ${birthtimeNs}`
  }, 'missing')
