import { expect, test } from 'bun:test'
import { undress } from './dress.ts'
import { splitRecords } from './records.ts'

const records = (text: string): string[] => {
  const { clean, records: found } = splitRecords(undress(text))
  return found.map(({ start, end }) => clean.text.slice(start, end).trimEnd())
}

test('a line with a time begins a record, what follows belongs to it', () => {
  expect(records('2026-11-21T09:14:03Z ERROR one\n    at two\n2026-11-21T09:14:04Z INFO three')).toEqual([
    'one\nat two',
    'three',
  ])
})

test('an empty line ends one, but not within an object or before the body of a response', () => {
  expect(records('one\n\ntwo')).toEqual(['one', 'two'])
  expect(records('{\n\n"a": 1}\nb')).toEqual(['{\n"a": 1}\nb'])
  expect(records('HTTP/1.1 403 Forbidden\nserver: x\n\nbody')).toEqual(['HTTP/1.1 403 Forbidden\nserver: x\nbody'])
})

test('program text is left out', () => {
  expect(records("if (code === 'invalid_grant') {\nError: no\n")).toEqual(['Error: no'])
})

test('no record grows without end', () => {
  expect(records('line\n'.repeat(1_000)).length).toBeGreaterThan(20)
  expect(records(`{\n${'"a": 1,\n'.repeat(5_000)}`).length).toBeGreaterThan(5)
})

test('offsets lead to what was pasted', () => {
  const text = '2026-11-21T09:14:03Z \u001b[31mERROR\u001b[0m   Invalid'
  const {
    clean,
    records: [first],
  } = splitRecords(undress(text))
  expect(text.slice(clean.origin(first?.start ?? -1))).toBe('Invalid')
})
