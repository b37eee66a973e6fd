import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { changedLines, type DiffLine, diffLines } from './line-diff.ts'

const signs = { same: ' ', removed: '-', added: '+' } as const
const shown = (lines: readonly DiffLine[]): string => lines.map(({ kind, text }) => signs[kind] + text).join('\n')

test.each([
  ['nothing', 'a\nb\n', 'a\nb\n', ' a\n b'],
  ['a line more', 'a\nc\n', 'a\nb\nc\n', ' a\n+b\n c'],
  ['a line less', 'a\nb\nc', 'a\nc', ' a\n-b\n c'],
  ['another line', 'a\nb\nc', 'a\nx\nc', ' a\n-b\n+x\n c'],
  ['from nothing', '', 'a\n', '+a'],
  ['to nothing', 'a', '', '-a'],
  ['two places', 'a\nb\nc\nd', 'x\na\nc\ny\nd', '+x\n a\n-b\n c\n+y\n d'],
])('%s', (_, before, after, wanted) => {
  expect(shown(diffLines(before, after))).toBe(wanted)
})

const text = fc.array(fc.constantFrom('a', 'b', 'c', 'd')).map((lines) => lines.join('\n'))

test('both texts can be read out of it, and what they begin and end with alike is unchanged', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const lines = diffLines(before, after)
      const side = (kind: 'removed' | 'added') =>
        lines.filter((line) => line.kind === 'same' || line.kind === kind).map((line) => line.text)
      expect(side('removed').join('\n')).toBe(before)
      expect(side('added').join('\n')).toBe(after)
    }),
  )
})

test('two long texts that have nothing in common are shown whole, soon', () => {
  const lines = (name: string) => Array.from({ length: 2_000 }, (_, i) => `${name}${i}`).join('\n')
  expect(diffLines(lines('a'), lines('b')).filter(({ kind }) => kind === 'same')).toEqual([])
})

test('unchanged lines far from a change are left out', () => {
  const before = Array.from({ length: 20 }, (_, i) => `${i}`)
  const after = before.with(3, 'x').with(15, 'y')
  expect(shown(changedLines(diffLines(before.join('\n'), after.join('\n')), 1))).toBe(
    ' 2\n-3\n+x\n 4\n …\n 14\n-15\n+y\n 16',
  )
})
