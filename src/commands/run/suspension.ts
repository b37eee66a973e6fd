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

/**
 * How long after news of the child its state is looked at. A stop that the terminal sent to all of us has stopped us by
 * then, and after a resumption the child runs again: to act in between would stop what was just continued.
 */
const settleMs = 50

/** Follows one child through stops and continuations. */
export interface Suspension {
  /** From now on there is a child. Before, whatever the terminal sends is left to wait for it. */
  follow(pid: number): void
  /** Gives the signals back. */
  end(): void
}

/**
 * Stops this process group when the child stops, so that the shell takes the terminal back as it would without us, and
 * continues the child when we are continued. Claude Code stops its own process on Ctrl-Z and nothing else; a terminal
 * in its ordinary mode sends SIGTSTP to the whole group, which is ours to ignore until the child has obeyed it.
 */
export function followSuspension(options: { platform: string; clock: Clock; hasTerminal: boolean }): Suspension {
  const { platform, clock, hasTerminal } = options
  let child: number | null = null
  let pending: (() => void) | null = null
  let asking = false
  const send = (signal: NodeJS.Signals) => {
    try {
      if (child !== null) process.kill(child, signal)
    } catch {
      // It has ended a moment ago.
    }
  }
  const onTerminalStop = () => {
    if (!hasTerminal) send('SIGTSTP')
  }
  const look = () => {
    pending = null
    if (child === null) return
    // Where `ps` has to be asked, it is a child that ends, too: its end is no news.
    asking = platform !== 'linux'
    if (asking) {
      clock.after(settleMs, () => {
        asking = false
      })
    }
    if (!isStopped(child, platform)) return
    // The system's own action stops us: without a handler, and not at all where nobody could continue us.
    process.off('SIGTSTP', onTerminalStop)
    process.kill(0, 'SIGTSTP')
  }
  const onChild = () => {
    if (!asking) pending ??= clock.after(settleMs, look)
  }
  const onContinue = () => {
    pending?.()
    pending = clock.after(settleMs, look)
    process.off('SIGTSTP', onTerminalStop)
    process.on('SIGTSTP', onTerminalStop)
    send('SIGCONT')
  }
  process.on('SIGCHLD', onChild)
  process.on('SIGCONT', onContinue)
  process.on('SIGTSTP', onTerminalStop)
  return {
    follow(pid) {
      child = pid
      // It may have stopped before anybody listened.
      onChild()
    },
    end() {
      child = null
      pending?.()
      process.off('SIGCHLD', onChild)
      process.off('SIGCONT', onContinue)
      process.off('SIGTSTP', onTerminalStop)
    },
  }
}
