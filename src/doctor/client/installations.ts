import { readdirSync, realpathSync } from 'node:fs'
import { basename, delimiter, isAbsolute, join, sep } from 'node:path'
import type { ClientWorld } from '../../clients/client.ts'
import { manifestAbove, readSmall } from '../files/small-file.ts'
import { type Manner, mannerOf } from './manners.ts'

/** A Claude Code that a shell could start. */
export interface Installation {
  /** The path by which it is started. */
  readonly path: string
  /** The file behind every link. */
  readonly file: string
  readonly manner: Manner
  /** As its path or its manifest says it, nothing being run; `null` where neither does. */
  readonly version: string | null
}

/** A `claude` of the PATH that leads nowhere. */
export interface Broken {
  readonly path: string
  readonly why: 'dangling' | 'not-executable'
}

/** The first version in a text; `null` where there is none. */
export const versionIn = (text: string): string | null => /\d+\.\d+\.\d+/.exec(text)?.[0] ?? null

/** The path behind every link; `null` where it leads nowhere. */
export function real(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}

const namesOf = (platform: string): readonly string[] =>
  platform === 'win32' ? ['claude.exe', 'claude.cmd', 'claude.ps1'] : ['claude']

/** What `claude` means to a shell here: every one on the PATH, the first one first; links to one file count once. */
export function onPath(
  world: ClientWorld,
  startable: (file: string) => boolean,
): {
  readonly found: readonly Installation[]
  readonly broken: readonly Broken[]
} {
  const found = new Map<string, Installation>()
  const broken: Broken[] = []
  // The empty entry is the working directory to a shell; what lies there is not looked for by this name.
  for (const folder of (world.env.PATH ?? '').split(delimiter).filter(isAbsolute))
    for (const name of namesOf(world.platform)) {
      if (!namesIn(folder).has(name)) continue
      const path = join(folder, name)
      const file = real(path)
      if (file === null) broken.push({ path, why: 'dangling' })
      else if (!startable(file)) broken.push({ path, why: 'not-executable' })
      else if (!found.has(file)) found.set(file, describe(path, file))
    }
  return { found: [...found.values()], broken }
}

/** The names in a folder; none where there is no such folder. */
export function namesIn(folder: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(folder))
  } catch {
    return new Set()
  }
}

function describe(path: string, file: string): Installation {
  const manner = mannerOf(path, file)
  const version = manner === 'native' ? versionIn(basename(file)) : (manifestAbove(file)?.version ?? null)
  return { path, file, manner, version }
}

/** Places of a home in which a Claude Code lies that a shell may not find. */
export function besidePath(world: ClientWorld): Installation[] {
  const { home, env } = world
  const prefix = env.npm_config_prefix ?? npmPrefix(home)
  const places = [
    join(home, '.local', 'bin', 'claude'),
    join(home, '.claude', 'local', 'claude'),
    join(home, '.npm-global', 'bin', 'claude'),
    ...(prefix === null ? [] : [join(prefix, 'bin', 'claude')]),
    '/opt/homebrew/bin/claude',
    '/usr/local/bin/claude',
  ]
  return places.flatMap((path) => {
    const file = real(path)
    return file === null ? [] : [describe(path, file)]
  })
}

function npmPrefix(home: string): string | null {
  const named = /^\s*prefix\s*=\s*(.+?)\s*$/m.exec(readSmall(join(home, '.npmrc')) ?? '')?.[1]
  return named === undefined ? null : named.replace(/^(?:~|\$\{HOME\})(?=\/)/, home)
}

/** Whether a file belongs to the directory that the command is run in, and so to whoever wrote that. */
export const isOfProject = (file: string, { cwd, home }: ClientWorld): boolean => {
  const folder = real(cwd) ?? cwd
  return folder !== (real(home) ?? home) && file.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}
