import { accessSync, constants, statSync } from 'node:fs'
import { constants as osConstants } from 'node:os'
import { delimiter, isAbsolute, join, resolve } from 'node:path'
import type { Clock } from '../../clock.ts'
import { WarmkeyError } from '../../errors.ts'
import { runMark, startGuard } from './guard.ts'
import { followSuspension } from './suspension.ts'
import { hasTerminal } from './terminal.ts'

/** How the child ended: by itself with `code`, or by a signal, in which case `code` is 128 and its number. */
export interface ChildEnd {
  readonly code: number
  readonly signal: NodeJS.Signals | null
}

export interface ChildOptions {
  /** An absolute path, see {@link findCommand}. */
  readonly path: string
  /** What the child sees as its own name. */
  readonly name: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
  readonly cwd: string
  readonly platform: string
  readonly clock: Clock
}

const isFile = (path: string): boolean => {
  try {
    return statSync(path).isFile()
  } catch {
    return false
  }
}

const isExecutable = (path: string): boolean => {
  try {
    accessSync(path, constants.X_OK)
    return isFile(path)
  } catch {
    return false
  }
}

/** Exit codes of shells for a command that is not there, and for one that cannot be run (POSIX.1-2024, XCU 2.8.2). */
export const notFound = 127
export const notExecutable = 126

/**
 * The file that a shell would start for this command, or why there is none: the exit code and a sentence.
 * Looked up before anything is started, so that a typing error costs nothing.
 */
export function findCommand(
  command: string,
  { env, cwd, platform }: { env: Readonly<Record<string, string | undefined>>; cwd: string; platform: string },
): { readonly path: string } | { readonly code: number; readonly error: WarmkeyError } {
  const isPath = command.includes('/') || (platform === 'win32' && command.includes('\\'))
  const directories = isPath ? [''] : (env.PATH ?? env.Path ?? '').split(delimiter)
  const endings = platform === 'win32' ? ['', '.exe', '.cmd', '.bat'] : ['']
  const candidates = directories.flatMap((directory) =>
    endings.map((ending) => (isAbsolute(command) ? command : resolve(cwd, join(directory, command))) + ending),
  )
  const path = candidates.find(isExecutable)
  if (path !== undefined) return { path }
  const refused = candidates.find(isFile)
  if (refused !== undefined) {
    const error = new WarmkeyError('command-not-found', `${refused} may not be executed.`, {
      remedy: 'Make it executable (chmod +x).',
      transient: false,
    })
    return { code: notExecutable, error }
  }
  const error = new WarmkeyError('command-not-found', `The command ${command} was not found.`, {
    remedy: isPath ? 'Check the path.' : 'Check its name and PATH.',
    transient: false,
  })
  return { code: notFound, error }
}

/** Signals that reach only us and are meant for the child. */
const forwarded = ['SIGTERM', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const
/** Signals that a terminal sends to the whole group: the child has them already and decides what they mean. */
const fromTerminal = ['SIGINT', 'SIGQUIT'] as const

const signalNumbers: Readonly<Record<string, number>> = osConstants.signals

function spawn({ path, name, args, env, cwd }: ChildOptions): Bun.Subprocess {
  try {
    return Bun.spawn([path, ...args], { argv0: name, stdio: ['inherit', 'inherit', 'inherit'], env: { ...env }, cwd })
  } catch (cause) {
    throw new WarmkeyError('command-not-found', `${path} could not be started.`, {
      remedy: 'Check that it is a program for this machine.',
      cause,
      transient: false,
    })
  }
}

/**
 * Starts the child and lets it be what it would be without us: same terminal, same group, every signal its own.
 * Resolves when it has ended and nothing of ours is left. Throws `command-not-found` when it cannot be started.
 */
export async function runChild(options: ChildOptions): Promise<ChildEnd> {
  const { env, platform, clock } = options
  const terminal = hasTerminal(platform)
  let child: Bun.Subprocess | null = null
  const early: NodeJS.Signals[] = []
  const forward = (signal: NodeJS.Signals) => {
    if (child === null) early.push(signal)
    else child.kill(signal)
  }
  const fromGroup = (signal: NodeJS.Signals) => {
    if (!terminal) forward(signal)
  }
  for (const signal of forwarded) process.on(signal, forward)
  for (const signal of fromTerminal) process.on(signal, fromGroup)
  const guard = startGuard(platform, env[runMark] ?? '')
  const suspension = platform === 'win32' ? null : followSuspension({ platform, clock, hasTerminal: terminal })
  try {
    child = spawn(options)
    for (const signal of early) child.kill(signal)
    await guard?.watch(child.pid)
    suspension?.follow(child.pid)
    const code = await child.exited
    const signal = child.signalCode as NodeJS.Signals | null
    return signal === null ? { code, signal: null } : { code: 128 + (signalNumbers[signal] ?? 0), signal }
  } finally {
    suspension?.end()
    await guard?.dismiss()
    for (const signal of forwarded) process.off(signal, forward)
    for (const signal of fromTerminal) process.off(signal, fromGroup)
  }
}

/** Signals by which this process can end as its child did; the others would be reported as a crash of ours. */
const repeatable: readonly string[] = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  'SIGQUIT',
  'SIGKILL',
  'SIGUSR1',
  'SIGUSR2',
  'SIGPIPE',
  'SIGALRM',
]

/** Ends this process by the signal that ended the child, so that the shell sees what it would have seen; may return. */
export function endBySignal(signal: NodeJS.Signals): void {
  if (repeatable.includes(signal)) process.kill(process.pid, signal)
}
