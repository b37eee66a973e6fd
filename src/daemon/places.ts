import { lstatSync } from 'node:fs'
import { join } from 'node:path'
import { type StatePlace, stateDirectory } from './state-directory.ts'

/** Where the files of one user's daemon lie. */
export interface Places {
  /** What outlives the daemon: lock, log, local keys. Mode 0700. */
  readonly state: string
  /** What ends with it: the socket. Mode 0700; the same as `state` where the system has no such directory. */
  readonly runtime: string
  readonly socket: string
  /** Held as long as a daemon of this user lives, whatever its runtime directory was. */
  readonly lock: string
  /** Process id, socket and address of the living daemon, for those who look from another environment. */
  readonly card: string
  /** The configuration that was taken last. */
  readonly taken: string
  readonly log: string
  /** HMACs of the lasting local keys, and the secret under which they were made. */
  readonly localKeys: string
}

/** Whether this is a directory that belongs to us and that nobody else may enter. Symbolic links are not followed. */
export function isOurs(directory: string): boolean {
  const stats = lstatSync(directory, { throwIfNoEntry: false })
  return stats?.isDirectory() === true && stats.uid === process.getuid?.() && (stats.mode & 0o077) === 0
}

/**
 * `$XDG_RUNTIME_DIR/warmkey` where the system made that directory for this user (mode 0700, as
 * https://specifications.freedesktop.org/basedir/latest/ asks; after `su` or `sudo` it is somebody else's), else the
 * state directory. Nothing is made yet.
 */
export function placesOf(place: StatePlace): Places {
  const state = stateDirectory(place)
  const xdg = place.platform === 'linux' ? place.env.XDG_RUNTIME_DIR : undefined
  const runtime = xdg?.startsWith('/') && isOurs(xdg) ? join(xdg, 'warmkey') : state
  return {
    state,
    runtime,
    socket: join(runtime, 'control.sock'),
    lock: join(state, 'daemon.lock'),
    card: join(state, 'daemon.json'),
    taken: join(state, 'config-taken.json'),
    log: join(state, 'daemon.log'),
    localKeys: join(state, 'local-keys.json'),
  }
}
