import { describe, expect, test } from 'bun:test'
import { UnsecuredJWT } from 'jose'
import { WarmkeyError } from '../errors.ts'
import { readKey } from './read-key.ts'

const what = 'The output of `mint`'
const atMs = Date.UTC(2026, 0, 1)

test('plain text is the key', () => {
  expect(readKey('sk-000\r\n', { what })).toEqual({ key: 'sk-000', life: {}, kind: 'any' })
})

test('JSON has the key in it, with a byte order mark or not', () => {
  const found = { key: 'k', life: { expiresInMs: 60_000 }, kind: 'bearer' } as const
  const json = JSON.stringify({ access_token: ' k\n', token_type: 'Bearer', expires_in: 60 }, null, 2)
  expect(readKey(json, { what })).toEqual(found)
  expect(readKey(`\uFEFF \n${json}\n`, { what })).toEqual(found)
})

test('a key that is a JSON Web Token tells its own end, alone or in JSON', () => {
  const key = new UnsecuredJWT({ exp: atMs / 1_000 }).encode()
  expect(readKey(key, { what }).life).toEqual({ expiresAtMs: atMs })
  const json = JSON.stringify({ access_token: key, expires_at: atMs / 1_000 + 60, expires_in: 60 })
  expect(readKey(json, { what }).life).toEqual({ expiresAtMs: atMs, expiresInMs: 60_000 })
})

describe('refused', () => {
  const refusal = (text: string, field?: string): WarmkeyError => {
    try {
      readKey(text, { what, ...(field === undefined ? {} : { field }) })
    } catch (error) {
      if (error instanceof WarmkeyError) return error
    }
    throw new Error('was taken')
  }

  test.each([
    ['{"access_token": "canary"', undefined, 'source-malformed', 'The output of `mint` begins like JSON and is none.'],
    ['[canary]', undefined, 'source-malformed', 'The output of `mint` begins like JSON and is none.'],
    ['canary', 'token', 'source-malformed', 'The output of `mint` is not JSON, and "field" says that it should be.'],
    ['', 'token', 'source-malformed', 'The output of `mint` is empty.'],
    [
      '{"access_token": "canary canary"}',
      undefined,
      'source-malformed',
      'The key in the output of `mint` has white space inside.',
    ],
    ['{"token": ""}', 'token', 'source-malformed', 'The key in the output of `mint` is empty.'],
    [
      '{"claudeAiOauth": {"accessToken": "canary"}}',
      '/claudeAiOauth/accessToken',
      'subscription-login',
      'The output of `mint` leads to a Claude.ai subscription login, which warmkey does not carry.',
    ],
  ])('%s', (text, field, code, message) => {
    const error = refusal(text, field)
    expect([error.code, error.message]).toEqual([code as WarmkeyError['code'], message])
    expect(error.sentence).not.toContain('canary')
  })
})
