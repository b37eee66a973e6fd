import { expect, test } from 'bun:test'
import { signatures } from '../index.ts'
import { indexOf } from './card-index.ts'
import { hitsBeside, hitsIn } from './hits-in.ts'
import type { Pasted } from './pasted.ts'

const index = indexOf(signatures)
const pasted = (over: Partial<Pasted> = {}): Pasted => ({ text: '', status: null, headers: null, ...over })
const found = (text: string, over: Partial<Pasted> = {}) =>
  hitsIn(text, { start: 100, end: 100 + text.length }, index.entries, index, pasted({ text, ...over }))

test('each hit says where in the whole text it stands, and how sure it is', () => {
  const text = 'API Error: 403 The security token included in the request is expired'
  const [hit] = found(text)
  expect(hit?.entry.card.id).toBe('aws-token-expired')
  expect(text.slice((hit?.at.start ?? 0) - 100, (hit?.at.end ?? 0) - 100)).toBe(
    'security token included in the request is expired',
  )
  expect([hit?.byWords, hit?.strong]).toEqual([true, true])
})

test('cards that rest on the same words are one, others stand beside it', () => {
  const ids = found(
    'SignatureDoesNotMatch: Credential should be scoped to a valid region\nOAuth token has expired',
  ).map(({ entry }) => entry.card.id)
  expect(ids.toSorted()).toEqual(['anthropic-oauth-token-expired', 'aws-region'])
})

test('a line of an access log is no failure that anybody asks about', () => {
  expect(found('127.0.0.1 - - "GET /login HTTP/1.1" 407 0')).toEqual([])
  expect(found('HTTP/1.1 407 Proxy Authentication Required').map(({ entry }) => entry.card.id)).toEqual([
    'proxy-sign-in',
  ])
})

test('what was given beside a text counts where the text says nothing', () => {
  expect(hitsBeside(pasted({ status: 529 }), [], index).map(({ entry }) => entry.card.id)).toEqual([
    'anthropic-overloaded',
  ])
  expect(hitsBeside(pasted({ status: 529 }), found('OAuth token has expired'), index)).toEqual([])
  expect(hitsBeside(pasted(), [], index)).toEqual([])
})
