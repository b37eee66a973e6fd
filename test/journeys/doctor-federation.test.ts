/** Identity federation set wrong in one way: the doctor names that alone, and in the cured world Claude Code answers. */
import { describe, expect, test } from 'bun:test'
import { unlinkSync } from 'node:fs'
import { type DoctorWorld, doctorWorld, onePromptOf, type Scenario, tell } from '../kit/doctor-world.ts'
import { type IdentityIssuer, identityIssuer } from '../kit/identity-issuer.ts'
import { missing } from '../kit/parts.ts'
import { startTokenIssuer } from '../kit/token-issuer.ts'

/** Several runs of the program and of the client, on a machine that may be busy. */
const patienceMs = 30_000
const organization = '00000000-0000-4000-8000-0000000000aa'
const issuer: IdentityIssuer = await identityIssuer()
const subject = 'repo:acme/shop:ref:refs/heads/main'
const good = () => issuer.token({ sub: subject })
const write = (world: DoctorWorld, token: string): void => void world.scratch.write('home/token', `${token}\n`, 0o600)

/** All is well: a token in a file, a rule that fits. */
async function federated(world: DoctorWorld): Promise<void> {
  delete world.env.ANTHROPIC_AUTH_TOKEN
  write(world, await good())
  Object.assign(world.env, {
    ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_01made',
    ANTHROPIC_ORGANIZATION_ID: organization,
    ANTHROPIC_SERVICE_ACCOUNT_ID: 'svac_01made',
    ANTHROPIC_IDENTITY_TOKEN_FILE: world.scratch.path('home/token'),
  })
  world.upstream.federate({
    id: 'fdrl_01made',
    organization,
    issuer: issuer.url,
    keys: issuer.keys,
    subject: 'repo:acme/shop:*',
    serviceAccount: 'svac_01made',
  })
}
const profileLogin = (world: DoctorWorld, seconds: number): void =>
  void world.scratch.write(
    'config/anthropic/credentials/me.json',
    JSON.stringify({ access_token: 'made-up', expires_at: Math.floor(Date.now() / 1000) + seconds }),
  )
const token = (
  name: string,
  make: () => string | Promise<string>,
  told: Pick<Scenario, 'root' | 'cause' | 'fix' | 'number'>,
): Scenario => ({
  name,
  set: async (world) => {
    await federated(world)
    write(world, await make())
  },
  cure: async (world) => write(world, await good()),
  ...told,
})
const variable = (name: string, value: string | null, fix: RegExp, told: Partial<Scenario> = {}): Scenario => {
  let was = ''
  return {
    name: value === null ? `${name} is not set` : `${name} is "${value}"`,
    set: async (world) => {
      await federated(world)
      was = world.env[name] ?? ''
      if (value === null) delete world.env[name]
      else world.env[name] = value
    },
    root: 'federation-token',
    cause: value === null ? 'missing-credential' : 'config-file',
    fix,
    cure: ({ env }) => {
      env[name] = was
    },
    ...told,
  }
}
const invalid = { root: 'federation-token', cause: 'invalid-credential' } as const
const refused = { root: 'federation-exchanges', cause: 'invalid-credential', number: 5 } as const

const scenarios: readonly Scenario[] = [
  variable('ANTHROPIC_ORGANIZATION_ID', null, /export ANTHROPIC_ORGANIZATION_ID=/),
  variable('ANTHROPIC_ORGANIZATION_ID', 'acme', /export ANTHROPIC_ORGANIZATION_ID=/),
  variable('ANTHROPIC_FEDERATION_RULE_ID', 'my-rule', /export ANTHROPIC_FEDERATION_RULE_ID=/),
  variable('ANTHROPIC_IDENTITY_TOKEN_FILE', null, /export ANTHROPIC_IDENTITY_TOKEN_FILE=/),
  {
    name: 'a token file that is not mounted',
    set: async (world) => {
      await federated(world)
      unlinkSync(world.scratch.path('home/token'))
    },
    root: 'federation-token',
    cause: 'missing-credential',
    fix: /projected/,
    cure: async (world) => write(world, await good()),
  },
  token('an empty token file', () => ' ', {
    root: 'federation-token',
    cause: 'missing-credential',
    fix: /wc -c/,
  }),
  token('something that is no token', () => 'hello', { ...invalid, fix: /begins with eyJ/ }),
  token('a token that has ended', () => issuer.token({ sub: subject }, { ageSeconds: 3600 }), {
    root: 'federation-token',
    cause: 'expired',
    number: 2,
    fix: /new one/,
  }),
  token('a token without the name of its key', () => issuer.token({ sub: subject }, { kid: null }), {
    ...invalid,
    fix: /kid/,
  }),
  token('a token with too many groups', () => issuer.token({ sub: subject, groups: 'x'.repeat(17_000) }), {
    ...invalid,
    fix: /groups/,
  }),
  token('a token of another repository', () => issuer.token({ sub: 'repo:acme/other:ref:refs/heads/main' }), {
    ...refused,
    fix: /tab=history/,
  }),
  token('a token for another audience', () => issuer.token({ sub: subject, aud: 'sts.amazonaws.com' }), {
    ...refused,
    fix: /aud/,
  }),
  {
    name: 'a rule for two workspaces, and none is named',
    set: async (world) => {
      await federated(world)
      const workspaces = ['wrkspc_a', 'wrkspc_b']
      world.upstream.federate({
        id: 'fdrl_01made',
        organization,
        issuer: issuer.url,
        keys: issuer.keys,
        subject,
        workspaces,
      })
    },
    root: 'federation-exchanges',
    cause: 'missing-credential',
    fix: /ANTHROPIC_WORKSPACE_ID/,
    cure: ({ env }) => {
      env.ANTHROPIC_WORKSPACE_ID = 'wrkspc_a'
    },
  },
  {
    name: 'a gateway that exchanges nothing',
    set: async (world) => {
      await federated(world)
      const answer = { kind: 'response', status: 404, body: '{"detail":"Not Found"}' } as const
      world.upstream.script(answer, Number.POSITIVE_INFINITY, ({ path }) => path.startsWith('/v1/oauth'))
    },
    root: 'federation-exchanges',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /ANTHROPIC_AUTH_TOKEN/,
    cure: ({ upstream }) => upstream.unscript(),
  },
  {
    name: 'a profile of a person, whose login has ended',
    set: async (world) => {
      await federated(world)
      for (const name of Object.keys(world.env)) if (/^ANTHROPIC_(?!BASE_URL)/.test(name)) delete world.env[name]
      world.env.ANTHROPIC_PROFILE = 'me'
      world.scratch.write('config/anthropic/configs/me.json', '{"authentication":{"type":"user_oauth"}}')
      profileLogin(world, -3600)
    },
    root: 'federation-token',
    cause: 'expired',
    number: 2,
    fix: /Type: ant auth login/,
    cure: (world) => profileLogin(world, 3600),
  },
  {
    name: 'a profile that is not there',
    set: async (world) => {
      await federated(world)
      world.env.ANTHROPIC_PROFILE = 'play'
    },
    root: 'federation-token',
    cause: 'config-file',
    fix: /Type: unset ANTHROPIC_PROFILE/,
    cure: ({ env }) => {
      delete env.ANTHROPIC_PROFILE
    },
  },
]

describe('the doctor names', () => {
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario), patienceMs)
})

test(
  'in the cured world the real Claude Code answers',
  async () => {
    await using world = await doctorWorld()
    await federated(world)
    const report = await world.doctor()
    expect(report.findings.find(({ check }) => check === 'credential-accepted')).toMatchObject({ status: 'ok' })
    expect(report.text).not.toMatch(/sk-ant-oat01-|eyJ/)
    const said = await world.run('whoami')
    expect(said.out).toContain(organization)
    if (!missing('claude-2.1.329')) expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
  },
  patienceMs,
)

test(
  'by a profile, whose address counts too',
  async () => {
    await using world = await doctorWorld()
    await federated(world)
    for (const name of Object.keys(world.env)) if (/^ANTHROPIC_/.test(name)) delete world.env[name]
    world.env.ANTHROPIC_PROFILE = 'ci'
    const profile = {
      version: '1.0',
      authentication: {
        type: 'oidc_federation',
        federation_rule_id: 'fdrl_01made',
        service_account_id: 'svac_01made',
        identity_token: { source: 'file', path: world.scratch.path('home/token') },
      },
      organization_id: organization,
      base_url: world.upstream.url,
    }
    world.scratch.write('config/anthropic/configs/ci.json', JSON.stringify(profile))
    const report = await world.doctor()
    expect(report.findings.filter(({ status }) => status === 'wrong')).toEqual([])
    expect(report.findings.find(({ check }) => check === 'credential-accepted')).toMatchObject({ status: 'ok' })
    // The variable counts before the address of the profile, for the exchange as well (measured with 2.1.329).
    world.scratch.write(
      'config/anthropic/configs/ci.json',
      JSON.stringify({ ...profile, base_url: 'http://127.0.0.1:9' }),
    )
    world.env.ANTHROPIC_BASE_URL = world.upstream.url
    expect((await world.doctor()).root).toBeNull()
    if (!missing('claude-2.1.329')) expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
    world.scratch.write('config/anthropic/configs/ci.json', '{"authentication":{}}')
    expect((await world.doctor()).root).toBe('federation-token')
  },
  patienceMs,
)

test(
  'a token that is good once is left to Claude Code, unless spending was agreed to',
  async () => {
    await using provider = await startTokenIssuer()
    const { keys } = (await (await fetch(`${provider.issuer}/jwks`)).json()) as { keys: Record<string, unknown>[] }
    await using world = await doctorWorld()
    await federated(world)
    const rule = { id: 'fdrl_01made', organization, issuer: provider.issuer, keys, subject: 'ci' }
    world.upstream.federate({ ...rule, serviceAccount: 'svac_01made' })
    write(world, await provider.token('https://api.anthropic.com'))
    const report = await world.doctor()
    expect(report.findings.find(({ check }) => check === 'federation-exchanges')).toMatchObject({
      status: 'skip',
      summary: expect.stringContaining('jti'),
    })
    expect(world.upstream.seen.filter(({ path }) => path === '/v1/oauth/token')).toEqual([])
    if (!missing('claude-2.1.329')) expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
    const used = (await world.doctor('--spend')).findings.find(({ check }) => check === 'federation-exchanges')
    expect([used?.status, used?.summary]).toEqual(['wrong', expect.stringContaining('may have been exchanged before')])
    write(world, await provider.token('https://api.anthropic.com'))
    const fresh = (await world.doctor('--spend')).findings.find(({ check }) => check === 'federation-exchanges')
    expect([fresh?.status, fresh?.summary]).toEqual(['ok', expect.stringContaining('used up')])
  },
  patienceMs,
)

test(
  'what a project names is not exchanged',
  async () => {
    await using world = await doctorWorld()
    await federated(world)
    world.settings('project', { env: { ANTHROPIC_ORGANIZATION_ID: '00000000-0000-4000-8000-0000000000ee' } })
    const report = await world.doctor()
    expect(report.findings.find(({ check }) => check === 'federation-token')).toMatchObject({ status: 'skip' })
    expect(world.upstream.seen.filter(({ path }) => path === '/v1/oauth/token')).toEqual([])
  },
  patienceMs,
)
