import { expect, test } from 'bun:test'
import { wrap } from './wrap.ts'

test('breaks at blanks, and indents what follows', () => {
  expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four'])
  expect(wrap('one two three', 9, '  ')).toEqual(['one two', '  three'])
})

test('a word that is too long stands alone', () => {
  expect(wrap('see https://example.com/a/long/path now', 10)).toEqual(['see', 'https://example.com/a/long/path', 'now'])
})

test('nothing is no line', () => {
  expect(wrap(' \n ', 10)).toEqual([])
})
