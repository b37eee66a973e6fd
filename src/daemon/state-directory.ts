import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { WarmkeyError } from '../errors.ts'

export interface StatePlace {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
  readonly platform: string
}

/**
 * Where warmkey keeps what must outlive a process and is no configuration: `$XDG_STATE_HOME/warmkey`
 * (default `~/.local/state`), `~/Library/Application Support/warmkey`, `%LOCALAPPDATA%\warmkey`.
 * A relative XDG_STATE_HOME is ignored, as https://specifications.freedesktop.org/basedir/latest/ asks.
 */
export function stateDirectory({ env, home, platform }: StatePlace): string {
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'warmkey')
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'warmkey')
  const xdg = env.XDG_STATE_HOME
  return join(xdg?.startsWith('/') ? xdg : join(home, '.local', 'state'), 'warmkey')
}

/**
 * Makes a directory that nobody else can look into (0700), or takes the one that is there.
 * Throws `state-unsafe` when it is a symbolic link, no directory, or another user's.
 */
export function privateDirectory(path: string, platform: string): string {
  const unsafe = (fact: string, remedy: string, cause?: unknown) =>
    new WarmkeyError('state-unsafe', `${path} ${fact}, so nothing secret can be kept in it.`, {
      remedy,
      cause,
      transient: false,
    })
  const moveAway = 'Move it away; warmkey makes a new one.'
  try {
    const before = lstatSync(path, { throwIfNoEntry: false })
    if (before?.isSymbolicLink()) throw unsafe('is a symbolic link', moveAway)
    if (before !== undefined && !before.isDirectory()) throw unsafe('is no directory', moveAway)
    mkdirSync(path, { recursive: true, mode: 0o700 })
    if (platform === 'win32') return path
    const { uid, mode } = lstatSync(path)
    if (uid !== process.getuid?.()) throw unsafe('belongs to another user', moveAway)
    if ((mode & 0o077) !== 0) chmodSync(path, 0o700)
    return path
  } catch (thrown) {
    if (thrown instanceof WarmkeyError) throw thrown
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : 'unknown'
    const setting = platform === 'linux' ? ' or set XDG_STATE_HOME to another' : ''
    throw unsafe(`cannot be made (${code})`, `Make its directory writable${setting}.`, thrown)
  }
}
