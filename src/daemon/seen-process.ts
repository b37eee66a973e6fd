import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'

/** A process as the system tells it apart from every other one, also from a later one with the same id. */
export interface SeenProcess {
  /** When it started, in whatever unit the system counts; only ever compared with itself. */
  readonly startedAt: string
  readonly uid: number
  /** Whether a signal holds it (SIGSTOP, SIGTSTP): then it does nothing until SIGCONT. */
  readonly stopped: boolean
}

/** The process of this id; `null` when it is gone or has ended, and where the system does not say (Windows). */
export function seeProcess(pid: number, platform: string): SeenProcess | null {
  if (platform === 'win32') return null
  try {
    return platform === 'linux' ? fromProc(pid) : fromPs(pid)
  } catch {
    return null
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: field 3 is the state, field 22 the start in ticks. */
function fromProc(pid: number): SeenProcess | null {
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state = ''] = fields
  if (state === 'Z' || state === 'X') return null
  return { startedAt: fields[19] ?? '', uid: statSync(`/proc/${pid}`).uid, stopped: state === 'T' }
}

function fromPs(pid: number): SeenProcess | null {
  const ps = Bun.spawnSync(['/bin/ps', '-o', 'uid=,stat=,lstart=', '-p', String(pid)], { env: { LC_ALL: 'C' } })
  return processIn(ps.stdout.toString())
}

/** What `ps -o uid=,stat=,lstart=` prints of one process under LC_ALL=C. */
export function processIn(line: string): SeenProcess | null {
  const [, uid, state = '', startedAt = ''] = /^\s*(\d+)\s+(\S+)\s+(\S.*?)\s*$/.exec(line) ?? []
  if (uid === undefined || state.startsWith('Z')) return null
  return { startedAt: startedAt.replace(/\s+/g, ' '), uid: Number(uid), stopped: state.startsWith('T') }
}

/** Whether this process is the one that listens on that socket, an absolute path. */
export function listensOn(pid: number, socket: string, platform: string): boolean {
  try {
    if (platform === 'win32') return false
    if (platform === 'linux') {
      const wanted = listenersIn(readFileSync(`/proc/${pid}/net/unix`, 'utf8'), socket)
      const directory = `/proc/${pid}/fd`
      return readdirSync(directory).some((fd) => wanted.has(linkOf(`${directory}/${fd}`)))
    }
    const lsof = Bun.spawnSync(['/usr/sbin/lsof', '-t', '--', socket], { stdin: 'ignore', stderr: 'ignore', env: {} })
    return lsof.stdout.toString().split('\n').includes(String(pid))
  } catch {
    return false
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    // Closed in between.
    return ''
  }
}

/**
 * The listening sockets at this path, as `/proc/<pid>/fd` names them. Columns: https://man7.org/linux/man-pages/man5/proc_pid_net.5.html;
 * the flag 0x10000 stands for a socket that listens.
 */
export function listenersIn(table: string, socket: string): ReadonlySet<string> {
  const found = new Set<string>()
  for (const row of table.split('\n').slice(1)) {
    const [, flags, inode, path] = /^\S+ \S+ \S+ (\S+) \S+ \S+\s+(\d+) (.*)$/.exec(row) ?? []
    if (path === socket && (Number.parseInt(flags ?? '0', 16) & 0x10000) !== 0) found.add(`socket:[${inode}]`)
  }
  return found
}
