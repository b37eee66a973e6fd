import { join } from 'node:path'

/** `~` and `~/…` with the home directory in place of the tilde; anything else as it is. */
export function expandHome(path: string, home: string): string {
  if (path === '~') return home
  return /^~[/\\]/.test(path) ? join(home, path.slice(2)) : path
}

/** The same path as people write it, with `~` for the home directory. */
export function shortenHome(path: string, home: string): string {
  if (path === home) return '~'
  return home !== '' && home !== '/' && path.startsWith(`${home}/`) ? `~${path.slice(home.length)}` : path
}
