import { expect, test } from 'bun:test'
import { jsonFault } from './json-fault.ts'

test.each([
  ['{ "a": 1,\n  "b" 2 }', 2, 7],
  ['{ "a": 1, }', 1, 11],
  ['{ // x\n}', 1, 3],
  ['{ "a": {', 1, 9],
  ['\uFEFF{ "a" }', 1, 7],
])('%j breaks at a place', (text, line, column) => {
  expect(jsonFault(text)).toMatchObject({ line, column })
})

test('what is whole has none', () => {
  for (const text of ['{}', '\uFEFF[1]', '{"a":"//"}']) expect(jsonFault(text)).toBeNull()
})
