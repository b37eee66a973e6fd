import { run } from '@stricli/core'
import { systemClock } from '../../src/clock.ts'
import type { WarmkeyContext } from '../../src/commands/context.ts'
import { program } from '../../src/program.ts'
import type { Scratch } from './scratch.ts'

/** A command line as the program would read it, in this process. Exit codes as `main.ts` gives them. */
export async function runInContext(
  scratch: Scratch,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly out: string; readonly err: string }> {
  let out = ''
  let err = ''
  const stream = (write: (text: string) => void) => ({ write, isTTY: false, columns: 80 })
  const context: WarmkeyContext = {
    process: {
      stdout: stream((text) => {
        out += text
      }),
      stderr: stream((text) => {
        err += text
      }),
      stdin: { isTTY: false },
      exitCode: null,
    },
    env: { PATH: '/usr/bin:/bin', XDG_STATE_HOME: scratch.path('state'), ...env },
    cwd: scratch.path('project'),
    home: scratch.path('home'),
    platform: process.platform,
    pid: process.pid,
    clock: systemClock,
    version: '0.0.0',
    onEnd: () => new AbortController().signal,
  }
  await run(program('0.0.0'), [...args], context)
  const code = Number(context.process.exitCode ?? 0)
  return { code: code < 0 ? 2 : code, out, err }
}
