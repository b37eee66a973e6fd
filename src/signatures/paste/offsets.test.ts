import { expect, test } from 'bun:test'
import { createPieces } from './offsets.ts'

test('leads each character back to where it stood', () => {
  // "ab" and "de" of "ab--de", with a blank in place of what is between them.
  const pieces = createPieces()
  pieces.add('ab', 0)
  pieces.add(' ', 2)
  pieces.add('de', 4)
  const derived = pieces.done(6)
  expect(derived.text).toBe('ab de')
  expect([0, 1, 2, 3, 4, 5].map(derived.origin)).toEqual([0, 1, 2, 4, 5, 6])
})

test('leads through two derivations', () => {
  const first = createPieces()
  first.add('abc', 10)
  const second = createPieces(first.done(13))
  second.add('c', 2)
  const derived = second.done(3)
  expect([derived.origin(0), derived.origin(1)]).toEqual([12, 13])
})
