/** Identity federation set wrong in one way: the doctor names that alone, and in the cured world Claude Code answers. */
import { describe, expect, test } from 'bun:test'
import { doctorWorld, onePromptOf, tellAll } from '../kit/doctor-world.ts'
import { federated, organization, writeToken } from '../kit/federated.ts'
import { missing } from '../kit/parts.ts'
import { startTokenIssuer } from '../kit/token-issuer.ts'
import { federation } from '../scenarios/doctor/federation.ts'

/** Several runs of the program and of the client, on a machine that may be busy. */
const patienceMs = 30_000

describe('the doctor names', () => tellAll(federation))

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
    writeToken(world, await provider.token('https://api.anthropic.com'))
    const report = await world.doctor()
    expect(report.findings.find(({ check }) => check === 'federation-exchanges')).toMatchObject({
      status: 'skip',
      summary: expect.stringContaining('jti'),
    })
    expect(world.upstream.seen.filter(({ path }) => path === '/v1/oauth/token')).toEqual([])
    if (!missing('claude-2.1.329')) expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
    const used = (await world.doctor('--spend')).findings.find(({ check }) => check === 'federation-exchanges')
    expect([used?.status, used?.summary]).toEqual(['wrong', expect.stringContaining('may have been exchanged before')])
    writeToken(world, await provider.token('https://api.anthropic.com'))
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
