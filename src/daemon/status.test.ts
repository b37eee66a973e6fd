import { describe, expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { createKeeper } from '../credential/keeper.ts'
import { env } from '../credential/sources/env.ts'
import type { KeptStatus, ProfileStatus, Status } from './control-protocol.ts'
import { timeOfDay } from './sign-in.ts'
import { keptStatus, shortly, statusline } from './status.ts'

const nowMs = Date.UTC(2026, 0, 1, 12)
const min = 60_000

const kept: KeptStatus = {
  source: 'command mint',
  credential: { fingerprint: '0badcafe', issuedAtMs: nowMs - min, expiresAtMs: nowMs + 47 * min },
  renewing: null,
  lastRenewal: null,
  lastFailure: null,
  signIn: null,
}
const counts = { requests: 0, renewals: 0, replays: 0, denials: 0, stops: 0 }
const profile = (more: Partial<ProfileStatus> = {}): ProfileStatus => ({
  ...kept,
  name: 'work',
  isDefault: true,
  upstream: 'https://llm.example',
  exportable: true,
  counts,
  lastRefusal: null,
  ...more,
})
const failure = (code: 'source-failed' | 'source-needs-person'): KeptStatus['lastFailure'] => ({
  atMs: nowMs,
  code,
  sentence: 'It failed.',
  retryAtMs: null,
})

const line = (profiles: readonly ProfileStatus[], more: Partial<Status> = {}): string =>
  statusline({ profiles, runs: [], config: { file: '/c', takenAtMs: nowMs, problems: [] }, nowMs, ...more })

describe('the status line', () => {
  test.each<[string, Partial<ProfileStatus>, string]>([
    ['says how long the key lives', {}, 'warmkey work · key for 47 min'],
    [
      'or that it has no end',
      { credential: { fingerprint: 'x', issuedAtMs: 0, expiresAtMs: null } },
      'warmkey work · key ready',
    ],
    ['or that none was asked for', { credential: null }, 'warmkey work · asks at the next request'],
    [
      'a failure matters when there is no key',
      { credential: null, lastFailure: failure('source-failed') },
      'warmkey work: no key (source-failed)',
    ],
    ['and not while there is one', { lastFailure: failure('source-failed') }, 'warmkey work · key for 47 min'],
    [
      'a person who is needed comes first',
      { lastFailure: failure('source-needs-person'), signIn: { beforeMs: nowMs - 1, how: 'corp login' } },
      'warmkey: sign in now (corp login)',
    ],
    [
      'also ahead of time',
      { signIn: { beforeMs: nowMs + 40 * min, how: null } },
      `warmkey: sign in before ${timeOfDay(nowMs + 40 * min)}`,
    ],
    ['but not hours ahead', { signIn: { beforeMs: nowMs + 300 * min, how: null } }, 'warmkey work · key for 47 min'],
    [
      'control characters do not get in',
      { signIn: { beforeMs: nowMs, how: 'a\u001b[31m\nb' } },
      'warmkey: sign in now (a [31m b)',
    ],
  ])('%s', (_, more, expected) => {
    expect(line([profile(more)])).toBe(expected)
  })

  test('shows the default profile, or else the first, or else what runs share', () => {
    const first = profile({ name: 'first', isDefault: false })
    expect(line([first, profile()])).toStartWith('warmkey work')
    expect(line([first])).toStartWith('warmkey first')
    expect(line([], { runs: [{ ...kept, upstream: 'https://llm.example', askedAtMs: nowMs }] })).toBe(
      'warmkey · key for 47 min',
    )
    expect(line([])).toBe('warmkey')
  })

  test('says that a configuration was refused', () => {
    const config = { file: '/c', takenAtMs: nowMs, problems: ['bad'] }
    expect(line([profile()], { config })).toBe('warmkey work · key for 47 min · configuration refused')
    expect(line([], { config })).toBe('warmkey: configuration refused')
  })

  test('is never longer than a status line has room for', () => {
    expect(line([profile({ signIn: { beforeMs: nowMs, how: 'x'.repeat(200) } })]).length).toBe(100)
  })
})

test.each([
  [-1, '0 s'],
  [59_999, '59 s'],
  [60_000, '1 min'],
  [3_599_999, '59 min'],
  [3_600_000, '1 h'],
  [47 * 3_600_000, '47 h'],
  [49 * 3_600_000, '2 d'],
])('%i ms, shortly', (ms, words) => {
  expect(shortly(ms)).toBe(words)
})

test('what is shown of a keeper holds no key', async () => {
  const clock = createFakeClock()
  const source = env.create({ type: 'env', name: 'KEY' }, { clock, env: { KEY: 'fake-key-12345' }, home: '/' })
  const keeper = createKeeper({ identity: 'x', source, clock, ttlMs: 60_000 })
  expect(keptStatus(keeper)).toEqual({
    source: 'env KEY',
    credential: null,
    renewing: null,
    lastRenewal: null,
    lastFailure: null,
    signIn: null,
  })
  const { secret } = await keeper.get()
  const status = keptStatus({ ...keeper, source: { ...source, deadline: () => 5, signIn: 'corp login' } })
  expect(status).toMatchObject({
    credential: { fingerprint: secret.fingerprint, issuedAtMs: clock.nowMs(), expiresAtMs: clock.nowMs() + 60_000 },
    lastRenewal: { why: 'first' },
    signIn: { beforeMs: 5, how: 'corp login' },
  })
  expect(JSON.stringify(status)).not.toContain('fake-key')
})
