import { createHash, randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, readlinkSync, rmSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { writePrivateFile } from '../../daemon/private-file.ts'
import { privateDirectory } from '../../daemon/state-directory.ts'

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return thrown instanceof Error && 'code' in thrown && thrown.code === 'EPERM'
  }
}

/** Where process ids mean what they mean here: the machine and, on Linux, the container. A home may be shared by several. */
function machine(): string {
  let namespace = ''
  try {
    namespace = readlinkSync('/proc/self/ns/pid')
  } catch {
    // Only Linux has them.
  }
  return createHash('sha256').update(`${hostname()} ${namespace}`).digest('hex').slice(0, 8)
}

/** The beginning of the name of a run's directory. */
export const runPrefix = (pid: number): string => `${machine()}-${pid}-`

/** Removes what runs that were killed have left behind. */
function sweep(runs: string): void {
  for (const name of readdirSync(runs)) {
    const pid = Number(/^[0-9a-f]{8}-(\d+)-/.exec(name)?.[1])
    if (Number.isSafeInteger(pid) && pid > 0 && name.startsWith(runPrefix(pid)) && !isAlive(pid)) {
      rmSync(join(runs, name), { recursive: true, force: true })
    }
  }
}

/** Files of one run: 0600 in a directory of mode 0700 that ends with it. */
export interface RunDirectory {
  /** Writes a file and returns its path. */
  write(name: string, text: string): string
  remove(): void
}

/**
 * Makes the directory of this run under the state directory: there, because cleaners of temporary directories would
 * take a file away from under a client that runs for weeks.
 */
export function openRunDirectory(stateDirectory: string, platform: string): RunDirectory {
  privateDirectory(stateDirectory, platform)
  const runs = privateDirectory(join(stateDirectory, 'runs'), platform)
  sweep(runs)
  const own = join(runs, `${runPrefix(process.pid)}${randomBytes(6).toString('hex')}`)
  mkdirSync(own, { mode: 0o700 })
  return {
    write(name, text) {
      const path = join(own, name)
      writePrivateFile(path, text)
      return path
    },
    remove: () => rmSync(own, { recursive: true, force: true }),
  }
}
