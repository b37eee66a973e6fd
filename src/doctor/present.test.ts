import { expect, test } from 'bun:test'
import { endOf, flawIn, headersOf, looksLike, presented, wrongFor } from './present.ts'

const token = presented('ANTHROPIC_AUTH_TOKEN', 'the shell', 'authorization', ' a-token \n')
const key = presented('ANTHROPIC_API_KEY', 'the shell', 'x-api-key', 'a-key')
const helper = presented('apiKeyHelper', 'settings', 'both', 'from-helper')
const sent = (...credentials: Parameters<typeof headersOf>[0]) => {
  const headers = headersOf(credentials)
  return [headers.get('authorization'), headers.get('x-api-key')]
}

test('each goes where the client puts it, the first one first', () => {
  expect(sent(token)).toEqual(['Bearer a-token', null])
  expect(sent(key)).toEqual([null, 'a-key'])
  expect(sent(helper)).toEqual(['Bearer from-helper', 'from-helper'])
  expect(sent(token, key)).toEqual(['Bearer a-token', 'a-key'])
  expect(sent(key, helper)).toEqual(['Bearer from-helper', 'a-key'])
  expect(sent()).toEqual([null, null])
})

test('it is looked at, and not shown', () => {
  const quoted = presented('A', 'B', 'both', '"canary-canary"')
  expect(flawIn(quoted)?.id).toBe('quoted')
  expect(looksLike(key)).toBeNull()
  expect(wrongFor(presented('A', 'B', 'both', `gsk_${'a'.repeat(20)}`), 'api.anthropic.com')).toBe('a Groq key')
  expect(Bun.inspect(quoted)).not.toContain('canary')
})

test('the end that a JSON Web Token says of itself', () => {
  const claims = (payload: string) =>
    presented('A', 'B', 'both', `eyJhbGciOiJub25lIn0.${Buffer.from(payload).toString('base64url')}.x`)
  expect(endOf(claims('{"exp":1767225600}'))).toBe(1_767_225_600_000)
  expect(endOf(claims('{"sub":"me"}'))).toBeNull()
  expect(endOf(claims('{"exp'))).toBeNull()
  expect(endOf(key)).toBeNull()
})
