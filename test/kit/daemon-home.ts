import { chownSync } from 'node:fs'
import { join } from 'node:path'
import type { Status } from '../../src/daemon/control-protocol.ts'
import { clientEnv, warmkey } from './living-client.ts'
import { isRunning } from './processes.ts'
import { makeScratch, type Scratch } from './scratch.ts'
import { until } from './until.ts'

/** What a command left behind. */
export interface Ended {
  readonly code: number
  readonly out: string
  readonly err: string
}

/** A user of the machine: a home, a configuration, and the daemon that may run there; it is gone when the test has ended. */
export interface DaemonHome extends AsyncDisposable {
  readonly scratch: Scratch
  readonly env: Record<string, string>
  readonly state: string
  readonly socket: string
  /** Writes the configuration file, as text or as what becomes JSON. */
  configure(config: unknown): void
  /** Runs a command of the real program to its end. */
  warmkey(...args: string[]): Promise<Ended>
  /** Starts one that goes on. */
  start(...args: string[]): Bun.Subprocess<'ignore', 'pipe', 'pipe'>
  /** What `warmkey status --json` says; `null` where nothing runs. */
  status(): Promise<Status | null>
}

export interface DaemonHomeOptions {
  readonly env?: Readonly<Record<string, string>>
  /** The launcher; another checkout's for another version. */
  readonly program?: string
  /** Runs everything as this user; only root can. */
  readonly uid?: number
  /** What is put before each command, such as the way into a namespace. Default nothing. */
  readonly inside?: () => readonly string[]
}

export function daemonHome({
  env: more = {},
  program = warmkey,
  uid,
  inside = () => [],
}: DaemonHomeOptions = {}): DaemonHome {
  const scratch = makeScratch()
  scratch.write('home/.profile', '')
  scratch.write('project/readme', '')
  const env = clientEnv(scratch, { WARMKEY_CONFIG: scratch.path('config.jsonc'), ...more })
  const state = scratch.path('state/warmkey')
  const pids = new Set<number>()
  const asUser = uid === undefined ? [] : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups']
  const own = (path: string) => uid !== undefined && chownSync(path, uid, uid)
  for (const path of ['', 'home', 'home/.profile', 'project', 'project/readme']) own(scratch.path(path))
  const start = (...args: string[]) =>
    Bun.spawn([...inside(), ...asUser, program, ...args], {
      env,
      cwd: scratch.path('project'),
      stdin: 'ignore',
      stdout: 'pipe',
      stderr: 'pipe',
    })
  const run = async (...args: string[]): Promise<Ended> => {
    const child = start(...args)
    const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
    return { code, out, err }
  }
  const status = async (): Promise<Status | null> => {
    const { out } = await run('status', '--json')
    const said = JSON.parse(out) as Status | { running: false }
    if ('running' in said) return null
    pids.add(said.pid)
    return said
  }
  return {
    scratch,
    env,
    state,
    socket: join(env.XDG_RUNTIME_DIR === undefined ? state : join(env.XDG_RUNTIME_DIR, 'warmkey'), 'control.sock'),
    configure: (config) =>
      void own(scratch.write('config.jsonc', typeof config === 'string' ? config : JSON.stringify(config))),
    warmkey: run,
    start,
    status,
    async [Symbol.asyncDispose]() {
      await status().catch(() => null)
      await run('down')
      for (const pid of pids) {
        try {
          process.kill(pid, 'SIGKILL')
        } catch {
          // It has ended, as it should.
        }
        await until(() => !isRunning(pid))
      }
      scratch[Symbol.dispose]()
    },
  }
}
