import { Database } from 'bun:sqlite'
import { chmodSync, lstatSync } from 'node:fs'
import { WarmkeyError } from '../errors.ts'

/** A lock that one process holds. The system lets go of it when the process ends, however it ends. */
export interface Lock {
  release(): void
}

/**
 * Takes the lock at `path`, a file in a private directory, or gives `null` when another process has it, for as long as
 * `waitMs` (default 0), during which nothing else runs here. The lock is
 * SQLite's own on an empty database (https://sqlite.org/lockingv3.html): the kernel drops it with the process, also on
 * SIGKILL, so that there is no stale one to find, and it works on every system. Throws `state-unsafe`.
 */
export function takeLock(path: string, waitMs = 0): Lock | null {
  if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) throw unsafe(path, 'is a symbolic link')
  let database: Database
  try {
    database = new Database(path, { create: true })
    chmodSync(path, 0o600)
  } catch (cause) {
    throw unsafe(path, 'cannot be opened', cause)
  }
  try {
    database.run(`PRAGMA busy_timeout = ${waitMs}`)
    database.run('PRAGMA locking_mode = EXCLUSIVE')
    database.run('BEGIN EXCLUSIVE')
    return { release: () => database.close() }
  } catch (cause) {
    database.close()
    if (codeOf(cause).startsWith('SQLITE_BUSY')) return null
    throw unsafe(path, 'is no lock file', cause)
  }
}

const codeOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : ''

const unsafe = (path: string, fact: string, cause?: unknown): WarmkeyError =>
  new WarmkeyError('state-unsafe', `The lock ${path} ${fact}.`, {
    remedy: 'Move it away; warmkey makes a new one.',
    ...(cause === undefined ? {} : { cause }),
    transient: false,
  })
