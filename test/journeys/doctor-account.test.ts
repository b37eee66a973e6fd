/** Whose credential it is, how long it lives, and what it may use: one thing set wrong, and the doctor names it alone. */
import { describe, expect, test } from 'bun:test'
import { copyFileSync, readlinkSync } from 'node:fs'
import { type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, goodKey, type Scenario, tell } from '../kit/doctor-world.ts'
import { freePort } from '../kit/free-port.ts'
import { canMount, ownMounts } from '../kit/own-mounts.ts'
import { until } from '../kit/until.ts'

/** Several runs of the program, on a machine that may be busy. */
const patienceMs = 30_000
const mine = '00000000-0000-4000-8000-0000000000aa'
const theirs = '00000000-0000-4000-8000-0000000000bb'

/** The key of this world is of an account. */
const owned = ({ upstream, key }: DoctorWorld, organization: string, workspace?: string): void =>
  upstream.accept(key, { organization, ...(workspace === undefined ? {} : { workspace }) })
const profile = (world: DoctorWorld, expect: object): void =>
  void world.scratch.write(
    'config/warmkey/config.jsonc',
    JSON.stringify({
      profiles: { work: { source: { type: 'env', name: 'KEY' }, upstream: { url: world.upstream.url }, expect } },
    }),
  )
const account = { root: 'account-expected', cause: 'invalid-credential' } as const

const accounts: readonly Scenario[] = [
  {
    name: 'a key of another organisation than the one that is named',
    set: (world) => {
      owned(world, theirs)
      world.env.ANTHROPIC_ORGANIZATION_ID = mine
    },
    ...account,
    fix: new RegExp(`key of organisation ${mine}, then type: export ANTHROPIC_AUTH_TOKEN=`),
    cure: (world) => owned(world, mine),
  },
  {
    name: 'a key of another workspace',
    set: (world) => {
      owned(world, mine, 'wrkspc_shop')
      world.env.ANTHROPIC_WORKSPACE_ID = 'wrkspc_lab'
    },
    ...account,
    fix: /key of workspace wrkspc_lab/,
    cure: (world) => owned(world, mine, 'wrkspc_lab'),
  },
  {
    name: 'a profile of warmkey that expects another organisation',
    set: (world) => {
      owned(world, theirs)
      profile(world, { organization: mine })
    },
    ...account,
    fix: new RegExp(`key of organisation ${mine}`),
    cure: (world) => profile(world, { organization: theirs }),
  },
  {
    name: 'a private key before the one of the right organisation',
    set: (world) => {
      owned(world, mine)
      const other = goodKey.replace('Fake0Doctor', 'Other0Owner')
      world.upstream.accept(other, { organization: theirs })
      world.env.ANTHROPIC_ORGANIZATION_ID = mine
      world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: other } })
    },
    ...account,
    fix: /Remove ANTHROPIC_AUTH_TOKEN from .*settings\.json/,
    cure: (world) => void world.settings('user', {}),
  },
]

const login = (world: DoctorWorld, claudeAiOauth: unknown): void => {
  delete world.env.ANTHROPIC_AUTH_TOKEN
  world.scratch.write('home/.claude/.credentials.json', JSON.stringify({ claudeAiOauth }))
}
const scopes = ['user:inference', 'user:profile']
const far = Date.now() + 90 * 86_400_000

const logins: readonly Scenario[] = [
  {
    name: 'a login without scopes, as another program wrote it',
    set: (world) => login(world, { accessToken: 'made-up', expiresAt: far }),
    root: 'login-alive',
    cause: 'config-file',
    number: 2,
    fix: /Type: claude auth login/,
    cure: (world) => login(world, { accessToken: 'made-up', expiresAt: far, scopes }),
  },
  {
    name: 'a login whose refresh token has ended too',
    set: (world) =>
      login(world, {
        accessToken: 'made-up',
        refreshToken: 'made-up',
        expiresAt: Date.now() - 2000,
        refreshTokenExpiresAt: Date.now() - 1000,
        scopes,
      }),
    root: 'login-alive',
    cause: 'expired',
    number: 2,
    fix: /Type: claude auth login/,
    cure: (world) => login(world, { accessToken: 'made-up', expiresAt: far, scopes }),
  },
]

describe('the doctor names', () => {
  for (const scenario of [...accounts, ...logins, ...lives, ...models])
    test(scenario.name, () => tell(scenario), patienceMs)
})

const token = (claims: object) =>
  `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.made-up`
const seconds = (ms: number) => Math.floor((Date.now() + ms) / 1000)
const withKey = (text: string) => (world: DoctorWorld) => {
  world.upstream.accept(text)
  world.env.ANTHROPIC_AUTH_TOKEN = text
}
const ownKey = (world: DoctorWorld) => {
  world.env.ANTHROPIC_AUTH_TOKEN = world.key
}

const lives: readonly Scenario[] = [
  {
    name: 'a token whose end has passed, whatever the endpoint says of it',
    set: withKey(token({ exp: seconds(-7_200_000) })),
    root: 'credential-life',
    cause: 'expired',
    number: 3,
    fix: /for a new key, then type: export ANTHROPIC_AUTH_TOKEN=/,
    cure: ownKey,
  },
  {
    name: 'a token that begins tomorrow',
    set: withKey(token({ nbf: seconds(86_400_000), exp: seconds(2 * 86_400_000) })),
    root: 'credential-life',
    cause: 'clock-skew',
    fix: /Type: timedatectl set-ntp true/,
    cure: ownKey,
  },
]

const models: readonly Scenario[] = [
  {
    name: 'a model that this key may not use',
    set: (world) => {
      world.upstream.accept(world.key, { permissions: { models: ['claude-haiku-4-5'] } })
      world.env.ANTHROPIC_MODEL = 'claude-sonnet-5'
    },
    root: 'models-usable',
    cause: 'model-access',
    fix: /Type: export ANTHROPIC_MODEL=claude-haiku-4-5/,
    cure: ({ env }) => {
      env.ANTHROPIC_MODEL = 'claude-haiku-4-5'
    },
  },
]

const goodLogin = { accessToken: 'made-up', refreshToken: 'made-up', expiresAt: far, scopes }

/** Told offline: a login needs hosts of its vendor, which no test reaches. */
const aboutLogins: readonly Surprise[] = [
  {
    name: 'an old Claude Code beside a new one, on one login',
    set: async (world) => {
      login(world, goodLogin)
      for (const version of ['2.1.150', '2.1.329']) {
        world.scratch.write(`versions/${version}/readme`, '')
        const program = world.scratch.path(`versions/${version}/claude`)
        copyFileSync('/bin/sleep', program)
        const child = Bun.spawn([program, '600'], { env: { HOME: world.scratch.path('home') } })
        world.keep(async () => {
          child.kill()
          await child.exited
        })
        await until(() => readlinkSync(`/proc/${child.pid}/exe`) === program)
      }
    },
    check: 'login-shared',
    says: /2 Claude Codes share this login, and 2\.1\.150/,
    fix: /Type: kill \d+ && claude update/,
  },
  {
    name: 'a login that is mounted from elsewhere',
    set: async (world) => {
      login(world, goodLogin)
      const folder = world.scratch.path('home/.claude')
      const mounts = await ownMounts(`mount --bind ${folder} ${folder}`)
      world.keep(async () => mounts[Symbol.asyncDispose]())
      world.inside.push(...mounts.inside(world.scratch.path('project')))
    },
    check: 'login-shared',
    says: /mounted here from elsewhere/,
    fix: /Type: export CLAUDE_CONFIG_DIR=/,
  },
  {
    name: 'a login whose time another program wrote in seconds',
    set: (world) =>
      login(world, { accessToken: 'made-up', refreshToken: 'made-up', expiresAt: Math.floor(far / 1000), scopes }),
    check: 'login-alive',
    says: /in seconds where milliseconds are meant/,
    fix: /Type: claude auth login/,
  },
  {
    name: 'a login that ends for good in a day',
    set: (world) =>
      login(world, {
        accessToken: 'made-up',
        refreshToken: 'made-up',
        expiresAt: Date.now() - 1000,
        refreshTokenExpiresAt: Date.now() + 86_400_000,
        scopes,
      }),
    check: 'login-alive',
    says: /ends for good on/,
    fix: /Type: claude auth login/,
  },
]

const surprises: readonly Surprise[] = [
  {
    name: 'a key that ends in a minute, as stands beside it',
    set: ({ env }) => {
      env.ANTHROPIC_AUTH_TOKEN_EXPIRES_AT = new Date(Date.now() + 60_000).toISOString()
    },
    check: 'credential-life',
    says: /ends in \d+ s/,
    fix: /export ANTHROPIC_AUTH_TOKEN=/,
  },
  {
    name: 'a fallback model that is not listed',
    set: (world) => void world.settings('user', { fallbackModel: ['claude-sonnet-55'] }),
    check: 'models-usable',
    says: /does not list claude-sonnet-55/,
    fix: /Set fallbackModel in .* to \["claude-sonnet-5"\]/,
  },
  {
    name: 'a model outside of the allowed ones',
    set: (world) => {
      world.settings('user', { availableModels: ['haiku'] })
      world.env.ANTHROPIC_MODEL = 'claude-sonnet-5'
    },
    check: 'models-usable',
    says: /does not have claude-sonnet-5, .* takes its default instead/,
    fix: /Type: export ANTHROPIC_MODEL=haiku/,
  },
  {
    name: 'a subagent whose model this key may not use',
    set: (world) => {
      world.upstream.accept(world.key, { permissions: { models: ['claude-haiku-4-5'] } })
      world.env.CLAUDE_CODE_SUBAGENT_MODEL = 'claude-opus-4-8'
    },
    check: 'models-usable',
    says: /may not use claude-opus-4-8, which CLAUDE_CODE_SUBAGENT_MODEL of the shell names/,
    fix: /Type: export CLAUDE_CODE_SUBAGENT_MODEL=claude-haiku-4-5/,
  },
  {
    name: 'a key that counts before the login of another organisation',
    set: (world) => {
      owned(world, theirs)
      world.scratch.write('home/.claude.json', JSON.stringify({ oauthAccount: { organizationUuid: mine } }))
    },
    check: 'account-expected',
    says: new RegExp(`${theirs}.*${mine}`),
    fix: /Type: unset ANTHROPIC_AUTH_TOKEN/,
  },
]

for (const surprise of surprises)
  test(`the doctor is surprised by ${surprise.name}`, () => tellSurprise(surprise), patienceMs)

for (const { name, set, check, says, fix } of aboutLogins)
  test.skipIf(/mounted/.test(name) && !canMount())(
    `the doctor is surprised by ${name}`,
    async () => {
      await using world = await doctorWorld()
      await set(world)
      const { findings, code } = await world.doctor('--offline')
      expect(findings.filter(({ status }) => status === 'wrong' || status === 'warn')).toMatchObject([
        { check, status: 'warn', summary: expect.stringMatching(says), fix: expect.stringMatching(fix) },
      ])
      expect(code).toBe(0)
    },
    patienceMs,
  )

test(
  'whoami says which account is expected',
  async () => {
    await using world = await doctorWorld()
    owned(world, theirs)
    world.env.ANTHROPIC_ORGANIZATION_ID = mine
    const { out } = await world.run('whoami')
    expect(out).toContain(`expected      organisation ${mine} (ANTHROPIC_ORGANIZATION_ID of the shell)`)
    owned(world, mine)
    expect((await world.run('whoami')).out).not.toContain('expected')
  },
  patienceMs,
)

test(
  'past its time with a refresh token is all right',
  async () => {
    await using world = await doctorWorld()
    login(world, { accessToken: 'made-up', refreshToken: 'made-up', expiresAt: Date.now() - 1000, scopes })
    const found = (await world.doctor('--offline')).findings.find(({ check }) => check === 'login-alive')
    expect([found?.status, found?.summary]).toEqual(['ok', expect.stringContaining('renewed by Claude Code')])
  },
  patienceMs,
)

test(
  'the end that a gateway tells is told on',
  async () => {
    await using world = await doctorWorld()
    const gateway = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch: ({ headers }) =>
        headers.get('authorization') === `Bearer ${world.key}`
          ? Response.json({ data: [{ id: 'a' }] }, { headers: { 'x-api-key-expires-at': '2099-01-01T00:00:00Z' } })
          : new Response('{}', { status: 401 }),
    })
    world.keep(() => gateway.stop(true))
    world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${gateway.port}`
    const { out } = await world.run('whoami')
    expect(out).toMatch(/life\s+\d+ d/)
  },
  patienceMs,
)

test(
  'behind the gateway of warmkey it is the profile whose account is another',
  async () => {
    await using world = await doctorWorld()
    owned(world, theirs)
    const upstream = { url: world.upstream.url }
    const work = { source: { type: 'env', name: 'KEY' }, upstream, expect: { organization: mine } }
    const config = { listen: { port: freePort() }, default: 'work', profiles: { work } }
    world.scratch.write('config/warmkey/config.jsonc', JSON.stringify(config))
    for (const name of ['ANTHROPIC_AUTH_TOKEN', 'ANTHROPIC_BASE_URL']) delete world.env[name]
    world.env.KEY = world.key
    world.keep(async () => void (await world.run('down')))
    expect(await world.run('up')).toMatchObject({ code: 0 })
    await world.run('connect', 'claude-code', '--yes')
    const { root, findings, text } = await world.doctor()
    expect(root).toBe('account-expected')
    expect(findings.find(({ check }) => check === root)).toMatchObject({
      summary: expect.stringContaining('The credential of the profile "work" is of organisation'),
      fix: 'Type: warmkey profile edit work',
    })
    expect(text).not.toContain(world.key)
  },
  patienceMs,
)
