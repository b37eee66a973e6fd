import { mkdirSync } from 'node:fs'
import { type Clock, systemClock } from '../../src/clock.ts'
import type { WarmkeyContext } from '../../src/commands/context.ts'
import type { Scratch } from './scratch.ts'

/** What a command may touch of the world, with everything that it says kept. */
export interface CapturedCommand {
  readonly context: WarmkeyContext
  readonly out: string
  readonly err: string
  readonly code: number | string | null
}

/** Home, state and configuration lie in the scratch directory; without `profiles` there is no configuration. */
export function capturedCommand(
  scratch: Scratch,
  options: { readonly profiles?: object; readonly env?: Readonly<Record<string, string>>; readonly clock?: Clock } = {},
): CapturedCommand {
  let out = ''
  let err = ''
  scratch.write('home/readme', '')
  if (options.profiles !== undefined)
    scratch.write('home/.config/warmkey/config.jsonc', JSON.stringify({ profiles: options.profiles }))
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
    env: { PATH: '/usr/bin:/bin', XDG_STATE_HOME: scratch.path('state'), ...options.env },
    cwd: scratch.root,
    home: scratch.path('home'),
    platform: process.platform,
    pid: process.pid,
    clock: options.clock ?? systemClock,
    version: '0.0.0',
    onEnd: () => new AbortController().signal,
  }
  return {
    context,
    get out() {
      return out
    },
    get err() {
      return err
    },
    get code() {
      return context.process.exitCode ?? null
    },
  }
}

/** Something that listens where the daemon of this context does. */
export function standInDaemon(
  { context }: CapturedCommand,
  answer: (path: string, body: unknown) => object,
): AsyncDisposable {
  const directory = `${context.env.XDG_STATE_HOME}/warmkey`
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const server = Bun.serve({
    unix: `${directory}/control.sock`,
    fetch: async (request) => {
      // Whoever wants to know whether it is awake at all.
      if (request.method === 'GET') return Response.json({ text: '' })
      const said = answer(new URL(request.url).pathname, await request.json())
      return Response.json(said, { status: 'error' in said ? 503 : 200 })
    },
  })
  return { [Symbol.asyncDispose]: () => server.stop(true) }
}
