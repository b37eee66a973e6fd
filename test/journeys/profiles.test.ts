/** Profiles from the command line with a living daemon, and directories that choose: every command is a real process. */
import { expect, test } from 'bun:test'
import { mkdirSync, statSync } from 'node:fs'
import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { freePort } from '../kit/connect-bench.ts'
import { type DaemonHome, daemonHome } from '../kit/daemon-home.ts'
import { warmkey } from '../kit/living-client.ts'

const keyOf = (name: string) => `fake-${name}-0123456789abcdef`

/** Runs a command of the program in this directory of the home's scratch. */
async function inDirectory(home: DaemonHome, directory: string, ...args: string[]) {
  const cwd = home.scratch.path(directory)
  const child = Bun.spawn([warmkey, ...args], { env: home.env, cwd, stdin: 'ignore', stdout: 'pipe', stderr: 'pipe' })
  const [out, err, code] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited])
  return { out, err, code }
}

/** Adds a profile whose key is known by its name. */
const add = (home: DaemonHome, upstream: Emulator, name: string, ...more: string[]) =>
  home.warmkey('profile', 'add', name, '--command', `echo ${keyOf(name)}`, '--url', upstream.url, '--yes', ...more)

test('a daemon takes profiles over as they come and go, and its keys stay warm', async () => {
  const upstream = await startEmulator()
  await using home = daemonHome()
  home.configure(`{\n  // mine\n  "listen": { "port": ${freePort()} }\n}\n`)
  expect((await add(home, upstream, 'work')).code).toBe(0)
  expect((await home.warmkey('up')).code).toBe(0)
  expect((await home.warmkey('token')).out).toBe(`${keyOf('work')}\n`)
  const before = await home.status()

  const added = await add(home, upstream, 'lab')
  expect(added.out).toEndWith('The daemon that runs has taken it over.\n')
  expect((await home.warmkey('token', '--profile', 'lab')).out).toBe(`${keyOf('lab')}\n`)
  expect((await home.warmkey('use', 'lab')).out).toContain('The daemon that runs has taken it over.')
  expect((await home.warmkey('token')).out).toBe(`${keyOf('lab')}\n`)
  const removed = await home.warmkey('profile', 'remove', 'lab', '--yes')
  expect([removed.code, removed.err]).toEqual([0, ''])
  expect((await home.warmkey('token')).out).toBe(`${keyOf('work')}\n`)

  const after = await home.status()
  expect([after?.pid, after?.profiles.map(({ name }) => name)]).toEqual([before?.pid, ['work']])
  expect(after?.profiles[0]?.counts.renewals).toBe(before?.profiles[0]?.counts.renewals)
  expect(home.scratch.read('config.jsonc')).toStartWith('{\n  // mine\n')
  await upstream.close()
})

test.each([
  ['answered by the daemon', true],
  ['without a daemon', false],
])('which profile counts in a directory, %s', async (_, withDaemon) => {
  const upstream = await startEmulator()
  await using home = daemonHome()
  home.configure({ listen: { port: freePort() } })
  for (const name of ['work', 'lab', 'corp']) await add(home, upstream, name)
  await home.warmkey('use', 'work')
  home.scratch.write('home/shop/.git/HEAD', '')
  const file = home.scratch.write('home/shop/.warmkey.jsonc', '// ours\n{ "profile": "lab" }\n')
  mkdirSync(home.scratch.path('home/shop/src/deep'), { recursive: true })
  mkdirSync(home.scratch.path('home/shop/corp'))
  if (withDaemon) expect((await home.warmkey('up')).code).toBe(0)
  expect((await inDirectory(home, 'home', 'use', 'corp', '--directory', 'shop/corp')).code).toBe(0)
  const token = async (directory: string, ...more: string[]) => {
    const { out, err } = await inDirectory(home, directory, 'token', ...more)
    return [out.trim(), err]
  }
  const notice = `warmkey: The profile "lab" is used here because ${file} says so; --profile overrules it.\n`
  // Said once, because a client asks every few minutes.
  expect(await token('home/shop/src/deep')).toEqual([keyOf('lab'), notice])
  expect(await token('home/shop/src/deep')).toEqual([keyOf('lab'), ''])
  expect(await token('home/shop/corp')).toEqual([keyOf('corp'), ''])
  expect(await token('home')).toEqual([keyOf('work'), ''])
  expect(await token('home/shop', '--profile', 'work')).toEqual([keyOf('work'), ''])

  home.scratch.write('home/shop/.warmkey.jsonc', '{ "profile": "theirs" }')
  const [key, said] = await token('home/shop')
  expect([key, said?.trim().split('\n')]).toEqual(['', [expect.stringContaining('asks for the profile "theirs"')]])
  home.scratch.write(
    'home/shop/.warmkey.jsonc',
    '{ "profile": "lab", "source": { "type": "command", "command": "id" } }',
  )
  expect((await inDirectory(home, 'home/shop', 'token')).err).toBe(
    `warmkey: ${file} may only name one of your profiles, and it holds "source". Write it as {"profile": "work"}, or say which profile you want with --profile.\n`,
  )
  await upstream.close()
})

test('run and connect ask the directory too, and say who has chosen', async () => {
  const upstream = await startEmulator()
  await using home = daemonHome()
  home.configure({ listen: { port: freePort() } })
  for (const name of ['work', 'lab']) {
    await add(home, upstream, name)
    upstream.accept(keyOf(name))
  }
  home.scratch.write('home/shop/.git/HEAD', '')
  const file = home.scratch.write('home/shop/.warmkey.jsonc', '{ "profile": "lab" }')
  const script = [
    'curl -s "$ANTHROPIC_BASE_URL/v1/models" -H "x-api-key: $ANTHROPIC_AUTH_TOKEN" -H "anthropic-version: 2023-06-01"',
    '-o /dev/null -w "%{http_code}"',
  ].join(' ')
  const ran = await inDirectory(home, 'home/shop', 'run', '--', 'sh', '-c', script)
  expect(ran).toEqual({
    code: 0,
    out: '200',
    err: expect.stringContaining(`"lab" is used here because ${file} says so`),
  })
  expect((await inDirectory(home, 'home', 'run', '--', 'sh', '-c', script)).err).toBe('')

  const plan = async (...more: string[]) => {
    const { out } = await inDirectory(
      home,
      'home/shop',
      'connect',
      'claude-code',
      '--mode',
      'helper',
      '--dry-run',
      '--json',
      ...more,
    )
    return JSON.parse(out) as { profile: string; remarks: string[] }
  }
  const local = await plan('--scope', 'local')
  expect([local.profile, local.remarks[0]]).toEqual(['lab', expect.stringContaining(`because ${file} says so`)])
  expect((await plan()).profile).toBe('work')
  expect(statSync(home.scratch.path('config.jsonc')).mode & 0o777).toBe(0o600)
  await upstream.close()
})
