import { expect, test } from 'bun:test'
import { signatures } from './index.ts'
import { outcomeOf } from './outcome.ts'
import type { Cause, Signature } from './signature.ts'

const [some] = signatures
const card = (cause: Cause, renewable: Signature['renewable'], hearsay = false): Signature => {
  if (some === undefined) throw new Error('There is no card.')
  return { ...some, cause, renewable, hearsay }
}

test('what expired is renewed, what may have is tried, a limit is waited for, a denial is handed over', () => {
  expect(outcomeOf(card('expired', 'yes'), true)).toBe('renew')
  expect(outcomeOf(card('permission', 'unsure'), true)).toBe('renew')
  expect(outcomeOf(card('permission', 'no'), true)).toBe('pass')
  expect(outcomeOf(card('rate-limit', 'no'), true)).toBe('pace')
  expect(outcomeOf(card('malformed-response', 'unsure'), true)).toBe('stop')
})

test('nothing is done about what only explains, or what only pages repeat', () => {
  expect(outcomeOf(card('expired', 'yes'), false)).toBe('pass')
  expect(outcomeOf(card('expired', 'unsure', true), true)).toBe('pass')
})
