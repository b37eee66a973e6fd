import { readdirSync, realpathSync } from 'node:fs'
import { basename, dirname, isAbsolute, join, relative, resolve } from 'node:path'
import { readBytes, readSmall } from '../files/small-file.ts'
import { type IgnoreFile, isIgnored, readIgnoreFile } from './git-ignore.ts'
import { namesInIndex } from './git-index.ts'

/** An index of half a million files. */
const mostIndexBytes = 64 * 1024 * 1024

/** A checkout of git, seen without git. */
export interface Checkout {
  readonly root: string
  /** Names relative to the root; empty where nothing was added yet. */
  readonly tracked: ReadonlySet<string>
  /** Whether a file of this name would be left out by git. */
  readonly ignores: (name: string) => boolean
  /** Whether a file of this name lies in here, and not behind a folder that is a link, or above. */
  readonly holds: (name: string) => boolean
  /** Addresses of its remotes that carry a password, without it. */
  readonly remotes: readonly Remote[]
}

/** Where a checkout is pushed to. */
export interface Remote {
  readonly file: string
  /** From 1. */
  readonly line: number
  readonly name: string
  /** Without name and password. */
  readonly clean: string
  /** The part that may be a key; for looking at, never for showing. */
  readonly password: string
}

/** The checkout that a directory lies in; `null` where there is none. */
export function checkoutAt(cwd: string, home: string): Checkout | null {
  const found = gitDirectory(cwd)
  if (found === null) return null
  const { root, git, common } = found
  const config = readSmall(join(common, 'config')) ?? ''
  const hashBytes = /^\s*objectformat\s*=\s*sha256/im.test(config) ? 32 : 20
  const index = readBytes(join(git, 'index'), mostIndexBytes)
  const own = readIgnore(excludesFile(home))
  const always = [...own, ...readIgnore(join(common, 'info', 'exclude'))]
  const known = new Map<string, readonly IgnoreFile[]>()
  const inFolder = (folder: string): readonly IgnoreFile[] => {
    const made = known.get(folder) ?? readIgnore(join(root, folder, '.gitignore'), folder === '' ? '' : `${folder}/`)
    known.set(folder, made)
    return made
  }
  const realRoot = real(root) ?? root
  const lies = new Map<string, boolean>()
  return {
    root,
    holds(name) {
      const folder = dirname(name)
      const known = lies.get(folder)
      if (known !== undefined) return known
      const isHere =
        !isAbsolute(name) && !name.split('/').includes('..') && real(join(root, folder)) === join(realRoot, folder)
      lies.set(folder, isHere)
      return isHere
    },
    tracked: new Set(index === null ? [] : (namesInIndex(index, hashBytes) ?? [])),
    ignores(name) {
      const parts = name.split('/').slice(0, -1)
      const folders = ['', ...parts.map((_, at) => parts.slice(0, at + 1).join('/'))]
      return isIgnored(name, [...always, ...folders.flatMap(inFolder)])
    },
    remotes: remotesIn(config, join(common, 'config')),
  }
}

/** What this user leaves out everywhere: https://git-scm.com/docs/git-config#Documentation/git-config.txt-coreexcludesFile */
function excludesFile(home: string): string {
  const named = /^\s*excludesfile\s*=\s*"?([^"\n]+?)"?\s*$/im.exec(readSmall(join(home, '.gitconfig')) ?? '')?.[1]
  return named === undefined ? join(home, '.config', 'git', 'ignore') : resolve(home, named.replace(/^~\//, `${home}/`))
}

function real(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}

function readIgnore(file: string, folder = ''): IgnoreFile[] {
  const text = readSmall(file)
  return text === null ? [] : [readIgnoreFile(text, folder)]
}

/** `common` is where work trees of one repository share their configuration. */
function gitDirectory(cwd: string): { root: string; git: string; common: string } | null {
  for (let folder = cwd; ; folder = dirname(folder)) {
    const dot = join(folder, '.git')
    const link = readSmall(dot)
    if (link?.startsWith('gitdir:') === true) {
      const git = resolve(folder, link.slice('gitdir:'.length).trim())
      const shared = readSmall(join(git, 'commondir'))
      return { root: folder, git, common: shared === null ? git : resolve(git, shared.trim()) }
    }
    if (readSmall(join(dot, 'HEAD')) !== null) return { root: folder, git: dot, common: dot }
    if (dirname(folder) === folder) return null
  }
}

/** Source: https://git-scm.com/docs/git-config#_syntax */
function remotesIn(config: string, file: string): Remote[] {
  let name = ''
  return config.split('\n').flatMap((line, at) => {
    name = /^\s*\[remote\s+"([^"]+)"\]/.exec(line)?.[1] ?? (/^\s*\[/.test(line) ? '' : name)
    const [, start = '', who = '', rest = ''] = /^\s*(?:push)?url\s*=\s*(https?:\/\/)([^/@\s]+)@(\S+)/i.exec(line) ?? []
    const [user = '', password = ''] = who.split(':')
    const secret = password === '' ? user : password
    // A name alone is no secret, unless it is as long as one.
    if (name === '' || start === '' || (password === '' && user.length < 30)) return []
    return [{ file, line: at + 1, name, clean: start + rest, password: secret }]
  })
}

/** Files in the folders of a checkout that git does not keep and whose name speaks of keys. */
export async function looseFiles(
  { root, tracked, holds }: Checkout,
  cwd: string,
  { mostFolders, breathe }: { readonly mostFolders: number; readonly breathe: () => Promise<void> },
): Promise<string[]> {
  const here = relative(root, cwd).replaceAll('\\', '/')
  const folders = new Set(['', here, `${here}/.claude`.replace(/^\//, '')])
  for (const name of tracked)
    for (let folder = dirname(name); folder !== '.' && !folders.has(folder); folder = dirname(folder))
      folders.add(folder)
  const found: string[] = []
  // Such files lie near the top.
  const nearest = [...folders].toSorted((one, other) => depthOf(one) - depthOf(other)).slice(0, mostFolders)
  for (const folder of nearest) {
    await breathe()
    for (const name of namesIn(join(root, folder))) {
      const full = folder === '' ? name : `${folder}/${name}`
      if (speaksOfKeys(name) && !tracked.has(full) && holds(full)) found.push(full)
    }
  }
  return found
}

const depthOf = (folder: string): number => (folder === '' ? 0 : folder.split('/').length)

/** Names that are made to hold keys. */
export const speaksOfKeys = (name: string): boolean =>
  /^(?:\.env(?:\..+)?|.+\.env|\.envrc|\.npmrc|\.pypirc|\.netrc|\.mcp\.json|settings(?:\.local)?\.json|secrets?\.(?:ya?ml|json|toml)|credentials(?:\.json)?|.+\.tfvars|local\.settings\.json)$/.test(
    basename(name),
  )

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
