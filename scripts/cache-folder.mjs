// Where everything lies that tests fetch or build once: outside the checkout, so that a fresh clone finds it. Runs on Node
// and on Bun.

import { homedir } from 'node:os'
import { join } from 'node:path'

/** WARMKEY_CACHE, or the place that this system has for caches. */
export function cacheFolder() {
  const { WARMKEY_CACHE, XDG_CACHE_HOME, LOCALAPPDATA } = process.env
  if (WARMKEY_CACHE) return WARMKEY_CACHE
  if (XDG_CACHE_HOME) return join(XDG_CACHE_HOME, 'warmkey')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'warmkey')
  if (process.platform === 'win32' && LOCALAPPDATA) return join(LOCALAPPDATA, 'warmkey')
  return join(homedir(), '.cache', 'warmkey')
}
