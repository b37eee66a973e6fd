import { expect, test } from 'bun:test'
import { follow, parsePointer } from './json-pointer.ts'

// The document and most of the cases of RFC 6901, section 5.
const document = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'm~n': 8, ' ': 7, null: null }

test.each([
  ['', document],
  ['/foo', ['bar', 'baz']],
  ['/foo/0', 'bar'],
  ['/', 0],
  ['/a~1b', 1],
  ['/c%d', 2],
  ['/m~0n', 8],
  ['/ ', 7],
  ['/null', null],
  ['/foo/2', undefined],
  ['/foo/-', undefined],
  ['/foo/01', undefined],
  ['/foo/length', undefined],
  ['/constructor', undefined],
  ['/foo/0/0', undefined],
  ['/null/x', undefined],
])('%j leads to its value', (pointer, value) => {
  const parts = parsePointer(pointer)
  if (parts === null) throw new Error('is none')
  expect(follow(document, parts)).toEqual(value)
})

test('~01 is ~1, not a slash', () => expect(parsePointer('/~01')).toEqual(['~1']))

test.each(['foo', '~', '/~', '/~2', '/a~'])('%j is none', (pointer) => expect(parsePointer(pointer)).toBeNull())
