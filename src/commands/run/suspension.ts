import { readFileSync } from 'node:fs'
import type { Clock } from '../../clock.ts'

/** Whether a process is stopped (job control), not merely waiting. */
function isStopped(pid: number, platform: string): boolean {
  if (platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
      // The command's name stands in brackets and may hold any character, brackets included.
      return stat.slice(stat.lastIndexOf(')') + 2).startsWith('T')
    } catch {
      return false
    }
  }
  const { stdout } = Bun.spawnSync(['/bin/ps', '-o', 'state=', '-p', String(pid)], {
    stdin: 'ignore',
    stderr: 'ignore',
  })
  return stdout.toString().trim().startsWith('T')
}

/** After a resumption the child may still be marked as stopped for a moment; and asking `ps` is itself a child that ends. */
const settleMs = 200

/**
 * Stops this process group when the child stops, so that the shell takes the terminal back as it would without us, and
 * continues the child when we are continued. Claude Code stops its own process on Ctrl-Z and nothing else; a terminal
 * in its ordinary mode sends SIGTSTP to the whole group, which is ours to ignore until the child has obeyed it.
 * Returns a function that ends it.
 */
export function followSuspension(
  pid: number,
  options: { platform: string; clock: Clock; hasTerminal: boolean },
): () => void {
  const { platform, clock, hasTerminal } = options
  let quietUntilMs = 0
  let pending: (() => void) | null = null
  const onTerminalStop = () => {
    if (!hasTerminal) process.kill(pid, 'SIGTSTP')
  }
  const look = () => {
    pending = null
    if (!isStopped(pid, platform)) return
    // The system's own action stops us: without a handler, and not at all where nobody could continue us.
    process.off('SIGTSTP', onTerminalStop)
    process.kill(0, 'SIGTSTP')
  }
  const onChild = () => {
    const waitMs = quietUntilMs - clock.monotonicMs()
    if (waitMs <= 0) {
      look()
      if (platform !== 'linux') quietUntilMs = clock.monotonicMs() + settleMs
    } else if (platform === 'linux') {
      pending ??= clock.after(waitMs, look)
    }
  }
  const onContinue = () => {
    quietUntilMs = clock.monotonicMs() + settleMs
    process.off('SIGTSTP', onTerminalStop)
    process.on('SIGTSTP', onTerminalStop)
    process.kill(pid, 'SIGCONT')
  }
  process.on('SIGCHLD', onChild)
  process.on('SIGCONT', onContinue)
  process.on('SIGTSTP', onTerminalStop)
  return () => {
    pending?.()
    process.off('SIGCHLD', onChild)
    process.off('SIGCONT', onContinue)
    process.off('SIGTSTP', onTerminalStop)
  }
}
