import { expect, test } from 'bun:test'
import { claimsOf, headOf } from './claims.ts'

const token = (payload: string) => `eyJhbGciOiJub25lIn0.${Buffer.from(payload).toString('base64url')}.made-up`

test('a token says whom it is for', () => {
  expect(claimsOf(token('{"aud":"https://ai.azure.com","exp":1}'))).toEqual({ aud: 'https://ai.azure.com', exp: 1 })
})

test('and how it is signed', () => {
  expect(headOf(token('{}'))).toEqual({ alg: 'none' })
  expect(headOf('a.b.c')).toBeNull()
})

test('anything else says nothing', () => {
  for (const text of ['', 'sk-ant-api03-x', 'a.b', 'a.b.c', token('7'), token('{')]) expect(claimsOf(text)).toBeNull()
})
