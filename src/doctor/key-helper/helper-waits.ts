import { readdirSync, readlinkSync } from 'node:fs'
import { textAt } from '../client/living-clients.ts'

/** What a program waits for that nobody will give it. */
export type Waiting = 'stdin' | 'terminal'

/** Numbers of read(2) on x86-64 and on arm64: https://github.com/torvalds/linux/blob/master/arch/x86/entry/syscalls/syscall_64.tbl, asm-generic/unistd.h */
const reading = new Set(['0', '63'])

/** Waiting for a child: wait4, waitid and rt_sigsuspend, as a shell does. */
const attending = new Set(['61', '247', '130', '260', '95', '133'])

/**
 * Whether a process of this group is in the middle of reading its input or a terminal, as `/proc` shows it; `null` where
 * none is, and where there is no `/proc`. While another of the group does something else, such as a tool that passes on
 * what it reads and asks a server meanwhile, nobody can say that it goes on for ever.
 */
export function waitingFor(group: number): Waiting | null {
  let found: Waiting | null = null
  for (const pid of membersOf(group)) {
    const [call = '', first = ''] = textAt(`/proc/${pid}/syscall`).trim().split(' ')
    if (call !== '' && !reading.has(call) && !attending.has(call)) return null
    if (!reading.has(call) || !/^0x[\da-f]+$/.test(first)) continue
    const file = linkAt(`/proc/${pid}/fd/${Number.parseInt(first, 16)}`)
    if (/^\/dev\/(tty|pts\/\d+|console)/.test(file)) found ??= 'terminal'
    // Whoever stands behind a pipe of the command itself reads from that.
    if (file !== '' && file === linkAt(`/proc/${group}/fd/0`)) found ??= 'stdin'
  }
  return found
}

/** Field 5 of https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html, behind a name that may have blanks. */
function membersOf(group: number): string[] {
  try {
    return readdirSync('/proc').filter((name) => {
      if (!/^\d+$/.test(name)) return false
      const stat = textAt(`/proc/${name}/stat`)
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[2] === String(group)
    })
  } catch {
    return []
  }
}

function linkAt(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
