import { mkdirSync } from 'node:fs'
import { isRunning } from './processes.ts'
import { makeScratch } from './scratch.ts'
import { until } from './until.ts'

/** A session bus with a real gnome-keyring on it, as after a login. */
export interface KeyringBus extends AsyncDisposable {
  /** Whoever is to reach it has this in its environment. */
  readonly env: Readonly<Record<string, string>>
  /** Puts a secret into it, under `service`. */
  store(service: string, secret: string): Promise<void>
  lock(): Promise<void>
  /** Ends the keyring and leaves its files; the bus goes on. */
  end(): Promise<void>
}

/** Ends whichever session bus is at that address, and with it the keyring on it. */
export async function endBus(address: string): Promise<void> {
  const bus = 'org.freedesktop.DBus'
  const { stdout } = Bun.spawnSync(
    ['busctl', `--address=${address}`, 'call', bus, '/', bus, 'GetConnectionUnixProcessID', 's', bus],
    { env: { PATH: '/usr/bin:/bin' }, stderr: 'ignore' },
  )
  const pid = Number(/^u (\d+)/.exec(stdout.toString())?.[1])
  if (!(pid > 1)) return
  process.kill(pid, 'SIGTERM')
  await until(() => !isRunning(pid))
}

export const keyringPassword = 'made-up-password'

/** Starts both; `daemon: false` leaves the keyring out. */
export async function startKeyring({ daemon = true } = {}): Promise<KeyringBus> {
  const scratch = makeScratch()
  for (const folder of ['run', 'data']) mkdirSync(scratch.path(folder), { mode: 0o700 })
  // No .service files: the bus starts nothing by itself.
  scratch.write(
    'bus.conf',
    `<busconfig><type>session</type><listen>unix:dir=${scratch.path('run')}</listen>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`,
  )
  const bus = Bun.spawn(
    ['dbus-daemon', `--config-file=${scratch.path('bus.conf')}`, '--nofork', '--nopidfile', '--print-address'],
    { env: { PATH: '/usr/bin:/bin', HOME: scratch.root }, stdin: 'ignore', stdout: 'pipe', stderr: 'ignore' },
  )
  const reader = bus.stdout.getReader()
  const address = new TextDecoder().decode((await reader.read()).value).trim()
  reader.releaseLock()
  const env = {
    DBUS_SESSION_BUS_ADDRESS: address,
    XDG_RUNTIME_DIR: scratch.path('run'),
    XDG_DATA_HOME: scratch.path('data'),
  }
  const own = { PATH: '/usr/bin:/bin', HOME: scratch.root, ...env }
  const run = async (argv: string[], stdin = '') => {
    const child = Bun.spawn(argv, { env: own, stdin: new Blob([stdin]), stdout: 'pipe', stderr: 'pipe' })
    const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
    if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${err}`)
    return out
  }
  const keyring = daemon
    ? Bun.spawn(['gnome-keyring-daemon', '--foreground', '--unlock', '--components=secrets'], {
        env: own,
        stdin: new Blob([keyringPassword]),
        stdout: 'ignore',
        stderr: 'ignore',
      })
    : null
  if (keyring !== null)
    await until(
      () =>
        Bun.spawnSync(['busctl', '--user', '--auto-start=no', 'status', 'org.freedesktop.secrets'], { env: own })
          .exitCode === 0,
    )
  return {
    env,
    store: async (service, secret) =>
      void (await run(['secret-tool', 'store', '--label=key', 'service', service], secret)),
    lock: async () =>
      void (await run([
        'gdbus',
        'call',
        '--session',
        '--dest',
        'org.freedesktop.secrets',
        '--object-path',
        '/org/freedesktop/secrets',
        '--method',
        'org.freedesktop.Secret.Service.Lock',
        "['/org/freedesktop/secrets/collection/login']",
      ])),
    async end() {
      keyring?.kill('SIGTERM')
      await keyring?.exited
    },
    async [Symbol.asyncDispose]() {
      keyring?.kill('SIGTERM')
      bus.kill('SIGTERM')
      await Promise.all([keyring?.exited, bus.exited])
      scratch[Symbol.dispose]()
    },
  }
}
