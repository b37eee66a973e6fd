import { randomBytes } from 'node:crypto'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
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

/** Removes what runs that were killed have left behind; a run's directory begins with its process id. */
function sweep(runs: string): void {
  for (const name of readdirSync(runs)) {
    const pid = Number(/^(\d+)-/.exec(name)?.[1])
    if (Number.isSafeInteger(pid) && pid > 0 && !isAlive(pid))
      rmSync(join(runs, name), { recursive: true, force: true })
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
  const own = join(runs, `${process.pid}-${randomBytes(6).toString('hex')}`)
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
