/**
 * One living Claude Code process, connected to the daemon by its settings file and a lasting key, while the daemon under
 * it is killed, replaced by another version, and given another configuration. The client never notices.
 */
import { afterAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { systemClock } from '../../src/clock.ts'
import { openKeyStore } from '../../src/daemon/key-store.ts'
import { openLocalKey } from '../../src/gateway/local-keys.ts'
import { claudeBinary } from '../kit/clients.ts'
import { type DaemonHome, daemonHome } from '../kit/daemon-home.ts'
import { freePort } from '../kit/free-port.ts'
import { mintedKey, mintingHelper } from '../kit/helper-script.ts'
import { livingClient } from '../kit/living-client.ts'
import { otherVersion } from '../kit/other-version.ts'
import { needsClaude } from '../kit/parts.ts'
import { isRunning } from '../kit/processes.ts'
import { until } from '../kit/until.ts'

const upstream = await startEmulator()
const second = await startEmulator()
afterAll(() => Promise.all([upstream.close(), second.close()]))
beforeEach(() => {
  for (const up of [upstream, second]) {
    up.clearSeen()
    for (let n = 1; n <= 9; n++) up.accept(mintedKey(n))
  }
})

const prompts = (up: Emulator): number =>
  up.seen.filter(({ method, path }) => method === 'POST' && path.startsWith('/v1/messages')).length

/** A home whose Claude Code is connected: address and key stand in its settings file and never change. */
function connected(home: DaemonHome) {
  const port = freePort()
  const helper = mintingHelper(home.scratch)
  const config = (url: string) => ({
    listen: { port },
    profiles: { work: { source: { type: 'command', command: helper.path, ttl: '1h' }, upstream: { url } } },
  })
  home.configure(config(upstream.url))
  const places = { state: home.state, localKeys: `${home.state}/local-keys.json` }
  const { key } = openKeyStore(places, process.platform, systemClock).issue({ profile: 'work', holder: 'settings' })
  const env = { ANTHROPIC_BASE_URL: `http://127.0.0.1:${port}`, ANTHROPIC_AUTH_TOKEN: openLocalKey(key) }
  home.scratch.write('home/.claude/settings.json', JSON.stringify({ env }))
  return { config, helper }
}

const running = async (home: DaemonHome) => {
  const status = await home.status()
  if (status === null) throw new Error('nothing runs')
  return status
}

const kill = async (home: DaemonHome): Promise<void> => {
  const { pid } = await running(home)
  process.kill(pid, 'SIGKILL')
  await until(() => !isRunning(pid))
}

for (const version of ['2.1.197', '2.1.329'] as const) {
  describe(`Claude Code ${version}, connected`, () => {
    const session = (home: DaemonHome) =>
      livingClient([claudeBinary(version) ?? ''], { env: home.env, cwd: home.scratch.path('project') })

    needsClaude(version)('is answered after the daemon was killed with -9 and started again', async () => {
      await using home = daemonHome()
      const { helper } = connected(home)
      await home.warmkey('up')
      await using client = session(home)
      expect(await client.ask('before')).toEqual({ text: 'You said: before', isError: false })
      await kill(home)
      await home.warmkey('up')
      expect(await client.ask('after')).toEqual({ text: 'You said: after', isError: false })
      expect({ requests: prompts(upstream), keyCommands: helper.calls() }).toEqual({ requests: 2, keyCommands: 2 })
      expect(await client.end()).toBe(0)
    })

    needsClaude(version)('is answered although the daemon comes back only after the prompt was sent', async () => {
      await using home = daemonHome()
      connected(home)
      await home.warmkey('up')
      await using client = session(home)
      expect((await client.ask('before')).isError).toBe(false)
      await kill(home)
      const answer = client.ask('into the void')
      await home.warmkey('up')
      expect(await answer).toEqual({ text: 'You said: into the void', isError: false })
      expect(prompts(upstream)).toBe(2)
    })

    needsClaude(version)(
      'goes the new way after the configuration was changed, and the old one while it is broken',
      async () => {
        await using home = daemonHome()
        const { config } = connected(home)
        await home.warmkey('up')
        await using client = session(home)
        expect((await client.ask('one')).text).toBe('You said: one')
        home.configure('{ "profiles": ')
        await until(async () => (await running(home)).config.problems.length > 0)
        expect((await client.ask('two')).text).toBe('You said: two')
        home.configure(config(second.url))
        await until(async () => (await running(home)).profiles[0]?.upstream === second.url)
        expect((await client.ask('three')).text).toBe('You said: three')
        expect([prompts(upstream), prompts(second)]).toEqual([2, 1])
      },
    )

    needsClaude(version)('is answered across an upgrade, and across one whose configuration is broken', async () => {
      await using home = daemonHome()
      connected(home)
      const older = otherVersion(home.scratch, '0.0.9')
      expect(Bun.spawnSync([older, 'up'], { env: home.env }).exitCode).toBe(0)
      expect((await running(home)).warmkey).toBe('0.0.9')
      await using client = session(home)
      expect((await client.ask('one')).text).toBe('You said: one')
      const up = await home.warmkey('up')
      expect(up.out).toStartWith('Replacing warmkey 0.0.9')
      expect((await running(home)).warmkey).not.toBe('0.0.9')
      expect((await client.ask('two')).text).toBe('You said: two')
      home.configure('broken')
      expect((await home.warmkey('up')).code).toBe(2)
      await kill(home)
      // As a service manager starts it again, whatever the user has written meanwhile.
      home.start('serve', '--started-by', 'service')
      await until(async () => (await home.status()) !== null)
      expect((await client.ask('three')).text).toBe('You said: three')
      expect(prompts(upstream)).toBe(3)
    })
  })
}

test('the port of a connected tool is told in words while no daemon is there', async () => {
  await using home = daemonHome()
  connected(home)
  expect((await home.warmkey('statusline')).out).toBe('warmkey is not running: warmkey up\n')
})
