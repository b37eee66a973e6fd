/** Whose credential it is, how long it lives, and what it may use: one thing set wrong, and the doctor names it alone. */
import { describe, expect, test } from 'bun:test'
import { copyFileSync, readlinkSync } from 'node:fs'
import { type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, tellAll } from '../kit/doctor-world.ts'
import { freePort } from '../kit/free-port.ts'
import { canMount, ownMounts } from '../kit/own-mounts.ts'
import { until } from '../kit/until.ts'
import { account } from '../scenarios/doctor/account.ts'

/** Several runs of the program, on a machine that may be busy. */
const patienceMs = 30_000
const mine = '00000000-0000-4000-8000-0000000000aa'
const theirs = '00000000-0000-4000-8000-0000000000bb'

/** The key of this world is of an account. */
const owned = ({ upstream, key }: DoctorWorld, organization: string): void => upstream.accept(key, { organization })
const login = (world: DoctorWorld, claudeAiOauth: unknown): void => {
  delete world.env.ANTHROPIC_AUTH_TOKEN
  world.scratch.write('home/.claude/.credentials.json', JSON.stringify({ claudeAiOauth }))
}
const scopes = ['user:inference', 'user:profile']
const far = Date.now() + 90 * 86_400_000

describe('the doctor names', () => tellAll(account))

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
  'a token that was made in what is the future here speaks of the clock',
  async () => {
    await using world = await doctorWorld()
    const tomorrow = Math.floor(Date.now() / 1000) + 86_400
    const claims = Buffer.from(JSON.stringify({ iat: tomorrow, nbf: tomorrow, exp: tomorrow + 600 }))
    world.env.ANTHROPIC_AUTH_TOKEN = `eyJhbGciOiJub25lIn0.${claims.toString('base64url')}.made-up`
    const found = (await world.doctor('--offline')).findings.find(({ check }) => check === 'credential-life')
    expect(found).toMatchObject({ status: 'wrong', cause: 'clock-skew', fix: 'Type: sudo timedatectl set-ntp true' })
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
