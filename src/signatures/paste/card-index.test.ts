import { expect, test } from 'bun:test'
import { signatures } from '../index.ts'
import type { When } from '../signature.ts'
import { indexOf } from './card-index.ts'

const [card] = signatures
const cards = (...when: When[]) => (card === undefined ? [] : [{ ...card, when }])

test('arranges alternatives by the longest words they need, else by their codes', () => {
  const index = indexOf(
    cards(
      { message: /invalid token/i, body: /no/ },
      { code: ['ExpiredToken', '403'] },
      { status: [529] },
      { headers: { 'x-a': /b/ } },
    ),
  )
  expect([...index.byWord.keys()]).toEqual(['invalid token'])
  expect([...index.byCode.keys()]).toEqual(['expiredtoken', '403'])
  expect(index.others.length).toBe(2)
  expect([...index.shaped]).toEqual(['expiredtoken'])
  expect([...index.headers]).toEqual(['x-a'])
})

test('is made once for a list', () => {
  expect(indexOf(signatures)).toBe(indexOf(signatures))
})
