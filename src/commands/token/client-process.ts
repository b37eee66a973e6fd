import type { ClientProcess } from '../../daemon/control-protocol.ts'

type Env = Readonly<Record<string, string | undefined>>

/** A process above ours. */
export interface Ancestor {
  readonly pid: number
  readonly parent: number
  /** Name of its program, without directories. */
  readonly name: string
  readonly startedAt: string
}

/** What finding the client may see. */
export interface ProcessTable {
  /** The process of this id; `null` when it is gone, or when it cannot be looked at. */
  look(pid: number): Ancestor | null | Promise<Ancestor | null>
}

/**
 * Whether Claude Code runs us as its `apiKeyHelper`. It says so in AI_AGENT (`claude-code_2-1-329_harness`; what its
 * model runs in a shell gets `…_agent` and CLAUDECODE). Before it had that variable, the helper was told from the shell by
 * CLAUDECODE alone. Measured with 2.1.197 and 2.1.329.
 */
export function isHelperRun({ AI_AGENT, CLAUDE_CODE_ENTRYPOINT, CLAUDECODE }: Env): boolean {
  if (AI_AGENT?.startsWith('claude-code_')) return AI_AGENT.endsWith('_harness')
  return Boolean(CLAUDE_CODE_ENTRYPOINT) && !CLAUDECODE
}

/** Programs that stand between a client and its helper and end with it. */
const between: ReadonlySet<string> = new Set([
  ...['sh', 'bash', 'dash', 'ash', 'zsh', 'ksh', 'mksh', 'fish', 'busybox', 'env', 'nice', 'ionice', 'timeout', 'gtimeout'],
  ...['stdbuf', 'setsid', 'setpriv', 'time', 'direnv', 'mise', 'asdf', 'npm', 'npx', 'sudo', 'doas', 'xargs'],
]) // biome-ignore format: a list

/** More than any chain of wrappers has. */
const mostSteps = 16

/**
 * The client that waits for our answer: the nearest Claude Code above us, however its helper is wrapped; where none can be
 * told by its name, the nearest program that is no shell and no wrapper. `null` when nobody is found.
 */
export async function findClient(parent: number, table: ProcessTable): Promise<ClientProcess | null> {
  let nearest: Ancestor | null = null
  let pid = parent
  for (let steps = 0; steps < mostSteps && pid > 1; steps++) {
    const found = await table.look(pid)
    if (found === null) break
    if (isClaude(found.name)) return { pid: found.pid, startedAt: found.startedAt }
    if (nearest === null && !between.has(found.name)) nearest = found
    pid = found.parent
  }
  return nearest === null ? null : { pid: nearest.pid, startedAt: nearest.startedAt }
}

/** The native installer names the program by its version: `~/.local/share/claude/versions/2.1.329`. */
const isClaude = (name: string): boolean => name === 'claude' || name === 'claude.exe' || /^\d+\.\d+\.\d+$/.test(name)

/**
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: fields 4 (parent) and 22 (start, in ticks since boot). The
 * name there is that of a script; the first word of the command line is its interpreter.
 */
export const linuxProcesses: ProcessTable = {
  async look(pid) {
    try {
      const [stat, command] = await Promise.all([procText(pid, 'stat'), procText(pid, 'cmdline')])
      const end = stat.lastIndexOf(')')
      const fields = stat.slice(end + 2).split(' ')
      const [program = ''] = command.split('\0')
      const name = program.slice(program.lastIndexOf('/') + 1).replace(/^-/, '')
      return {
        pid,
        parent: Number(fields[1]),
        name: name === '' ? stat.slice(stat.indexOf('(') + 1, end) : name,
        startedAt: fields[19] ?? '',
      }
    } catch {
      return null
    }
  },
}

/** Not by `node:fs`, which costs half the time that a whole answer may take. */
const procText = (pid: number, file: string): Promise<string> => Bun.file(`/proc/${pid}/${file}`).text()

/** What `ps -axo pid=,ppid=,lstart=,comm=` prints under LC_ALL=C: a start of five words, then the path of the program. */
export function processesIn(text: string): ProcessTable {
  const found = new Map<number, Ancestor>()
  for (const line of text.split('\n')) {
    const match = /^\s*(\d+)\s+(\d+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.+?)\s*$/.exec(line)
    if (match === null) continue
    const [, pid, parent, startedAt = '', program = ''] = match
    const name = program.slice(program.lastIndexOf('/') + 1).replace(/^-/, '')
    found.set(Number(pid), {
      pid: Number(pid),
      parent: Number(parent),
      name,
      startedAt: startedAt.replace(/\s+/g, ' '),
    })
  }
  return { look: (pid) => found.get(pid) ?? null }
}

/** The processes of this machine; `null` where they cannot be read fast enough: on Windows no refusal is recognised. */
export function processesOf(platform: string): ProcessTable | null {
  if (platform === 'linux') return linuxProcesses
  if (platform === 'win32') return null
  const ps = Bun.spawnSync(['/bin/ps', '-axo', 'pid=,ppid=,lstart=,comm='], { env: { LC_ALL: 'C' } })
  return ps.success ? processesIn(ps.stdout.toString()) : null
}
