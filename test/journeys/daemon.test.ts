/**
 * The daemon as its user meets it: real processes, real sockets, the strict upstream. What a client sees in between is
 * told in living-daemon.test.ts.
 */
import { afterAll, describe, expect, test } from 'bun:test'
import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { startEmulator } from '../../emulator/emulator.ts'
import { systemClock } from '../../src/clock.ts'
import { findSocket } from '../../src/daemon/control-client.ts'
import type { Status } from '../../src/daemon/control-protocol.ts'
import { openDaemon } from '../../src/daemon/daemon.ts'
import { openKeyStore } from '../../src/daemon/key-store.ts'
import { openLocalKey } from '../../src/gateway/local-keys.ts'
import { type DaemonHome, daemonHome } from '../kit/daemon-home.ts'
import { mintedKey, mintingHelper } from '../kit/helper-script.ts'
import { isRunning } from '../kit/processes.ts'
import { until } from '../kit/until.ts'

const upstream = await startEmulator()
afterAll(() => upstream.close())

/** A port that nobody has at the moment, for configurations that must name one. */
function freePort(): number {
  const probe = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data() {} } })
  const { port } = probe
  probe.stop(true)
  return port
}

const profile = (helper: string, more: object = {}) => ({
  source: { type: 'command', command: helper, ttl: '1h' },
  upstream: { url: upstream.url },
  ...more,
})

const prompt = (url: string, key: string, more: object = {}) =>
  fetch(`${url}/v1/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json', 'anthropic-version': '2023-06-01' },
    body: JSON.stringify({
      model: 'claude-sonnet-4-5',
      max_tokens: 50,
      messages: [{ role: 'user', content: 'hello' }],
      ...more,
    }),
  })

const lastingKey = (home: DaemonHome, name = 'work'): string =>
  openLocalKey(
    openKeyStore(
      { state: home.state, localKeys: `${home.state}/local-keys.json` },
      process.platform,
      systemClock,
    ).issue({ profile: name, holder: 'test' }).key,
  )

const running = async (home: DaemonHome): Promise<Status> => {
  const status = await home.status()
  if (status === null) throw new Error('nothing runs')
  return status
}

async function withWork(home: DaemonHome, port = freePort()) {
  const helper = mintingHelper(home.scratch)
  for (let n = 1; n <= 9; n++) upstream.accept(mintedKey(n))
  home.configure({ default: 'work', listen: { port }, profiles: { work: profile(helper.path) } })
  return { helper, port, url: `http://127.0.0.1:${port}` }
}

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

describe('one daemon for each user', () => {
  test('a second one is told which runs', async () => {
    await using home = daemonHome()
    const { url } = await withWork(home)
    await home.warmkey('up')
    const { pid } = await running(home)
    const { code, err } = await home.warmkey('serve')
    expect({ code, err }).toEqual({
      code: 2,
      err: `warmkey: warmkey runs already for this user (process ${pid}, ${url}). See it with \`warmkey status\`, end it with \`warmkey down\`.\n`,
    })
  })

  test('many that start at once: one is left', async () => {
    await using home = daemonHome()
    await withWork(home)
    const codes = await Promise.all([1, 2, 3].map(async () => (await home.warmkey('up')).code))
    expect(codes).toEqual([0, 0, 0])
    const { pid } = await running(home)
    await home.warmkey('down')
    await until(() => !isRunning(pid))
    expect(await home.status()).toBeNull()
  })

  test('serve in front is the same daemon: it answers status and ends by down', async () => {
    await using home = daemonHome()
    await withWork(home)
    const child = home.start('serve', '--json')
    await until(async () => (await home.status()) !== null)
    expect((await running(home)).startedBy).toBe('person')
    expect((await home.warmkey('down')).code).toBe(0)
    expect(await child.exited).toBe(0)
  })

  test('in the runtime directory of the session, and found from a shell that has none', async () => {
    await using home = daemonHome()
    const runtime = home.scratch.path('run')
    mkdirSync(runtime, { mode: 0o700 })
    await withWork(home)
    home.env.XDG_RUNTIME_DIR = runtime
    await home.warmkey('up')
    expect(lstatSync(`${runtime}/warmkey/control.sock`).mode & 0o777).toBe(0o600)
    expect(lstatSync(`${runtime}/warmkey`).mode & 0o777).toBe(0o700)
    const { pid } = await running(home)
    delete home.env.XDG_RUNTIME_DIR
    expect((await running(home)).pid).toBe(pid)
  })
})

describe('what lies where the socket belongs', () => {
  test('a symbolic link is refused, and what it leads to is untouched', async () => {
    await using home = daemonHome()
    await withWork(home)
    mkdirSync(home.state, { recursive: true, mode: 0o700 })
    const precious = home.scratch.write('precious', 'mine')
    symlinkSync(precious, home.socket)
    const { code, err } = await home.warmkey('serve')
    expect({ code, err }).toEqual({
      code: 2,
      err: `warmkey: ${home.socket} is not a socket, and it stands where the control socket belongs. Move it away.\n`,
    })
    expect(readFileSync(precious, 'utf8')).toBe('mine')
  })

  test('a file is refused', async () => {
    await using home = daemonHome()
    await withWork(home)
    mkdirSync(home.state, { recursive: true, mode: 0o700 })
    writeFileSync(home.socket, 'mine')
    expect((await home.warmkey('serve')).err).toContain('is not a socket')
    expect(readFileSync(home.socket, 'utf8')).toBe('mine')
  })

  test('a directory that others may enter is closed before anything is put into it', async () => {
    await using home = daemonHome()
    await withWork(home)
    mkdirSync(home.state, { recursive: true, mode: 0o755 })
    expect((await home.warmkey('up')).code).toBe(0)
    expect(lstatSync(home.state).mode & 0o777).toBe(0o700)
  })

  test('a socket that is taken away is put back while the daemon lives', async () => {
    await using home = daemonHome()
    const { url } = await withWork(home)
    await home.warmkey('up')
    const { pid } = await running(home)
    await Bun.$`rm ${home.socket}`.quiet()
    await until(async () => (await home.status()) !== null)
    expect((await running(home)).pid).toBe(pid)
    expect((await prompt(url, lastingKey(home))).status).toBe(200)
  })
})

describe('a port that is taken', () => {
  const refusal = async (home: DaemonHome) => {
    const { code, err } = await home.warmkey('serve')
    return { code, err }
  }

  test('by an older warmkey, one without a control socket: it is recognised', async () => {
    await using home = daemonHome()
    const { port } = await withWork(home)
    const deps = { clock: systemClock, env: {}, home: home.scratch.path('home') }
    const old = openDaemon({ profiles: {}, keys: 'lasting', listen: { port }, deps })
    expect(await refusal(home)).toEqual({
      code: 2,
      err: `warmkey: Port ${port} is taken by an older warmkey, one that does not listen to \`warmkey down\`. End it where it was started (Ctrl-C), or set "listen": { "port": ${port + 1} } in ${home.scratch.path('config.jsonc')}, and connect your tools again.\n`,
    })
    const up = await home.warmkey('up')
    expect({ code: up.code, said: up.err.includes('taken by an older warmkey') }).toEqual({ code: 2, said: true })
    await old.close(true)
  })

  test('by another program', async () => {
    await using home = daemonHome()
    const { port } = await withWork(home)
    const other = Bun.serve({ port, hostname: '127.0.0.1', fetch: () => new Response('hello') })
    expect((await refusal(home)).err).toContain(`Port ${port} is taken by another program. End that one, or set`)
    await other.stop(true)
  })
})

const nobody = 65_534
const asAnotherUser = process.getuid?.() === 0 && Bun.which('setpriv') !== null ? test : test.skip

describe('two users on one machine', () => {
  asAnotherUser('each has a daemon, neither sees the other’s, and no key opens both', async () => {
    await using mine = daemonHome()
    await using theirs = daemonHome({ uid: nobody })
    const a = await withWork(mine)
    const b = await withWork(theirs)
    expect((await mine.warmkey('up')).code).toBe(0)
    expect((await theirs.warmkey('up')).code).toBe(0)
    expect((await running(mine)).pid).not.toBe((await running(theirs)).pid)
    const mineKey = lastingKey(mine)
    expect((await prompt(a.url, mineKey)).status).toBe(200)
    expect((await prompt(b.url, mineKey)).status).toBe(401)
    // Even somebody who points at the other's files gets nowhere.
    const peeping = Bun.spawnSync(
      ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups', 'ls', mine.state],
      { stderr: 'pipe' },
    )
    expect(peeping.exitCode).not.toBe(0)
  })

  asAnotherUser('the same port: the second is told whose it is and what to write', async () => {
    await using mine = daemonHome()
    await using theirs = daemonHome({ uid: nobody })
    const { port } = await withWork(mine)
    await withWork(theirs, port)
    expect((await mine.warmkey('up')).code).toBe(0)
    const { code, err } = await theirs.warmkey('up')
    expect(code).toBe(2)
    expect(err).toContain(
      `Port ${port} is taken by the warmkey of another user of this machine. Each user needs a port: set "listen": { "port": ${port + 1} }`,
    )
  })

  asAnotherUser('a socket that another user has put into a shared place is not spoken to', async () => {
    await using theirs = daemonHome({ uid: nobody })
    await withWork(theirs)
    expect((await theirs.warmkey('up')).code).toBe(0)
    // Root may enter everywhere, which is what makes it a test: the owner is looked at, not only whether it opens.
    expect(findSocket({ env: theirs.env, home: theirs.scratch.path('home'), platform: process.platform })).toBeNull()
  })
})
