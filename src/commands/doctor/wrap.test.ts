import { expect, test } from 'bun:test'
import { wrap } from './wrap.ts'

test('broken at blanks only, with what stands before each line', () => {
  expect(wrap('one two three', 9, 2)).toEqual(['  one two', '  three'])
  expect(wrap('one two three', 9, 2, 1)).toEqual(['  one two', '   three'])
  expect(wrap('https://very.long.example/path x', 10, 2)).toEqual(['  https://very.long.example/path', '  x'])
})
