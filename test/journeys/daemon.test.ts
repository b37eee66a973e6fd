/**
 * The daemon as its user meets it: real processes, real sockets, the strict upstream. What a client sees in between is
 * told in living-daemon.test.ts.
 */
import { afterAll, describe, expect, test } from 'bun:test'
import { lstatSync } from 'node:fs'
import { daemonHome } from '../kit/daemon-home.ts'
import { freePort, lastingKey, profile, prompt, running, upstream, withWork } from '../kit/daemon-story.ts'
import { mintedKey, mintingHelper } from '../kit/helper-script.ts'
import { isRunning } from '../kit/processes.ts'
import { until } from '../kit/until.ts'

afterAll(() => upstream.close())

describe('up, status, down', () => {
  test('start it, show it, end it; each says so when there is nothing to do', async () => {
    await using home = daemonHome()
    const { url } = await withWork(home)
    expect(await home.warmkey('status')).toEqual({
      code: 1,
      out: 'warmkey is not running. Start it with: warmkey up\n',
      err: '',
    })
    const up = await home.warmkey('up')
    const { pid, startedBy } = await running(home)
    expect({ ...up, startedBy }).toEqual({
      code: 0,
      out: `warmkey runs.\n  ${url}, process ${pid}\n  profiles: work (default)\n`,
      err: '',
      startedBy: 'up',
    })
    expect((await home.warmkey('up')).out).toStartWith('warmkey runs already.\n')
    expect((await running(home)).pid).toBe(pid)
    expect((await home.warmkey('statusline')).out).toBe('warmkey work · asks at the next request\n')
    expect((await home.warmkey('down')).out).toBe(`warmkey has ended (process ${pid}).\n`)
    await until(() => !isRunning(pid))
    expect((await home.warmkey('down')).out).toBe('warmkey was not running.\n')
    expect((await home.warmkey('statusline')).out).toBe('warmkey is not running: warmkey up\n')
  })

  test('status counts what happened and names the card of the last refusal', async () => {
    await using home = daemonHome()
    const { url, helper } = await withWork(home)
    await home.warmkey('up')
    const key = lastingKey(home)
    expect((await prompt(url, key)).status).toBe(200)
    upstream.wording('expired', 'databricks-invalid-token')
    upstream.expire(mintedKey(1))
    expect((await prompt(url, key)).status).toBe(200)
    upstream.script({ kind: 'wording', id: 'anthropic-no-permission' })
    expect((await prompt(url, key)).status).toBe(403)
    const { profiles } = await running(home)
    expect(profiles[0]).toMatchObject({
      name: 'work',
      counts: { requests: 3, renewals: 2, replays: 1, denials: 1, stops: 0 },
      lastRenewal: { why: 'rejected' },
      lastRefusal: { status: 403, card: { id: 'anthropic-permission-denied' } },
    })
    expect(helper.calls()).toBe(2)
    const { out } = await home.warmkey('status')
    expect(out).toMatch(/credential {2}[0-9a-f]{8} █{20} 5\d min/)
    expect(out).toContain('3 requests, 2 renewals, 1 replay, 1 denial')
    expect(out).toContain('(anthropic-permission-denied)')
    expect(out).not.toContain('fake-key')
  })
})

describe('the configuration of a living daemon', () => {
  test('changed: the next request goes the new way, and what has not changed stays warm', async () => {
    await using home = daemonHome()
    const { url, port, helper } = await withWork(home)
    await home.warmkey('up')
    const work = lastingKey(home)
    expect((await prompt(url, work)).status).toBe(200)
    const other = mintingHelper(home.scratch)
    home.configure({
      default: 'other',
      listen: { port },
      profiles: { work: profile(helper.path), other: profile(other.path, { models: { small: 'claude-haiku-4-5' } }) },
    })
    await until(async () => (await running(home)).profiles.length === 2)
    const key = lastingKey(home, 'other')
    upstream.clearSeen()
    const answer = await prompt(url, key, { model: 'small' })
    expect({ status: answer.status, ours: (await prompt(url, work)).status }).toEqual({ status: 200, ours: 200 })
    expect(upstream.seen.map(({ model }) => model)).toEqual(['claude-haiku-4-5', 'claude-sonnet-4-5'])
    const { profiles } = await running(home)
    expect(profiles.map(({ name, isDefault, counts }) => [name, isDefault, counts.requests])).toEqual([
      ['work', false, 2],
      ['other', true, 1],
    ])
  })

  test('broken: it is refused with its line, and what was served is served on', async () => {
    await using home = daemonHome()
    const { url, port, helper } = await withWork(home)
    await home.warmkey('up')
    const key = lastingKey(home)
    expect((await prompt(url, key)).status).toBe(200)
    home.configure('{ "profiles": { "work": ')
    await until(async () => (await running(home)).config.problems.length > 0)
    expect((await prompt(url, key)).status).toBe(200)
    expect((await running(home)).config.problems[0]).toMatch(/config\.jsonc:1:\d+: the file is not JSON here/)
    expect((await home.warmkey('statusline')).out).toContain('configuration refused')
    const up = await home.warmkey('up')
    expect({ code: up.code, said: up.err.includes('is not JSON here') }).toEqual({ code: 2, said: true })
    home.configure({ default: 'work', listen: { port }, profiles: { work: profile(helper.path) } })
    await until(async () => (await running(home)).config.problems.length === 0)
    expect((await prompt(url, key)).status).toBe(200)
    expect(helper.calls()).toBe(1)
  })

  test('moved to another port: both are right in their time, and a stream on the old one is not cut', async () => {
    await using home = daemonHome()
    const { url, helper } = await withWork(home)
    await home.warmkey('up')
    const key = lastingKey(home)
    const gate = Promise.withResolvers<void>()
    upstream.script({ kind: 'stream', deltas: 3, beforeDelta: (index) => (index === 2 ? gate.promise : undefined) })
    const streamed = await prompt(url, key, { stream: true })
    const port = freePort()
    home.configure({ default: 'work', listen: { port }, profiles: { work: profile(helper.path) } })
    await until(async () => (await running(home)).url === `http://127.0.0.1:${port}`)
    expect((await prompt(`http://127.0.0.1:${port}`, key)).status).toBe(200)
    gate.resolve()
    expect(await streamed.text()).toContain('message_stop')
  })

  test('moved to a port that is taken: refused, and served on where it is', async () => {
    await using home = daemonHome()
    const { url, helper } = await withWork(home)
    await home.warmkey('up')
    const key = lastingKey(home)
    home.configure({ default: 'work', listen: { port: upstream.port }, profiles: { work: profile(helper.path) } })
    await until(async () => (await running(home)).config.problems.length > 0)
    const { config } = await running(home)
    expect(config.problems[0]).toContain(`Port ${upstream.port}`)
    expect((await prompt(url, key)).status).toBe(200)
  })

  test('a profile that is gone: its key is told so in words, with the status that stops a client', async () => {
    await using home = daemonHome()
    const { url, port, helper } = await withWork(home)
    await home.warmkey('up')
    const key = lastingKey(home)
    home.configure({ listen: { port }, profiles: { renamed: profile(helper.path) } })
    await until(async () => (await running(home)).profiles[0]?.name === 'renamed')
    const answer = await prompt(url, key)
    expect(answer.status).toBe(424)
    expect(await answer.text()).toContain('the profile \\"work\\", which the configuration does not define any more')
  })
})

describe('a daemon that ends', () => {
  test('lets a running stream end, and makes room for the next at once', async () => {
    await using home = daemonHome()
    const { url } = await withWork(home)
    await home.warmkey('up')
    const { pid } = await running(home)
    const key = lastingKey(home)
    const gate = Promise.withResolvers<void>()
    upstream.script({ kind: 'stream', deltas: 4, beforeDelta: (index) => (index === 2 ? gate.promise : undefined) })
    const streamed = await prompt(url, key, { stream: true })
    process.kill(pid, 'SIGTERM')
    await until(async () => (await home.status()) === null)
    expect((await home.warmkey('up')).code).toBe(0)
    const next = await running(home)
    expect({ another: next.pid !== pid, oldRuns: isRunning(pid) }).toEqual({ another: true, oldRuns: true })
    expect((await prompt(url, key)).status).toBe(200)
    gate.resolve()
    expect(await streamed.text()).toContain('message_stop')
    await until(() => !isRunning(pid))
  })

  test('by down, which says that an answer is still running', async () => {
    await using home = daemonHome()
    const { url } = await withWork(home)
    await home.warmkey('up')
    const { pid } = await running(home)
    const gate = Promise.withResolvers<void>()
    upstream.script({ kind: 'stream', deltas: 2, beforeDelta: (index) => (index === 1 ? gate.promise : undefined) })
    const streamed = await prompt(url, lastingKey(home), { stream: true })
    expect((await home.warmkey('down')).out).toBe(
      `warmkey has ended (process ${pid}).\n1 answer is still running; the old process ends with the last of them.\n`,
    )
    gate.resolve()
    expect(await streamed.text()).toContain('message_stop')
    await until(() => !isRunning(pid))
  })

  test('killed with -9: its socket and lock are no obstacle, and the local keys are known', async () => {
    await using home = daemonHome()
    const { url } = await withWork(home)
    await home.warmkey('up')
    const { pid } = await running(home)
    const key = lastingKey(home)
    expect((await prompt(url, key)).status).toBe(200)
    process.kill(pid, 'SIGKILL')
    await until(() => !isRunning(pid))
    expect(lstatSync(home.socket).isSocket()).toBe(true)
    expect(await home.status()).toBeNull()
    expect((await home.warmkey('up')).code).toBe(0)
    expect((await prompt(url, key)).status).toBe(200)
  })

  test('and comes back while the configuration is broken: with the one that was taken last', async () => {
    await using home = daemonHome()
    const { url } = await withWork(home)
    await home.warmkey('up')
    const { pid } = await running(home)
    const key = lastingKey(home)
    home.configure('broken')
    process.kill(pid, 'SIGKILL')
    await until(() => !isRunning(pid))
    // As a service manager starts it again.
    home.start('serve', '--started-by', 'service')
    await until(async () => (await home.status()) !== null)
    expect((await prompt(url, key)).status).toBe(200)
    expect((await running(home)).config.problems).toHaveLength(1)
  })
})
