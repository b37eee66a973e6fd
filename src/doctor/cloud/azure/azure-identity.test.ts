import { expect, test } from 'bun:test'
import { presented } from '../../present.ts'
import { identityIn } from './azure-identity.ts'

const token = (claims: object) =>
  presented('a token', 'a test', 'authorization', `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`)

test('a person, an application, and a text that is no token', () => {
  expect(identityIn(token({ upn: 'ann', oid: 'o', tid: 't', aud: 'a', exp: 2, appid: 'az' }))).toEqual({
    who: 'ann',
    principal: 'o',
    tenant: 't',
    audience: 'a',
    isApplication: false,
    endsAtMs: 2000,
  })
  expect(identityIn(token({ appid: 'x' }))).toMatchObject({ who: 'the application x', isApplication: true })
  expect(identityIn(presented('a key', 'a test', 'x-api-key', 'k'))).toMatchObject({
    who: null,
    tenant: null,
    endsAtMs: null,
  })
})
