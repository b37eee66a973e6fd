/** One daemon for each user: who else may be there, what lies in its way, and who takes its port. */
import { afterAll, describe, expect, test } from 'bun:test'
import { lstatSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { systemClock } from '../../src/clock.ts'
import { findSocket } from '../../src/daemon/control-client.ts'
import { openDaemon } from '../../src/daemon/daemon.ts'
import { type DaemonHome, daemonHome } from '../kit/daemon-home.ts'
import { lastingKey, prompt, running, upstream, withWork } from '../kit/daemon-story.ts'
import { isRunning } from '../kit/processes.ts'
import { until } from '../kit/until.ts'

afterAll(() => upstream.close())

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
