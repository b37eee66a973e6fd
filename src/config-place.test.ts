import { expect, test } from 'bun:test'
import { parseTree } from 'jsonc-parser'
import { lineOf, placeOf } from './config-place.ts'

const text = '{\n  "a": {\n    "b": [1, { "c": 2 }]\n  }\n}'
const tree = parseTree(text)
if (tree === undefined) throw new Error('no tree')

test('a path leads to the line of its key, and a missing one to the nearest thing above', () => {
  expect(lineOf(text, placeOf.path(tree, ['a', 'b']))).toEqual({ line: 3, column: 5 })
  expect(lineOf(text, placeOf.path(tree, ['a', 'b', 1, 'c']))).toEqual({ line: 3, column: 16 })
  expect(lineOf(text, placeOf.path(tree, ['a', 'x', 'y']))).toEqual({ line: 2, column: 3 })
  expect(lineOf(text, placeOf.path(tree, []))).toEqual({ line: 1, column: 1 })
})

test('a key that stands twice is found at any depth, and equal keys of different objects are none', () => {
  const twice = parseTree('{"a": [{"b": 1}, {"b": 1, "c": 2, "c": 3}]}')
  expect(twice && placeOf.duplicate(twice)?.path).toBe('a.c')
  expect(placeOf.duplicate(tree)).toBeNull()
  expect(placeOf.value(tree)).toEqual({ a: { b: [1, { c: 2 }] } })
})
