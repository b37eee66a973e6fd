import { describe, expect, test } from 'bun:test'
import { editedText, riskOf, sayEdit } from './edit.ts'

const path = '/home/dev/.claude/settings.json'

describe('plain JSON', () => {
  const plain = (text: string) => editedText(text, { what: 'plain-json', path })

  test('comments and trailing commas go, everything else stays', () => {
    expect(plain('{\r\n  // mine\r\n\t"a": [1, 2,], /* b */ "c": "//not a comment",\r\n}\r\n')).toBe(
      '{\r\n  \r\n\t"a": [1, 2],  "c": "//not a comment"\r\n}\r\n',
    )
    expect(plain('\uFEFF{"a": 1,}')).toBe('\uFEFF{"a": 1}')
  })

  test('what is broken in another way is left alone, and so is what is whole', () => {
    for (const text of ['{"a": ', '<<<<<<< HEAD\n{}', '{"a" 1}', '', '{"a": "unclosed}']) expect(plain(text)).toBeNull()
    expect(plain('{"a": 1}')).toBeNull()
  })
})

test('one property goes, with the comma that it needed', () => {
  const remove = (text: string) => editedText(text, { what: 'remove', path, pointer: ['env', 'A'] })
  expect(remove('{\n  "env": {\n    "A": "x",\n    "B": "y"\n  }\n}\n')).toBe('{\n  "env": {\n    "B": "y"\n  }\n}\n')
  expect(remove('{"env": {"B": "y", "A": null}}')).toBe('{"env": {"B": "y"}}')
  expect(remove('{"env": {"B": "y"}}')).toBeNull()
  expect(remove('{"env": ')).toBeNull()
})

test('one property gets another value', () => {
  const set = (text: string) => editedText(text, { what: 'set', path, pointer: ['env', 'A'], value: 'new' })
  expect(set('{"env": {"A": "old", "B": 1}}')).toBe('{"env": {"A": "new", "B": 1}}')
  expect(set('{"env": {"A": "new"}}')).toBeNull()
})

test('each says what could go wrong', () => {
  const edits = [
    { what: 'remove', path, pointer: ['a'] },
    { what: 'set', path, pointer: ['a'], value: 'b' },
    { what: 'plain-json', path },
    { what: 'mode', path, mode: 0o600 },
    { what: 'line', path, line: 'a' },
    { what: 'aside', path, to: 'a' },
  ] as const
  for (const edit of edits) expect(riskOf(edit)).toMatch(/\.$/)
  for (const edit of edits) expect(sayEdit(edit)).toMatch(/^[^{}]+\.$/)
})

test('a line at the end of a text', () => {
  const add = (text: string) => editedText(text, { what: 'line', path, line: '/.env' })
  expect(['', 'a', 'a\n', 'a\r\n'].map(add)).toEqual(['/.env\n', 'a\n/.env\n', 'a\n/.env\n', 'a\r\n/.env\r\n'])
  expect(add('a\n/.env\nb')).toBeNull()
})

describe('a value without what was pasted around it', () => {
  const undress = (value: unknown) =>
    editedText(JSON.stringify({ env: { KEY: value } }), { what: 'undress', path, pointer: ['env', 'KEY'] })

  test('quotes and Bearer go, in whatever order', () => {
    for (const value of ['"a-key"', 'Bearer a-key', ' Authorization: Bearer a-key', '“Bearer a-key”', "bearer 'a-key'"])
      expect(JSON.parse(undress(value) ?? '')).toEqual({ env: { KEY: 'a-key' } })
  })

  test('what has nothing around it, or is nothing, is left alone', () => {
    for (const value of ['a-key', '""', 7, null]) expect(undress(value)).toBeNull()
  })

  test('the right to be run is another risk than the right to be read', () => {
    expect(riskOf({ what: 'mode', path, mode: 0o700 })).toContain('run')
    expect(riskOf({ what: 'mode', path, mode: 0o600 })).toContain('read')
  })
})
