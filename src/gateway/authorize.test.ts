import { expect, test } from 'bun:test'
import type { Credential, CredentialKind } from '../credential/credential.ts'
import { Secret } from '../secret.ts'
import { authorize, type CredentialHeader } from './authorize.ts'

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
