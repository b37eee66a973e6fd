import { expect, test } from 'bun:test'
import type { ProveAnswer } from '../../daemon/control-protocol.ts'
import { lifeText, profileLines } from './profile-lines.ts'

const proof: ProveAnswer = {
  profile: 'work',
  upstream: 'https://llm.example',
  dialect: 'messages',
  source: 'environment variable KEY',
  outcome: 'answered',
  sentence: 'The API answered GET /v1/models with 200.',
  fingerprint: '0a1b2c3d',
  expiresAtMs: 3_600_000,
  organization: 'org',
  workspace: null,
  models: ['a', 'b', 'c', 'd', 'e'],
  aliases: { sonnet: 'a' },
}

test('what is known, a line each', () => {
  expect(profileLines(proof, 0)).toEqual([
    'profile       work',
    'credential    environment variable KEY (0a1b2c3d)',
    'endpoint      https://llm.example',
    'accepted      yes (The API answered GET /v1/models with 200)',
    'organisation  org',
    'life          1 h left',
    'models        5: a, b, c, d …',
    'names         sonnet is a',
  ])
  expect(profileLines({ ...proof, expected: 'organisation other' }, 0)).toContain('expected      organisation other')
  const refused = { ...proof, outcome: 'refused', fingerprint: null, models: null, aliases: {} } as const
  expect(profileLines({ ...refused, dialect: 'bedrock' }, 0)).toHaveLength(5)
})

test('a life that is not known, and one that is over', () => {
  expect([lifeText(null, 0), lifeText(0, 60_000)]).toEqual(['it does not say when it ends', 'ended 1 min ago'])
})
