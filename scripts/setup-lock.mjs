// One set-up at a time in one checkout: two `npm ci` over the same node_modules delete each other's files. The lock is a
// file beside node_modules (npm empties that folder), it names the processes that hold it, and it outlives no crash:
// a lock whose processes are gone, or that nobody has touched for a minute, is taken over.

import { existsSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'

const touchEveryMs = 5_000
const staleAfterMs = 60_000
const askAgainMs = 300

const lockFile = (root) => join(root, '.setup.lock')

/** Whether somebody is setting up `root` just now. */
export function isLocked(root) {
  return existsSync(lockFile(root)) && !isStale(lockFile(root))
}

/**
 * Waits for the lock of `root` and takes it. Calls `onWait(pid)` once if another process has it.
 * Gives `alsoHeldBy(pid)`, to name a child that must have ended too before anybody else begins, and `release()`.
 */
export async function takeLock(root, onWait) {
  const file = lockFile(root)
  const holder = { host: hostname(), pids: [process.pid] }
  for (let waited = false; !create(file, holder); ) {
    if (isStale(file)) {
      putAside(file)
      continue
    }
    if (!waited) onWait(read(file)?.pids[0])
    waited = true
    await new Promise((resolve) => setTimeout(resolve, askAgainMs))
  }
  const touch = setInterval(() => utimesSync(file, new Date(), new Date()), touchEveryMs)
  touch.unref()
  const release = () => {
    clearInterval(touch)
    process.removeListener('exit', release)
    if (read(file)?.pids[0] === process.pid) rmSync(file, { force: true })
  }
  process.once('exit', release)
  const alsoHeldBy = (pid) => writeFileSync(file, JSON.stringify({ ...holder, pids: [process.pid, pid] }))
  return { alsoHeldBy, release }
}

function create(file, holder) {
  try {
    writeFileSync(file, JSON.stringify(holder), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function isStale(file) {
  const holder = read(file)
  if (holder?.host === hostname()) return !holder.pids.some(isAlive)
  const stat = statSync(file, { throwIfNoEntry: false })
  return stat !== undefined && Date.now() - stat.mtimeMs > staleAfterMs
}

/** Removes a stale lock. Renaming comes first because of several that find it stale only one can rename it. */
function putAside(file) {
  const aside = `${file}.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  // Somebody may have replaced the stale lock between the look and the rename: then it goes back.
  if (isStale(aside)) rmSync(aside, { force: true })
  else renameSync(aside, file)
}

function read(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}
