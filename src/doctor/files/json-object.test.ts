import { expect, test } from 'bun:test'
import { asObject, objectIn } from './json-object.ts'

test.each([
  ['{"a":1}', { a: 1 }],
  ['\uFEFF{"a":1}', null],
  ['[{"a":1}]', null],
  ['null', null],
  ['"a"', null],
  ['', null],
  ['{', null],
])('%s', (text, object) => expect(objectIn(text)).toEqual(object))

test('a value', () => {
  expect(asObject({})).toEqual({})
  expect([asObject([]), asObject(null), asObject(1), asObject(undefined)]).toEqual([null, null, null, null])
})
