import { expect, test } from 'bun:test'
import { atMost, folded } from './fold.ts'

const sentence = '    The secret secret/claude has no field "nokey"; it has key. Correct "field" in the configuration.'

test('a long sentence is broken at blanks, under its own beginning', () => {
  expect(folded(sentence, 60)).toEqual([
    '    The secret secret/claude has no field "nokey"; it has',
    '    key. Correct "field" in the configuration.',
  ])
})

test('what follows a label stays beside it', () => {
  expect(folded('  failed      14:17, asked again at the next request (source-malformed)', 50)).toEqual([
    '  failed      14:17, asked again at the next',
    '              request (source-malformed)',
  ])
})

test('what fits, one long word, and a terminal that is too narrow are left alone', () => {
  const address = `  http://${'a'.repeat(100)}`
  expect(folded(address, 80)).toEqual([address])
  expect(folded(sentence, 120)).toEqual([sentence])
  expect(folded(sentence, 20)).toEqual([sentence])
  expect(folded(`  work ${'a'.repeat(100)}`, 80)).toEqual(['  work', `  ${'a'.repeat(100)}`])
})

test('what does not fit on the screen is counted', () => {
  const lines = ['a', 'b', 'c', 'd']
  expect(atMost(lines, 4)).toEqual(lines)
  expect(atMost(lines, 3)).toEqual(['a', 'b', '… 2 more lines: warmkey status'])
})
