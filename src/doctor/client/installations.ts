import { readdirSync, realpathSync } from 'node:fs'
import { basename, delimiter, dirname, isAbsolute, join, sep } from 'node:path'
import type { ClientWorld } from '../../clients/client.ts'
import { manifestAbove, readSmall } from '../files/small-file.ts'

/** How a Claude Code came onto this machine; it decides how it is updated and removed. */
export type Manner =
  | 'native'
  | 'local'
  | 'npm'
  | 'pnpm'
  | 'yarn'
  | 'bun'
  | 'volta'
  | 'mise'
  | 'asdf'
  | 'homebrew'
  | 'winget'
  | 'package'
  | 'unknown'

export interface Installation {
  /** The path by which it is started. */
  readonly path: string
  /** The file behind every link. */
  readonly file: string
  readonly manner: Manner
  /** As its path or its manifest says it, nothing being run; `null` where neither does. */
  readonly version: string | null
}

/** One that an editor or a library brings along and that no shell starts. */
export interface Bundled {
  readonly whose: string
  readonly path: string
  readonly version: string | null
}

/** A `claude` of the PATH that leads nowhere. */
export interface Broken {
  readonly path: string
  readonly why: 'dangling' | 'not-executable'
}

const versionIn = (text: string): string | null => /\d+\.\d+\.\d+/.exec(text)?.[0] ?? null

function real(path: string): string | null {
  try {
    return realpathSync(path)
  } catch {
    return null
  }
}

/** By where the file lies. Sources: https://code.claude.com/docs/en/setup and the documents of each package manager. */
export function mannerOf(path: string, file: string): Manner {
  const [from, to] = [path.replaceAll('\\', '/'), file.replaceAll('\\', '/')]
  const either = (pattern: RegExp): boolean => pattern.test(from) || pattern.test(to)
  if (either(/\/mise\/(?:shims|installs)\//)) return 'mise'
  if (either(/\/\.asdf\//)) return 'asdf'
  if (either(/\/\.volta\//)) return 'volta'
  if (/\/\.claude\/local\//.test(to)) return 'local'
  if (/\/share\/claude\/versions\//.test(to)) return 'native'
  if (/\/Caskroom\/claude-code/.test(to)) return 'homebrew'
  if (/\/WinGet\//i.test(to)) return 'winget'
  if (either(/\/pnpm\//)) return 'pnpm'
  if (either(/\/\.bun\//)) return 'bun'
  if (either(/\/\.?yarn\//)) return 'yarn'
  if (/\/node_modules\//.test(to)) return 'npm'
  if (/\/\.local\/bin\/claude(?:\.exe)?$/.test(to)) return 'native'
  if (/^\/usr\/bin\//.test(to)) return 'package'
  return 'unknown'
}

/** How it is brought up to date, as something that can be typed. */
export function updateOf({ manner, file, path }: Pick<Installation, 'manner' | 'file' | 'path'>): string {
  switch (manner) {
    case 'native':
    case 'local':
      return 'claude update'
    case 'npm': {
      const prefix = /^(.*?)[\\/](?:lib[\\/])?node_modules[\\/]/.exec(file)?.[1]
      return `npm install -g${prefix === undefined ? '' : ` --prefix ${prefix}`} @anthropic-ai/claude-code@latest`
    }
    case 'pnpm':
      return 'pnpm add -g @anthropic-ai/claude-code@latest'
    case 'yarn':
      return 'yarn global add @anthropic-ai/claude-code@latest'
    case 'bun':
      return 'bun add -g @anthropic-ai/claude-code@latest'
    case 'volta':
      return 'volta install @anthropic-ai/claude-code@latest'
    case 'mise':
      return 'mise upgrade'
    case 'asdf':
      return 'asdf install claude latest && asdf reshim'
    case 'homebrew':
      return 'brew upgrade --cask claude-code'
    case 'winget':
      return 'winget upgrade Anthropic.ClaudeCode'
    case 'package':
      return 'sudo apt-get update && sudo apt-get install --only-upgrade claude-code'
    case 'unknown':
      return `${path} update`
  }
}

/** How it is removed. */
export function removalOf({ manner, path, file }: Installation): string {
  switch (manner) {
    case 'npm': {
      const prefix = /^(.*?)[\\/](?:lib[\\/])?node_modules[\\/]/.exec(file)?.[1]
      return `npm uninstall -g${prefix === undefined ? '' : ` --prefix ${prefix}`} @anthropic-ai/claude-code`
    }
    case 'pnpm':
      return 'pnpm remove -g @anthropic-ai/claude-code'
    case 'yarn':
      return 'yarn global remove @anthropic-ai/claude-code'
    case 'bun':
      return 'bun remove -g @anthropic-ai/claude-code'
    case 'volta':
      return 'volta uninstall @anthropic-ai/claude-code'
    case 'homebrew':
      return 'brew uninstall --cask claude-code'
    case 'winget':
      return 'winget uninstall Anthropic.ClaudeCode'
    case 'package':
      return 'sudo apt-get remove claude-code'
    default:
      return `rm ${path}`
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

function namesIn(folder: string): ReadonlySet<string> {
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

/** Folders of editors, and what they are called. */
const editors: readonly (readonly [folder: string, whose: string])[] = [
  ['.vscode', 'VS Code'],
  ['.vscode-insiders', 'VS Code Insiders'],
  ['.vscode-server', 'VS Code over SSH'],
  ['.vscode-remote', 'VS Code in a container'],
  ['.vscode-oss', 'VSCodium'],
  ['.cursor', 'Cursor'],
  ['.cursor-server', 'Cursor over SSH'],
  ['.windsurf', 'Windsurf'],
]

/** Those that editors and libraries bring along, by name; nothing of them is run. */
export function bundled(world: ClientWorld): Bundled[] {
  const { home, cwd } = world
  const found: Bundled[] = []
  for (const [folder, whose] of editors) {
    const extensions = join(home, folder, 'extensions')
    // Removed ones stay in the folder until the editor starts again, and are named in this file.
    const removed = readSmall(join(extensions, '.obsolete')) ?? ''
    for (const name of namesIn(extensions))
      if (name.startsWith('anthropic.claude-code-') && !removed.includes(`"${name}"`))
        found.push({ whose, path: join(extensions, name), version: versionIn(name) })
  }
  const jetbrains = join(home, '.local', 'share', 'JetBrains')
  for (const product of namesIn(jetbrains))
    for (const plugin of namesIn(join(jetbrains, product)))
      if (plugin.startsWith('claude-code-jetbrains'))
        found.push({ whose: `JetBrains ${product}`, path: join(jetbrains, product, plugin), version: null })
  for (const root of ancestors(cwd))
    for (const name of ['claude-agent-sdk', 'claude-code']) {
      const path = join(root, 'node_modules', '@anthropic-ai', name)
      const manifest = manifestAbove(join(path, 'package.json'))
      if (manifest !== null && manifest.folder === path)
        found.push({
          whose: name === 'claude-code' ? 'this project' : 'Agent SDK (TypeScript)',
          path,
          version: manifest.bundles ?? (name === 'claude-code' ? manifest.version : null),
        })
    }
  for (const environment of ['.venv', 'venv', 'env'])
    for (const python of namesIn(join(cwd, environment, 'lib'))) {
      const path = join(cwd, environment, 'lib', python, 'site-packages', 'claude_agent_sdk')
      const text = readSmall(join(path, '_cli_version.py'))
      if (text !== null) found.push({ whose: 'Agent SDK (Python)', path, version: versionIn(text) })
    }
  return found
}

function ancestors(cwd: string): string[] {
  const above = dirname(cwd)
  return above === cwd ? [cwd] : [cwd, ...ancestors(above)]
}

/** Whether a file belongs to the directory that the command is run in, and so to whoever wrote that. */
export const isOfProject = (file: string, { cwd, home }: ClientWorld): boolean => {
  const folder = real(cwd) ?? cwd
  return folder !== (real(home) ?? home) && file.startsWith(folder.endsWith(sep) ? folder : folder + sep)
}

/** Scripts in which shells define aliases and functions. */
const scripts = [
  '.bashrc',
  '.bash_aliases',
  '.bash_profile',
  '.profile',
  '.zshrc',
  '.zprofile',
  '.config/fish/config.fish',
]

export interface Alias {
  readonly file: string
  /** From 1. */
  readonly line: number
  /** What is started instead, where it is one absolute path; else `null`. */
  readonly target: string | null
}

/** Where a shell is told that `claude` means something else. The last one counts. */
export function aliasOf({ home }: ClientWorld): Alias | null {
  let last: Alias | null = null
  for (const script of scripts) {
    const file = join(home, script)
    for (const [index, line] of (readSmall(file) ?? '').split('\n').entries()) {
      const [, value, isFunction] =
        /^\s*(?:alias\s+claude(?:=|\s+)(.+)|(?:function\s+)?(claude)\s*\(\)|function\s+(claude)\b)/.exec(line) ?? []
      if (value === undefined && isFunction === undefined && !/^\s*function\s+claude\b/.test(line)) continue
      const word = /^["']?((?:~|\$HOME|\$\{HOME\})?\/[^\s"']+)/.exec(value?.trim() ?? '')?.[1]
      const target = word?.replace(/^(?:~|\$HOME|\$\{HOME\})/, home) ?? null
      last = { file, line: index + 1, target }
    }
  }
  return last
}
