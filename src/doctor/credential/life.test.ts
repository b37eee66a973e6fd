import { expect, test } from 'bun:test'
import { endInHeaders, lifeInText, namesBeside, timeOf } from './life.ts'

const at = Date.UTC(2026, 10, 21, 12)

test.each([
  [at, at],
  [at / 1000, at],
  [String(at / 1000), at],
  ['2026-11-21T12:00:00Z', at],
  ['2026-11-21 12:00:00 UTC', at],
  ['soon', null],
  ['', null],
  [0, null],
  [Number.NaN, null],
  [{}, null],
])('%p is %p', (value, ms) => {
  expect(timeOf(value)).toBe(ms)
})

test('a JSON Web Token', () => {
  const token = (claims: object) => `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`
  expect(lifeInText(token({ exp: at / 1000, nbf: 1_700_000_000, iat: 1_690_000_000 }))).toEqual({
    startsAtMs: 1_700_000_000_000,
    endsAtMs: at,
    madeAtMs: 1_690_000_000_000,
    by: 'exp of the key',
  })
  for (const text of [token({}), 'sk-ant-api03-x', 'eyJ.x', '']) expect(lifeInText(text)).toBeNull()
})

test('a short-term key of Bedrock', () => {
  const request =
    'bedrock.amazonaws.com/?Action=CallWithBearerToken&X-Amz-Date=20261121T110000Z&X-Amz-Expires=3600&Version=1'
  expect(lifeInText(`bedrock-api-key-${btoa(request)}`)).toMatchObject({ endsAtMs: at, startsAtMs: at - 3_600_000 })
  expect(lifeInText(`bedrock-api-key-${btoa('nothing')}`)).toBeNull()
})

test('what stands beside it', () => {
  expect(namesBeside('KEY')).toContain('KEY_EXPIRES_AT')
  const headers = (name: string, value: string) => endInHeaders(new Headers({ [name]: value }))?.endsAtMs ?? null
  expect(headers('github-authentication-token-expiration', '2026-11-21 12:00:00 UTC')).toBe(at)
  expect(headers('x-api-key-expires-at', String(at / 1000))).toBe(at)
  expect(headers('x-token-count', '5')).toBeNull()
  expect(headers('expires', 'Sat, 21 Nov 2026 12:00:00 GMT')).toBeNull()
})
