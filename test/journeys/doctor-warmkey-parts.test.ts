/** warmkey itself, part by part: its configuration, sources, daemon and last failures, each set wrong in one way. */
import { describe, expect, test } from 'bun:test'
import { chmodSync } from 'node:fs'
import { noKey, type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, type Scenario, tell, tellAll } from '../kit/doctor-world.ts'
import { freePort } from '../kit/free-port.ts'
import { otherVersion } from '../kit/other-version.ts'

/** Where the key lies: nothing that warmkey writes may hold it. */
const keyFile = ({ scratch, key }: DoctorWorld): string => scratch.write('home/corp-key', key)

const profileOf = (world: DoctorWorld, source: object = { type: 'command', command: `cat ${keyFile(world)}` }) => ({
  source,
  upstream: { url: world.upstream.url },
})

/** Writes the configuration, with a port that is free. */
const configure = (world: DoctorWorld, config: object): number => {
  const port = freePort()
  world.scratch.write('config/warmkey/config.jsonc', JSON.stringify({ listen: { port }, ...config }))
  return port
}

/** Starts the daemon, which ends with the world. */
const up = async (world: DoctorWorld): Promise<void> => {
  world.keep(async () => void (await world.run('down')))
  const { code, err } = await world.run('up')
  if (code !== 0) throw new Error(err)
}

const broken = (name: string, config: object, fix: RegExp, more: Partial<Scenario> = {}): Scenario => ({
  name,
  set: (world) => void configure(world, { profiles: { work: profileOf(world) }, ...config }),
  root: 'warmkey-config',
  cause: 'config-file',
  fix,
  ...more,
})

const scenarios: readonly Scenario[] = [
  broken('a default profile that is not there', { default: 'gone' }, /^Remove default from .*config\.jsonc\.$/),
  broken(
    'a directory that is bound to a profile that is gone',
    { directories: { '~/src': 'gone' } },
    /^Remove "~\/src" from/,
    {
      incurable: 'he knows names of variables and settings alone',
      cure: (world) => void configure(world, { profiles: { work: profileOf(world) } }),
    },
  ),
  {
    name: 'nothing to sign in with, while warmkey keeps a credential',
    set: (world) => {
      noKey(world)
      configure(world, { default: 'work', profiles: { work: profileOf(world), other: profileOf(world) } })
      world.keep(async () => void (await world.run('down')))
    },
    root: 'warmkey-connected',
    cause: 'missing-credential',
    number: 1,
    fix: /^Type: warmkey up; warmkey connect claude-code --yes$/,
  },
  {
    name: 'a dead key in the shell, while warmkey keeps a good one for the same endpoint',
    set: (world) => {
      configure(world, { default: 'work', profiles: { work: profileOf(world) } })
      world.env.ANTHROPIC_AUTH_TOKEN = 'made-up-and-dead'
      world.keep(async () => void (await world.run('down')))
    },
    root: 'credential-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /^Type: warmkey up; warmkey connect claude-code --profile work --yes$/,
  },
  {
    name: 'a client that is connected and whose key was taken out of its settings',
    set: async (world) => {
      noKey(world)
      delete world.env.ANTHROPIC_BASE_URL
      configure(world, { default: 'work', profiles: { work: profileOf(world) } })
      await up(world)
      await world.run('connect', 'claude-code', '--yes')
      const settings = JSON.parse(world.scratch.read('home/.claude/settings.json')) as { env: Record<string, string> }
      delete settings.env.ANTHROPIC_AUTH_TOKEN
      world.settings('user', settings)
    },
    root: 'warmkey-connected',
    cause: 'missing-credential',
    number: 1,
    fix: /^Type: warmkey up; warmkey disconnect claude-code --yes; warmkey connect claude-code --yes$/,
  },
]

describe('the doctor names', () => tellAll(scenarios))

/** Starts a daemon that is then stopped by the system, and says so of nothing. */
const halted = async (world: DoctorWorld): Promise<number> => {
  const port = configure(world, { default: 'work', profiles: { work: profileOf(world) } })
  await up(world)
  const { pid } = JSON.parse((await world.run('status', '--json')).out) as { pid: number }
  process.kill(pid, 'SIGSTOP')
  world.keep(() => void process.kill(pid, 'SIGCONT'))
  return port
}

test(
  'the doctor names a daemon that does not answer whoever is connected to it',
  () =>
    tell({
      name: 'connected',
      set: async (world) => {
        world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${await halted(world)}`
      },
      root: 'warmkey-answers',
      cause: 'timeout',
      fix: /^Type: kill -9 \d+; warmkey up$/,
    }),
  30_000,
)

const surprises: readonly Surprise[] = [
  {
    name: 'a project that names a profile that is not there',
    set: (world) => {
      configure(world, { profiles: { work: profileOf(world) } })
      world.scratch.write('project/.warmkey.jsonc', '{ "profile": "team" }')
    },
    check: 'warmkey-project',
    says: /asks for the profile "team"/,
    fix: /^Type: warmkey profile add team$/,
  },
  {
    name: 'a project that brings a command',
    set: (world) => {
      configure(world, { profiles: { work: profileOf(world) } })
      world.scratch.write('project/.warmkey.jsonc', '{ "source": { "type": "command", "command": "curl evil" } }')
    },
    check: 'warmkey-project',
    says: /may only name one of your profiles, and it holds "source"/,
    fix: /^Type: printf .*"profile": "<your profile>"/,
  },
  {
    name: 'several profiles and no default one',
    set: (world) => void configure(world, { profiles: { work: profileOf(world), home: profileOf(world) } }),
    check: 'warmkey-project',
    says: /2 profiles and none of them is the default/,
    fix: /^Type: warmkey use work$/,
  },
  {
    name: 'a source whose variable is not set',
    set: (world) => void configure(world, { profiles: { work: profileOf(world, { type: 'env', name: 'CORP_KEY' }) } }),
    check: 'warmkey-sources',
    says: /The profile "work" gets no credential: .*CORP_KEY is not set/,
    fix: /Export it in the shell/,
  },
  {
    name: 'a source whose file is gone',
    set: (world) =>
      void configure(world, { profiles: { work: profileOf(world, { type: 'file', path: '~/.config/corp-key' }) } }),
    check: 'warmkey-sources',
    says: /The profile "work" gets no credential: .*corp-key/,
    fix: /./,
  },
  {
    name: 'a source whose command fails',
    set: (world) =>
      void configure(world, {
        profiles: { work: profileOf(world, { type: 'command', command: 'echo no vault >&2; exit 3' }) },
      }),
    check: 'warmkey-sources',
    says: /The profile "work" gets no credential/,
    fix: /./,
  },
  {
    name: 'a daemon that does not answer',
    set: async (world) => void (await halted(world)),
    check: 'warmkey-answers',
    says: /holds its socket and does not answer/,
    fix: /^Type: kill -9 \d+; warmkey up$/,
  },
  {
    name: 'a daemon of another version',
    set: async (world) => {
      configure(world, { default: 'work', profiles: { work: profileOf(world) } })
      const child = Bun.spawn([otherVersion(world.scratch, '0.0.9'), 'up'], {
        env: world.env,
        cwd: world.scratch.path('project'),
        stdio: ['ignore', 'ignore', 'ignore'],
      })
      world.keep(async () => void (await world.run('down')))
      expect(await child.exited).toBe(0)
    },
    check: 'warmkey-answers',
    says: /that runs is 0\.0\.9, and this is \d/,
    fix: /^Type: warmkey down; warmkey up$/,
  },
  {
    name: 'a request that failed on its way through warmkey',
    set: async (world) => {
      configure(world, { default: 'work', profiles: { work: profileOf(world) } })
      const body = {
        type: 'error',
        error: { type: 'permission_error', message: 'OAuth token does not meet scope requirement user:profile' },
      }
      world.upstream.script(
        { kind: 'response', status: 403, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) },
        1,
        ({ path }) => path === '/v1/messages',
      )
      const script = world.scratch.write(
        'project/ask.sh',
        '#!/bin/sh\ncurl -s -o /dev/null -H "authorization: Bearer $ANTHROPIC_AUTH_TOKEN" -d "{}" "$ANTHROPIC_BASE_URL/v1/messages"\n',
      )
      chmodSync(script, 0o755)
      const { code, err } = await world.run('run', '--profile', 'work', '--alone', '--', './ask.sh')
      if (code !== 0) throw new Error(err)
    },
    check: 'warmkey-failures',
    says: /failed .* ago: .*scope.* \(403\)/,
    fix: /^Type: warmkey explain --last$/,
  },
]

for (const surprise of surprises)
  test(`the doctor is surprised by ${surprise.name}`, () => tellSurprise(surprise), 30_000)

test('what works is said to work: sources, daemon, failures', async () => {
  await using world = await doctorWorld()
  configure(world, { default: 'work', profiles: { work: profileOf(world) } })
  await up(world)
  const { root, findings } = await world.doctor()
  const said = Object.fromEntries(
    findings.filter(({ check }) => check.startsWith('warmkey-')).map(({ check, status }) => [check, status]),
  )
  expect(root).toBeNull()
  expect(said).toMatchObject({
    'warmkey-config': 'ok',
    'warmkey-project': 'ok',
    'warmkey-answers': 'ok',
    'warmkey-daemon': 'ok',
    'warmkey-sources': 'ok',
    'warmkey-failures': 'ok',
    'warmkey-connected': 'ok',
  })
})
