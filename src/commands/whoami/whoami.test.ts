import { expect, test } from 'bun:test'
import { doctorWorld } from '../../../test/kit/doctor-world.ts'
import type { Identity } from '../../doctor/credential/identity.ts'
import { identityLines } from './whoami.ts'

const identity: Identity = {
  name: 'ANTHROPIC_API_KEY',
  place: 'the shell',
  fingerprint: '0a1b2c3d',
  kind: 'an Anthropic API key',
  endpoint: 'https://api.anthropic.com',
  endpointPlace: null,
  accepted: true,
  because: 'GET /v1/models: 200',
  organization: 'org',
  workspace: null,
  expected: null,
  endsAtMs: 3_600_000,
  models: ['a', 'b', 'c', 'd', 'e'],
  hides: ['apiKeyHelper of settings.json'],
}

test('what is known, a line each', () => {
  expect(identityLines(identity, 0)).toEqual([
    'credential    ANTHROPIC_API_KEY of the shell (an Anthropic API key, 0a1b2c3d)',
    'endpoint      https://api.anthropic.com',
    'accepted      yes (GET /v1/models: 200)',
    'organisation  org',
    'life          1 h left',
    'models        5: a, b, c, d …',
  ])
  expect(identityLines({ ...identity, accepted: false }, 7_200_000).slice(-4)).toContain('What to do: warmkey doctor')
  expect(identityLines(null, 0)).toEqual(['Claude Code has nothing to sign in with here. What to do: warmkey doctor'])
})

test('the real program, by a request', async () => {
  await using world = await doctorWorld()
  const { code, out } = await world.run('whoami', '--json')
  expect([code, JSON.parse(out)]).toMatchObject([
    0,
    { schema: 1, identity: { accepted: true, name: 'ANTHROPIC_AUTH_TOKEN' } },
  ])
  expect(out).not.toContain(world.key)
  world.env.ANTHROPIC_AUTH_TOKEN = 'bad'
  expect((await world.run('whoami')).code).toBe(1)
})

test('where several are set, it says which wins and why', async () => {
  await using world = await doctorWorld()
  expect((await world.run('whoami')).out).not.toContain('Which credential wins')
  world.env.ANTHROPIC_API_KEY = world.key
  world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: world.key } })
  expect((await world.run('whoami')).out).toContain(
    [
      'Which credential wins',
      '',
      '  => ANTHROPIC_AUTH_TOKEN of ~/.claude/settings.json: used',
      '     ANTHROPIC_AUTH_TOKEN of the shell: hidden by ~/.claude/settings.json',
      '  +  ANTHROPIC_API_KEY of the shell: sent beside the winner, in x-api-key',
    ].join('\n'),
  )
  const { ladder } = JSON.parse((await world.run('whoami', '--json')).out) as { ladder: { state: string }[] }
  expect(ladder.map(({ state }) => state)).toEqual(['used', 'hidden', 'beside'])
})

test('a header of one’s own that alone signs in', async () => {
  await using world = await doctorWorld()
  delete world.env.ANTHROPIC_AUTH_TOKEN
  world.env.ANTHROPIC_CUSTOM_HEADERS = `X-Team: a\nx-api-key: ${world.key}`
  const { code, out } = await world.run('whoami')
  expect([code, out]).toEqual([0, expect.stringMatching(/^credential +ANTHROPIC_CUSTOM_HEADERS of the shell \(/)])
  expect(out).toMatch(/accepted +yes/)
  expect(out).not.toContain(world.key)
})

test('nothing that can sign in, and what stands in the way', async () => {
  await using world = await doctorWorld()
  delete world.env.ANTHROPIC_AUTH_TOKEN
  expect((await world.run('whoami')).out).not.toContain('Which credential wins')
  world.settings('user', { env: { ANTHROPIC_API_KEY: '' } })
  const { code, out } = await world.run('whoami')
  expect([code, out]).toEqual([1, expect.stringContaining('ANTHROPIC_API_KEY of ~/.claude/settings.json: empty')])
})
