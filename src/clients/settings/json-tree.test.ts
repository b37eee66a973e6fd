import { expect, test } from 'bun:test'
import { endOf, find, newlineOf, parse, same, split, unlessTooDeep } from './json-tree.ts'

test('objects with and without comments are read, nothing else is', () => {
  expect(parse('{"a": 1}')?.type).toBe('object')
  expect(parse('{ // a\n"a": 1, }')?.type).toBe('object')
  for (const text of ['', '[]', '1', '{"a"', '{} {}', '{a: 1}']) expect([text, parse(text)]).toEqual([text, null])
})

test('a path leads to the last of several properties of one name', () => {
  const text = '{"a": {"b": 1}, "a": {"b": 2, "b": 3}}'
  const root = parse(text)
  const found = root === null ? null : find(root, ['a', 'b'])
  expect(found === null ? null : text.slice(found.value.offset, endOf(found.value))).toBe('3')
  expect(root === null ? null : find(root, ['a', 'b', 'c'])).toBeNull()
  expect(root === null ? null : find(root, ['x'])).toBeNull()
})

test('texts of the same value are the same, however they are written', () => {
  expect(same('"a\\/b"', '"a/b"')).toBe(true)
  expect(same('{"a":1}', '{ "a": 1 }')).toBe(true)
  expect(same('"a"', '"b"')).toBe(false)
  expect(same(null, null)).toBe(true)
  expect(same(null, 'null')).toBe(false)
})

test('line ends and byte order marks', () => {
  expect(['a\r\nb\n', 'a\nb\r\n', 'a\rb', 'a'].map(newlineOf)).toEqual(['\r\n', '\n', '\r', '\n'])
  expect([split('\uFEFFa'), split('a')]).toEqual([
    ['\uFEFF', 'a'],
    ['', 'a'],
  ])
})

test('an error that is no matter of depth stays an error', () => {
  const work = () => {
    throw new TypeError('else')
  }
  expect(() => unlessTooDeep(work)).toThrow('else')
})
