import { expect, test } from 'bun:test'
import type { Credential, CredentialKind } from '../credential/credential.ts'
import { redact, Secret } from '../secret.ts'
import { authorize, authorizeSigned, type CredentialHeader } from './authorize.ts'

const key = 'fake-key-0123456789'
const credential = (kind: CredentialKind, value = key): Credential => ({
  secret: new Secret(value),
  kind,
  origin: 'test',
  id: 'x#1',
  issuedAtMs: 0,
  expiresAtMs: null,
  knownNew: false,
})

const table: readonly [CredentialKind, CredentialHeader, Record<string, string>][] = [
  ['any', 'authorization', { authorization: `Bearer ${key}` }],
  ['any', 'x-api-key', { 'x-api-key': key }],
  ['any', 'both', { authorization: `Bearer ${key}`, 'x-api-key': key }],
  ['any', 'x-corp-token', { 'x-corp-token': key }],
  ['bearer', 'x-api-key', { authorization: `Bearer ${key}` }],
  ['bearer', 'both', { authorization: `Bearer ${key}` }],
  ['api-key', 'authorization', { 'x-api-key': key }],
  ['api-key', 'both', { 'x-api-key': key }],
  ['bearer', 'x-corp-token', { authorization: `Bearer ${key}` }],
]

test.each(table)('a credential of kind %s for an upstream that wants %s', (kind, header, wanted) => {
  const headers = new Headers()
  authorize(headers, credential(kind), header)
  expect(headers.toJSON()).toEqual(wanted)
})

test.each(table)('nothing of an earlier attempt or of the caller stays beside %s for %s', (kind, header, wanted) => {
  const headers = new Headers({ authorization: 'Bearer old', 'x-api-key': 'old', [header]: 'mine' })
  headers.delete('both')
  authorize(headers, credential(kind), header)
  expect(headers.toJSON()).toEqual(wanted)
})

test('a renewal that brings another kind moves to the other header', () => {
  const headers = new Headers()
  authorize(headers, credential('bearer', 'first-token'), 'both')
  authorize(headers, credential('api-key', 'second-key'), 'both')
  expect(headers.toJSON()).toEqual({ 'x-api-key': 'second-key' })
})

const scope = { service: 'bedrock', region: 'us-east-1' }
const whole = JSON.stringify({
  Version: 1,
  AccessKeyId: 'AKIAFAKE',
  SecretAccessKey: 'fake/secret',
  SessionToken: 'fake-token',
})
const sign = async (given: Credential) => {
  const headers = new Headers()
  const request = { method: 'POST', url: new URL('https://h.example/x'), headers, body: undefined }
  await authorizeSigned(request, given, 'authorization', scope, Date.UTC(2026, 0, 1))
  return headers
}

test('an AWS credential signs and is not sent', async () => {
  const headers = await sign(credential('aws', whole))
  expect(headers.get('authorization')).toStartWith('AWS4-HMAC-SHA256 Credential=AKIAFAKE/20260101/us-east-1/bedrock/')
  expect(headers.get('x-amz-security-token')).toBe('fake-token')
  expect(JSON.stringify(headers)).not.toContain('fake/secret')
})

test.each<CredentialKind>(['any', 'bearer', 'api-key'])('a Bedrock key of kind %s is a Bearer token', async (kind) => {
  expect((await sign(credential(kind, 'ABSKfakekey'))).toJSON()).toEqual({ authorization: 'Bearer ABSKfakekey' })
})

test('a key renewed in place of an AWS credential leaves nothing of the signature', async () => {
  const headers = await sign(credential('aws', whole))
  const request = { method: 'POST', url: new URL('https://h.example/x'), headers, body: undefined }
  await authorizeSigned(request, credential('bearer', 'ABSKfakekey'), 'authorization', scope, 0)
  expect(headers.toJSON()).toEqual({ authorization: 'Bearer ABSKfakekey' })
})

test.each<[CredentialKind, string]>([
  ['any', 'AKIAIOSFODNN7EXAMPLE'],
  ['bearer', 'ASIAIOSFODNN7EXAMPLE'],
  ['any', whole],
  ['aws', 'AKIAIOSFODNN7EXAMPLE'],
  ['aws', '{"AccessKeyId":"AKIAFAKE"'],
  ['aws', '{"AccessKeyId":"AKIAFAKE"}'],
  ['aws', '{"AccessKeyId":"AKIAFAKE","SecretAccessKey":""}'],
  ['aws', '{"AccessKeyId":"AKIAFAKE","SecretAccessKey":"a b"}'],
  ['aws', '{"AccessKeyId":"AKIAFAKE","SecretAccessKey":"ab","SessionToken":7}'],
  ['aws', 'null'],
])('of kind %s, %s is refused in words that do not repeat it', async (kind, text) => {
  const fault = await sign(credential(kind, text)).catch((thrown) => thrown)
  expect(fault).toMatchObject({ code: 'source-malformed' })
  expect(fault.sentence).toMatch(/^warmkey: test gives .*\. \S.*\.$/)
  expect(fault.sentence).not.toContain('FAKE')
  expect(fault.sentence).not.toContain('EXAMPLE')
})

test('an AWS credential for an upstream that is not signed for is refused in words', () => {
  const headers = new Headers()
  expect(() => authorize(headers, credential('aws', whole), 'both')).toThrow(/AWS credentials/)
  expect(headers.toJSON()).toEqual({})
})

test('a text that repeats a part of an AWS credential is cleaned of it, as long as the credential lives', async () => {
  const text = JSON.stringify({
    AccessKeyId: 'AKIAFAKE',
    SecretAccessKey: 'a/part/that/nobody/has',
    SessionToken: 'a-part-that-nobody-has',
  })
  const given = credential('aws', text)
  await sign(given)
  expect(redact('x-amz-security-token:a-part-that-nobody-has and a/part/that/nobody/has')).toBe(
    'x-amz-security-token:[secret] and [secret]',
  )
  expect(given.kind).toBe('aws')
})
