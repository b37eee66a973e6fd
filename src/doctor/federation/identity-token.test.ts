import { expect, test } from 'bun:test'
import { faultOfToken, isLongLived, shownClaims } from './identity-token.ts'

const now = 1_800_000_000
const claims = { iss: 'https://ci.example', sub: 'repo:a', aud: 'https://api.anthropic.com', iat: now, exp: now + 600 }
const head = { alg: 'RS256', kid: 'k' }
const faultOf = (change: object, of: object = {}, bytes = 900) =>
  faultOfToken({ head: { ...head, ...of }, claims: { ...claims, ...change }, bytes }, now * 1000)

test('one that can be exchanged', () => {
  expect(faultOf({})).toBeNull()
  expect(faultOf({ exp: now - 20 })).toBeNull()
  expect(isLongLived(claims)).toBe(false)
  expect(isLongLived({ iat: 0, exp: 3601 })).toBe(true)
})

test.each([
  ['no token', faultOfToken(null, 0), /no JSON Web Token/],
  ['too long', faultOf({}, {}, 17_000), /17 KiB/],
  ['a shared secret', faultOf({}, { alg: 'HS256' }), /HS256/],
  ['no signature', faultOf({}, { alg: 'none' }), /none/],
  ['no key', faultOf({}, { kid: undefined }), /kid/],
  ['no subject', faultOf({ sub: undefined }), /"sub"/],
  ['past', faultOf({ exp: now - 31 }), /ended on 2027-01-15/],
  ['to come', faultOf({ nbf: now + 90 }), /begins to count/],
  ['odd times', faultOf({ exp: 'soon' }), /no numbers/],
  ['an impossible time', faultOf({ nbf: 1e300 }), /impossible day/],
])('%s', (_, fault, fact) => {
  expect(fault?.fact).toMatch(fact)
  expect(fault?.but).not.toBe('')
})

test('what is shown of it', () => {
  expect(shownClaims({ ...claims, aud: ['a', 'b'], sub: 'x\u001b[2J' })).toEqual([
    'iss: https://ci.example',
    'aud: a, b',
  ])
})
