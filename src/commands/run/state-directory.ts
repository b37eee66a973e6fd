import { chmodSync, lstatSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { WarmkeyError } from '../../errors.ts'

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
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const found = lstatSync(path)
  const unsafe = (fact: string) =>
    new WarmkeyError('state-unsafe', `${path} ${fact}, so nothing secret can be kept in it.`, {
      remedy: 'Move it away; warmkey makes a new one.',
      transient: false,
    })
  if (found.isSymbolicLink()) throw unsafe('is a symbolic link')
  if (!found.isDirectory()) throw unsafe('is no directory')
  if (platform === 'win32') return path
  if (found.uid !== process.getuid?.()) throw unsafe('belongs to another user')
  if ((found.mode & 0o077) !== 0) chmodSync(path, 0o700)
  return path
}
