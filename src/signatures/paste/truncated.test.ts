import { expect, test } from 'bun:test'
import { catalogue } from '../catalogue.ts'
import { undress } from './dress.ts'
import { splitRecords } from './records.ts'
import { findTruncated } from './truncated.ts'

const found = (text: string, status: number | null = null) =>
  findTruncated(splitRecords(undress(text)), [], catalogue, { text, status, headers: null }).map(
    ({ entry }) => entry.card.id,
  )

test('a text that stops within a known one is taken for its beginning', () => {
  expect(found('{"type":"error","error":{"type":"permission_error","message":"OAuth token has been revo')).toEqual([
    'anthropic-oauth-token-revoked',
  ])
  expect(found('it said: OAuth authentication is currently not supp')).toEqual(['anthropic-oauth-unsupported'])
})

test('a text that starts within a known one is taken for its end', () => {
  expect(found('entication is currently not supported.')).toEqual(['anthropic-oauth-unsupported'])
  expect(
    found(
      'bled API key authentication · Unset the apiKeyHelper setting and run /login to sign in with your claude.ai account',
    ),
  ).toEqual(['anthropic-api-keys-disabled'])
  expect(found('ently not supported.')).toEqual([])
})

test('what two texts begin with is both', () => {
  expect(found('the security token included in the request is').toSorted()).toEqual([
    'aws-token-expired',
    'aws-token-invalid',
  ])
})

test('a sentence that ends is not cut, and a beginning that is too short is nothing', () => {
  expect(found('OAuth authentication is currently.')).toEqual([])
  expect(found('OAuth authentic')).toEqual([])
  expect(found('')).toEqual([])
})

test('another status is another failure', () => {
  expect(found('{"type":"error","error":{"type":"permission_error","message":"OAuth token has been revo', 500)).toEqual(
    [],
  )
})
