import { existsSync } from 'node:fs'
import { type Emulator, type EmulatorOptions, startEmulator } from '../../emulator/emulator.ts'
import { systemClock } from '../../src/clock.ts'
import { type ConnectFlags, connect } from '../../src/commands/connect/connect.ts'
import type { WarmkeyContext } from '../../src/commands/context.ts'
import { type DisconnectFlags, disconnect } from '../../src/commands/disconnect/disconnect.ts'
import { askDaemon, findSocket } from '../../src/daemon/control-client.ts'
import { WarmkeyError } from '../../src/errors.ts'
import { freePort } from './free-port.ts'
import { makeScratch, type Scratch } from './scratch.ts'

export { freePort }

/** What a command printed, its exit code, and the error that it ended with. */
export interface Ran {
  readonly out: string
  readonly code: number
  readonly error: WarmkeyError | null
}

/** `connect` and `disconnect` on a machine of a test's own: a home, a configuration, an upstream, a daemon. */
export interface ConnectBench extends AsyncDisposable {
  readonly scratch: Scratch
  readonly upstream: Emulator
  readonly env: Readonly<Record<string, string>>
  readonly gatewayUrl: string
  connect(flags?: Partial<ConnectFlags>, options?: RunOptions): Promise<Ran>
  disconnect(flags?: Partial<DisconnectFlags>, options?: RunOptions): Promise<Ran>
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly tool?: string
}

/** The key that the upstream accepts and the profile `work` gives. */
export const benchKey = 'fake-key-1-0123456789abcdef'

export async function makeConnectBench(
  profiles: (upstream: string, scratch: Scratch) => unknown = (url) => ({
    work: { source: { type: 'command', command: `echo ${benchKey}` }, upstream: { url } },
  }),
  emulator: EmulatorOptions = {},
): Promise<ConnectBench> {
  const scratch = makeScratch()
  const upstream = await startEmulator(emulator)
  upstream.accept(benchKey)
  const port = freePort()
  scratch.write('project/readme', '')
  scratch.write('home/readme', '')
  scratch.write(
    'home/.config/warmkey/config.jsonc',
    JSON.stringify({ listen: { port }, profiles: profiles(upstream.url, scratch) }),
  )
  const env = {
    PATH: `${scratch.path('bin')}:/usr/local/bin:/usr/bin:/bin`,
    HOME: scratch.path('home'),
    XDG_STATE_HOME: scratch.path('state'),
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
  }
  const place = { env, home: env.HOME, platform: process.platform }

  const run = async (options: RunOptions, command: (context: WarmkeyContext) => Promise<void>): Promise<Ran> => {
    let out = ''
    const write = (text: string) => {
      out += text
    }
    const stream = { write, isTTY: false, columns: 120 }
    const context: WarmkeyContext = {
      process: { stdout: stream, stderr: stream, stdin: { isTTY: false }, exitCode: 0 },
      env: { ...env, ...options.env },
      cwd: options.cwd ?? scratch.path('project'),
      home: env.HOME,
      platform: process.platform,
      pid: process.pid,
      clock: systemClock,
      version: '0.0.0',
      onEnd: () => new AbortController().signal,
    } as WarmkeyContext
    try {
      await command(context)
      return { out, code: Number(context.process.exitCode ?? 0), error: null }
    } catch (thrown) {
      if (thrown instanceof WarmkeyError) return { out, code: 2, error: thrown }
      throw thrown
    }
  }

  return {
    scratch,
    upstream,
    env,
    gatewayUrl: `http://127.0.0.1:${port}`,
    connect: (flags = {}, options = {}) =>
      run(options, (context) =>
        connect.call(
          context,
          { dryRun: false, yes: true, prove: false, json: false, ...flags },
          options.tool ?? 'claude-code',
        ),
      ),
    disconnect: (flags = {}, options = {}) =>
      run(options, (context) =>
        disconnect.call(
          context,
          { dryRun: false, yes: true, keepEdited: false, restore: false, json: false, ...flags },
          options.tool,
        ),
      ),
    async [Symbol.asyncDispose]() {
      const socket = findSocket(place)
      const stopped =
        socket === null ? null : await askDaemon<{ pid: number }>(socket, { method: 'POST', path: '/v1/stop' })
      while (stopped !== null && 'pid' in stopped && existsSync(`/proc/${stopped.pid}`)) await Bun.sleep(5)
      await upstream.close()
      scratch[Symbol.dispose]()
    },
  }
}
