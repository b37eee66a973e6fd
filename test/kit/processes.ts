import { readFileSync } from 'node:fs'

/** Whether a process runs. One that has ended and that nobody has collected (a zombie) does not. */
export function isRunning(pid: number): boolean {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
      return !/\) [ZX] /.test(stat)
    } catch {
      return false
    }
  }
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
