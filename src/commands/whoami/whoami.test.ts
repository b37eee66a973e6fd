import { expect, test } from 'bun:test'
import { doctorWorld } from '../../../test/kit/doctor-world.ts'
import type { Identity } from '../../doctor/identity.ts'
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
    'hides         apiKeyHelper of settings.json',
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
