import { expect, test } from 'bun:test'
import type { ProveAnswer } from '../../daemon/control-protocol.ts'
import { profileVerdict } from './profile-check.ts'

const proof: ProveAnswer = {
  profile: 'work',
  upstream: 'https://llm.example',
  dialect: 'messages',
  source: 'environment variable KEY',
  outcome: 'answered',
  sentence: 'The API answered GET /v1/models with 200.',
  fingerprint: '0a1b2c3d',
  expiresAtMs: 3_600_000,
  organization: null,
  workspace: null,
  models: ['claude-a', 'claude-b'],
  aliases: { sonnet: 'claude-a', gone: 'claude-z' },
}
const failed = (change: Partial<ProveAnswer>, flags: object = {}) => {
  const verdict = profileVerdict({ ...proof, ...change }, { format: 'text', spend: false, ...flags }, 0)
  return verdict.failed === null ? null : `${verdict.failed.check} ${verdict.failed.status}`
}

test('taken, long enough, and served, under its own name or another', () => {
  const all = { format: 'text', spend: false, minLife: 60_000, model: 'sonnet' } as const
  const { failed: none, shown } = profileVerdict(proof, all, 0)
  expect([none, shown.length, shown[0]]).toEqual([null, 3, expect.stringContaining('of work (The API answered')])
  expect(failed({}, { model: 'claude-b' })).toBeNull()
  expect(failed({ expiresAtMs: null }, { minLife: 60_000 })).toBeNull()
})

test('refused, too short, not served, and what nobody can tell', () => {
  expect(failed({ outcome: 'refused' })).toBe('profile-answered wrong')
  expect(failed({}, { minLife: 7_200_000 })).toBe('min-life wrong')
  expect(failed({}, { model: 'gone' })).toBe('model-served wrong')
  expect(failed({ outcome: 'unclear' })).toBe('profile-answered skip')
  expect(failed({ models: null }, { model: 'claude-a' })).toBe('model-served skip')
})

test('of another account than the profile expects', () => {
  expect(failed({ expected: 'organisation other' })).toBe('account-expected wrong')
  expect(failed({ expected: null })).toBeNull()
})
