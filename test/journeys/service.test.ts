/**
 * The daemon as a service of a real systemd: it is back when it was killed and after a reboot, while one living Claude Code
 * goes on, and it stays away when its user says so.
 */
import { afterAll, describe, expect, test } from 'bun:test'
import { existsSync, mkdirSync } from 'node:fs'
import { claudeBinary } from '../kit/clients.ts'
import { type DaemonHome, daemonHome } from '../kit/daemon-home.ts'
import { lastingKey, prompt, running, upstream, withWork } from '../kit/daemon-story.ts'
import { livingClient } from '../kit/living-client.ts'
import { needsClaude } from '../kit/parts.ts'
import { until } from '../kit/until.ts'
import { type UserSystemd, userSystemd, withoutSystemd } from '../kit/user-systemd.ts'

afterAll(() => upstream.close())

/** A user with a home, and a systemd that can be shut down and started again. */
async function machine() {
  let systemd: UserSystemd | null = null
  const home: DaemonHome = daemonHome({ inside: () => systemd?.inside ?? [], env: { XDG_RUNTIME_DIR: '/run/user/0' } })
  mkdirSync(home.scratch.path('home/.config'), { recursive: true })
  const boot = async (): Promise<void> => {
    systemd = await userSystemd(home.env)
  }
  await boot()
  return {
    home,
    async reboot() {
      await systemd?.[Symbol.asyncDispose]()
      await boot()
    },
    async [Symbol.asyncDispose]() {
      await home[Symbol.asyncDispose]()
      await systemd?.[Symbol.asyncDispose]()
    },
  }
}

const unit = 'home/.config/systemd/user/warmkey.service'

describe.skipIf(withoutSystemd())('a service of systemd', () => {
  test('is back when it was killed, and says who started it', async () => {
    await using it = await machine()
    const { url } = await withWork(it.home)
    expect(await it.home.warmkey('up', '--install')).toMatchObject({ code: 0, err: '' })
    const first = await running(it.home)
    expect(first.startedBy).toBe('service')
    const key = lastingKey(it.home)
    process.kill(first.pid, 'SIGKILL')
    await until(async () => ((await it.home.status())?.pid ?? first.pid) !== first.pid)
    expect((await prompt(url, key)).status).toBe(200)
  })

  test('stays away after `down`, and is gone for good after `down --uninstall`', async () => {
    await using it = await machine()
    await withWork(it.home)
    await it.home.warmkey('up', '--install')
    expect((await it.home.warmkey('down')).code).toBe(0)
    expect(await it.home.status()).toBeNull()
    expect(existsSync(it.home.scratch.path(unit))).toBe(true)
    expect((await it.home.warmkey('up')).code).toBe(0)
    expect((await running(it.home)).startedBy).toBe('service')
    expect((await it.home.warmkey('down', '--uninstall')).code).toBe(0)
    expect(existsSync(it.home.scratch.path(unit))).toBe(false)
    await it.reboot()
    expect(await it.home.status()).toBeNull()
  })

  const version = '2.1.329'
  needsClaude(version)('is there after a reboot, and a living client goes on', async () => {
    await using it = await machine()
    const { url } = await withWork(it.home)
    await it.home.warmkey('up', '--install')
    const env = { ANTHROPIC_BASE_URL: url, ANTHROPIC_AUTH_TOKEN: lastingKey(it.home) }
    it.home.scratch.write('home/.claude/settings.json', JSON.stringify({ env }))
    await using client = livingClient([claudeBinary(version) ?? ''], {
      env: it.home.env,
      cwd: it.home.scratch.path('project'),
    })
    expect(await client.ask('before')).toEqual({ text: 'You said: before', isError: false })
    const before = await running(it.home)
    await it.reboot()
    await until(async () => (await it.home.status()) !== null)
    expect((await running(it.home)).pid).not.toBe(before.pid)
    expect(await client.ask('after')).toEqual({ text: 'You said: after', isError: false })
  })
})
