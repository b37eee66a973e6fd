import { expect, test } from 'bun:test'
import { readClientFlag, readHeader, readStatus } from './flags.ts'

test('what is well-formed is read', () => {
  expect(readStatus('403')).toBe(403)
  expect(readHeader("WWW-Authenticate:  Bearer error='invalid_token'")).toEqual([
    'www-authenticate',
    "Bearer error='invalid_token'",
  ])
  expect(readHeader('x-empty:')).toEqual(['x-empty', ''])
  expect(readClientFlag('claude-code@2.1.329').version).toEqual([2, 1, 329])
})

test.each([
  [() => readStatus('4o3')],
  [() => readStatus('99')],
  [() => readStatus('600')],
  [() => readHeader('no header')],
  [() => readHeader('a b: c')],
  [() => readHeader('a: b\nc: d')],
  [() => readClientFlag('two words')],
])('%p is bad use, in words', (read) => {
  expect(read).toThrow(/^".*" is no /s)
})
