import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import type { Clock } from '../clock.ts'

const mostStdoutBytes = 64 * 1024
const keptStderrBytes = 4 * 1024
/** How long a process group may clean up after SIGTERM before SIGKILL, where nobody says otherwise. */
const usualGraceMs = 2_000
/** How long output that is under way is still read once the program itself has ended. */
const drainMs = 300

export interface ChildOptions {
  /** The program and its arguments. */
  readonly argv: readonly [string, ...string[]]
  /** Windows only: the last argument is a command line that is passed on as it is. */
  readonly verbatim?: boolean
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly clock: Clock
  readonly timeoutMs: number
  /** Milliseconds between SIGTERM and SIGKILL. Default 2 s. */
  readonly graceMs?: number
  readonly signal: AbortSignal
  /** What it can read: nothing, or an input to which nobody writes and which does not end. Default `nothing`. */
  readonly stdin?: 'nothing' | 'open'
  /** Told the process group once it runs. */
  readonly onStart?: (group: number) => void
}

/** How a program ended. `stderr` is the end of what it printed there, at most 4 KiB. */
export type ChildEnd =
  | { readonly how: 'exited'; readonly code: number; readonly stdout: Uint8Array; readonly stderr: string }
  | { readonly how: 'killed'; readonly signal: string; readonly stderr: string }
  | {
      readonly how: 'not-started'
      readonly why: 'no-program' | 'no-permission' | 'no-directory' | 'other'
      readonly code: string
    }
  | { readonly how: 'too-long'; readonly stderr: string }
  | { readonly how: 'too-much' }
  | { readonly how: 'aborted' }

/** Loaded with the first program that is run: it brings the streams of Node with it. */
const childProcess = () => process.getBuiltinModule('node:child_process')

/** Signals the program and everything it started; `false` when nobody is left. */
function signalGroup(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL' | 0): boolean {
  if (child.pid === undefined) return false
  if (process.platform === 'win32') {
    if (signal === 0) return child.exitCode === null && child.signalCode === null
    const ending = childProcess().spawn('taskkill', ['/pid', String(child.pid), '/t', '/f'], {
      stdio: 'ignore',
      windowsHide: true,
    })
    ending.on('error', () => {})
    return true
  }
  try {
    process.kill(-child.pid, signal)
    return true
  } catch (error) {
    // EPERM: somebody is there who changed his user (sudo, ssh-askpass); he is not ours to end.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

async function whyNotStarted(error: NodeJS.ErrnoException, cwd: string): Promise<ChildEnd> {
  const code = error.code ?? 'unknown'
  const directory = await stat(cwd).then(
    (found) => found.isDirectory(),
    () => false,
  )
  const why = !directory
    ? 'no-directory'
    : code === 'ENOENT'
      ? 'no-program'
      : code === 'EACCES' || code === 'EPERM'
        ? 'no-permission'
        : 'other'
  return { how: 'not-started', why, code }
}

type Piped = ChildProcess & { readonly stdout: Readable; readonly stderr: Readable }

const start = (program: string, args: string[], how: SpawnOptions, stdin: 'pipe' | 'ignore'): Piped =>
  childProcess().spawn(program, args, { ...how, stdio: [stdin, 'pipe', 'pipe'] }) as Piped

/**
 * Runs a program in a process group of its own, with nothing on stdin unless it is told otherwise. At the time limit,
 * when `signal` aborts and when it prints more than 64 KiB, the whole group is ended: SIGTERM, and SIGKILL `graceMs` later for
 * who ignored it. Something that it leaves running in the background and that keeps its output open is not waited for.
 * Never rejects.
 */
export function runChild({
  argv,
  verbatim,
  env,
  cwd,
  clock,
  timeoutMs,
  graceMs = usualGraceMs,
  signal,
  stdin,
  onStart,
}: ChildOptions): Promise<ChildEnd> {
  if (signal.aborted) return Promise.resolve({ how: 'aborted' })
  return new Promise((resolve) => {
    const [program, ...args] = argv
    const how = {
      cwd,
      env: { ...env },
      detached: process.platform !== 'win32',
      windowsHide: true,
      windowsVerbatimArguments: verbatim ?? false,
    }
    let child: Piped
    try {
      child = start(program, args, how, stdin === 'open' ? 'pipe' : 'ignore')
    } catch (thrown) {
      // A program of another processor (ENOEXEC) is refused before there is a process, and not by an event.
      void whyNotStarted(thrown as NodeJS.ErrnoException, cwd).then(resolve)
      return
    }
    if (child.pid !== undefined) onStart?.(child.pid)
    const stdout: Buffer[] = []
    let stdoutBytes = 0
    let stderr = Buffer.alloc(0)
    let ending: ChildEnd | null = null
    const pending = new Set<() => void>()
    const later = (delayMs: number, fn: () => void) => void pending.add(clock.after(delayMs, fn))

    const finish = (end: ChildEnd) => {
      for (const callOff of pending) callOff()
      signal.removeEventListener('abort', onAbort)
      child.stdin?.destroy()
      child.stdout.destroy()
      child.stderr.destroy()
      resolve(end)
    }
    const stop = (end: ChildEnd) => {
      if (ending !== null) return
      ending = end
      signalGroup(child, 'SIGTERM')
      later(graceMs, () => {
        signalGroup(child, 'SIGKILL')
        finish(end)
      })
    }
    const onAbort = () => stop({ how: 'aborted' })
    signal.addEventListener('abort', onAbort, { once: true })
    later(timeoutMs, () => stop({ how: 'too-long', stderr: stderr.toString('utf8') }))

    child.stdout.on('data', (chunk: Buffer) => {
      stdoutBytes += chunk.length
      if (stdoutBytes > mostStdoutBytes) stop({ how: 'too-much' })
      else stdout.push(chunk)
    })
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = Buffer.concat([stderr, chunk])
      if (stderr.length > keptStderrBytes) stderr = stderr.subarray(stderr.length - keptStderrBytes)
    })
    child.on('error', (error) => {
      if (child.pid === undefined) void whyNotStarted(error, cwd).then(finish)
    })
    const ended = (code: number | null, killedBy: string | null) => {
      const said = stderr.toString('utf8')
      if (code === null) finish({ how: 'killed', signal: killedBy ?? 'unknown', stderr: said })
      else finish({ how: 'exited', code, stdout: Buffer.concat(stdout), stderr: said })
    }
    child.on('exit', (code, killedBy) => {
      if (ending !== null) {
        // Who ignored SIGTERM gets the whole grace; when nobody is left there is nothing to wait for.
        if (!signalGroup(child, 0)) finish(ending)
        return
      }
      child.on('close', () => {
        if (ending === null) ended(code, killedBy)
      })
      later(drainMs, () =>
        setImmediate(() => {
          if (ending === null) ended(code, killedBy)
        }),
      )
    })
  })
}
