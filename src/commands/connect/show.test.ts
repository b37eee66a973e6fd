import { expect, test } from 'bun:test'
import type { WarmkeyContext } from '../context.ts'
import { colorsOf, conflictText, diffText, listText } from './show.ts'

const context = (isTTY: boolean, env: Record<string, string> = {}) =>
  ({ process: { stdout: { isTTY } }, env }) as unknown as Pick<WarmkeyContext, 'process' | 'env'>
const plain = colorsOf(context(false))

test('colours on a terminal, unless somebody does not want them', () => {
  const colored = (given: Pick<WarmkeyContext, 'process' | 'env'>, isPlain?: boolean) =>
    colorsOf(given, isPlain).isColorSupported
  expect(colored(context(true))).toBe(true)
  expect(colored(context(true, { NO_COLOR: '' }))).toBe(true)
  expect(colored(context(true, { NO_COLOR: '1' }))).toBe(false)
  expect(colored(context(true, { TERM: 'dumb' }))).toBe(false)
  expect(colored(context(false))).toBe(false)
  expect(colored(context(true), true)).toBe(false)
})

test('a change is told by its signs, with or without colour, and shows no credential', () => {
  const before = '{\n  "env": {"KEY": "plain-fake"}\n}\n'
  const after = '{\n  "env": {"KEY": ""}\n}\n'
  expect(diffText('/s.json', before, after, plain)).toMatch(
    /^\/s\.json\n {2}\{\n- {3}"env": \{"KEY": "\[hidden [0-9a-f]{8}\]"\}\n\+ {3}"env": \{"KEY": ""\}\n {2}\}\n$/,
  )
  expect(diffText('/s.json', null, '{}', plain)).toBe('/s.json (new)\n+ {}\n')
  expect(diffText('/s.json', '{}', null, plain)).toBe('/s.json (removed)\n- {}\n')
  expect(diffText('/s.json', null, '{}', colorsOf(context(true)))).toContain('\u001B[32m+ {}')
})

test('a conflict shows all three versions', () => {
  expect(conflictText('/s.json', [{ path: ['env', 'URL'], before: null, wrote: '"ours"', now: '"mine"' }])).toBe(
    'env.URL in /s.json\n  before connect   (absent)\n  warmkey wrote    "ours"\n  now              "mine"\n',
  )
})

test('a list without sentences is nothing', () => {
  expect(listText('Lost', [], plain)).toBe('')
  expect(listText('Lost', ['One.', 'Two.'], plain)).toBe('Lost\n  - One.\n  - Two.\n')
})
