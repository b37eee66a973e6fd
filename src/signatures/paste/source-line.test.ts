import { expect, test } from 'bun:test'
import { isSource } from './source-line.ts'

test.each([
  ["if (error.code === 'ExpiredTokenException') {"],
  ["throw new Error('OAuth token has expired')"],
  ["const message = 'Invalid Token'"],
  ["expect(body).toEqual({ type: 'authentication_error' })"],
  ["AssertionError: expected 'Invalid Token' to be 'ok'"],
  ['FAIL src/auth.test.ts > refuses an expired token'],
  ['    except anthropic.AuthenticationError as error:'.trim()],
  ['// the upstream says invalid_grant'],
  ["it('says invalid_grant', () => {"],
])('%p is program text', (line) => {
  expect(isSource(line)).toBe(true)
})

test.each([
  ['API Error: 403 Invalid Token'],
  ['Error: invalid_api_key - API key is invalid or has been revoked.'],
  ['{"type":"error","error":{"type":"authentication_error"}}'],
  ['Use `claude login` to sign in again.'],
  ['case closed: invalid token'],
  ['If this goes on, ask your admin'],
])('%p is not', (line) => {
  expect(isSource(line)).toBe(false)
})
