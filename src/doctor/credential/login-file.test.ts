import { expect, test } from 'bun:test'
import { readLogin } from './login-file.ts'

const now = 1_800_000_000_000
const scopes = ['user:inference', 'user:profile']
const state = (claudeAiOauth: unknown) => readLogin(JSON.stringify({ claudeAiOauth }), now)

test('past its time and renewable is alive', () => {
  expect(state({ accessToken: 'a', refreshToken: 'r', expiresAt: now - 1, scopes })).toMatchObject({
    kind: 'alive',
    renewable: true,
    endsMs: now - 1,
    inSeconds: [],
  })
})

test.each([
  ['no JSON', readLogin('{', now), 'broken'],
  ['no login', readLogin('{"mcpOAuth":{}}', now), 'broken'],
  ['something else', state(7), 'broken'],
  ['wiped', state({ accessToken: '', refreshToken: '', expiresAt: 0, scopes }), 'wiped'],
  ['without scopes', state({ accessToken: 'a', expiresAt: now + 1 }), 'no-scope'],
  ['ended for good', state({ accessToken: 'a', expiresAt: now - 1, scopes }), 'ended'],
  [
    'with a refresh token that ended too',
    state({ accessToken: 'a', refreshToken: 'r', expiresAt: now - 1, refreshTokenExpiresAt: now - 1, scopes }),
    'ended',
  ],
  ['without a time', state({ accessToken: 'a', scopes }), 'alive'],
])('%s', (_, found, kind) => {
  expect(found.kind).toBe(kind as typeof found.kind)
})

test('seconds are told from milliseconds', () => {
  expect(state({ accessToken: 'a', expiresAt: now / 1000 + 60, scopes })).toMatchObject({
    kind: 'alive',
    endsMs: now + 60_000,
    inSeconds: ['expiresAt'],
  })
  expect(state({ accessToken: 'a', expiresAt: new Date(now).toISOString(), scopes })).toMatchObject({ kind: 'ended' })
})
