import { realpathSync, statSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { configDirectory } from '../../clients/claude-code/layers.ts'
import type { Bench } from '../bench.ts'
import { shellWord } from '../fixes/fix-words.ts'
import { checkoutAt } from './checkout.ts'
import type { FoundKey } from './key-kinds.ts'
import { kept, type Lying } from './lying.ts'
import type { Scan } from './scan.ts'

/** Files in which shells and interpreters keep what was typed. */
const histories = [
  '.bash_history',
  '.zsh_history',
  '.zhistory',
  '.sh_history',
  '.local/share/fish/fish_history',
  '.local/share/powershell/PSReadLine/ConsoleHost_history.txt',
  'AppData/Roaming/Microsoft/Windows/PowerShell/PSReadLine/ConsoleHost_history.txt',
  '.python_history',
  '.node_repl_history',
  '.psql_history',
]

/** Files that may hold keys, as long as nobody else reads them. */
const privates = [
  ...[
    '.bashrc',
    '.bash_profile',
    '.bash_login',
    '.profile',
    '.zshrc',
    '.zshenv',
    '.zprofile',
    '.zlogin',
    '.envrc',
    '.env',
  ],
  ...[
    '.config/fish/config.fish',
    '.config/powershell/Microsoft.PowerShell_profile.ps1',
    '.config/environment.d/keys.conf',
  ],
  ...[
    '.npmrc',
    '.netrc',
    '.pypirc',
    '.git-credentials',
    '.aws/credentials',
    '.codex/auth.json',
    '.config/gh/hosts.yml',
  ],
]

/** Keys in what shells remember, in profiles that others read, and in dotfiles that git keeps. */
export function inHome({ world }: Bench, scan: Scan): Lying[] {
  const chosen = world.env.HISTFILE
  const typed = [
    ...new Set([...histories.map((name) => join(world.home, name)), ...(chosen === undefined ? [] : [chosen])]),
  ]
  const all = typed.flatMap((path) => {
    const keys = scan.look(path, true)?.keys ?? []
    return keys.map((key): Lying => ({ where: 'history', path, ...key, fix: forget(path, keys, world.platform) }))
  })
  const directory = configDirectory(world)
  const own = ['settings.json', '.credentials.json'].map((name) => resolve(world.cwd, directory, name))
  const open = [...privates.map((name) => join(world.home, name)), ...own].flatMap((path) => {
    const keys = scan.look(path, true)?.keys ?? []
    const dotfiles = keys.length === 0 ? null : keptElsewhere(path, world.home)
    if (dotfiles !== null) return keys.map((key) => kept(dotfiles.root, dotfiles.name, key))
    // Settings and logins of the client are looked at by their modes elsewhere.
    if (keys.length === 0 || own.includes(path) || world.platform === 'win32' || !othersRead(path)) return []
    const edit = { what: 'mode', path, mode: 0o600 } as const
    return keys.map(
      (key): Lying => ({ where: 'readable', path, ...key, fix: `Type: chmod 600 ${shellWord(path)}`, edit }),
    )
  })
  return [...all, ...open]
}

/** The checkout of dotfiles that keeps a file of the home, behind its links; `null` where none does. */
function keptElsewhere(path: string, home: string): { readonly root: string; readonly name: string } | null {
  try {
    const real = realpathSync(path)
    const checkout = checkoutAt(dirname(real), home)
    const name = checkout === null ? '' : relative(checkout.root, real).replaceAll('\\', '/')
    return checkout?.tracked.has(name) === true ? { root: checkout.root, name } : null
  } catch {
    return null
  }
}

/** Takes those lines out of what a shell remembers, in its file and in itself. */
function forget(path: string, keys: readonly FoundKey[], platform: string): string {
  const lines = [...new Set(keys.map(({ line }) => line))]
  if (path.endsWith('fish_history')) return 'Type: history delete --contains sk-'
  if (path.endsWith('.txt') || platform === 'win32') return `Open ${path} and delete line ${lines.join(', line ')}.`
  const sed = `sed -i${platform === 'darwin' ? " ''" : ''} ${shellWord(
    lines
      .map((line) => `${line}d`)
      .join('\n')
      .replaceAll('\n', ';'),
  )} ${shellWord(path)}`
  const reload = /bash_history$/.test(path)
    ? ' && history -c && history -r'
    : /zsh_history$|zhistory$/.test(path)
      ? ` && fc -p ${shellWord(path)}`
      : ''
  return `Type: ${sed}${reload}`
}

function othersRead(path: string): boolean {
  try {
    return (statSync(path).mode & 0o044) !== 0
  } catch {
    return false
  }
}
