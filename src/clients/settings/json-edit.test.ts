import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { anyObject, blank } from '../../../test/kit/any-json.ts'
import { editJson, type PropertyEdit } from './json-edit.ts'
import { undoJson } from './json-undo.ts'

const edits: readonly PropertyEdit[] = [
  { path: ['env', 'URL'], value: 'http://x' },
  { path: ['env', 'KEY'], value: 'k' },
  { path: ['helper'], value: '' },
]

const edited = (text: string | null, given = edits) => {
  const result = editJson(text, given)
  if ('refused' in result) throw new Error(result.refused)
  return result
}

const undone = (text: string, records: ReturnType<typeof edited>['records']) => {
  const result = undoJson(text, records)
  if ('refused' in result) throw new Error(result.refused)
  return result
}

test.each([
  ['no file', null, '{\n  "env": {\n    "URL": "http://x",\n    "KEY": "k"\n  },\n  "helper": ""\n}\n'],
  [
    'nothing but a line',
    '\r\n',
    '{\r\n  "env": {\r\n    "URL": "http://x",\r\n    "KEY": "k"\r\n  },\r\n  "helper": ""\r\n}\r\n',
  ],
  ['an empty object', '{}', '{\n  "env": {\n    "URL": "http://x",\n    "KEY": "k"\n  },\n  "helper": ""\n}'],
  [
    'tabs',
    '{\n\t"a": 1\n}\n',
    '{\n\t"a": 1,\n\t"env": {\n\t\t"URL": "http://x",\n\t\t"KEY": "k"\n\t},\n\t"helper": ""\n}\n',
  ],
  [
    'CRLF',
    '{\r\n    "a": 1\r\n}',
    '{\r\n    "a": 1,\r\n    "env": {\r\n        "URL": "http://x",\r\n        "KEY": "k"\r\n    },\r\n    "helper": ""\r\n}',
  ],
  ['one line', '{"a":1}', '{"a":1,"env":{"URL":"http://x","KEY":"k"},"helper":""}'],
  ['one line with blanks', '{ "a": 1 }\n', '{ "a": 1, "env": {"URL": "http://x","KEY": "k"}, "helper": "" }\n'],
  [
    'an empty object in it',
    '{\n  "env": {}\n}\n',
    '{\n  "env": {\n    "URL": "http://x",\n    "KEY": "k"\n  },\n  "helper": ""\n}\n',
  ],
  [
    'a value before',
    '{\n  "helper" : "old.sh",\n  "env": {"KEY":"secret"}\n}\n',
    '{\n  "helper" : "",\n  "env": {"KEY":"k","URL":"http://x"}\n}\n',
  ],
  [
    'a key that stands twice',
    '{"env":{"KEY":"a","KEY":"b"},"helper":"x"}',
    '{"env":{"KEY":"a","KEY":"k","URL":"http://x"},"helper":""}',
  ],
  [
    'a byte order mark',
    '\uFEFF{}',
    '\uFEFF{\n  "env": {\n    "URL": "http://x",\n    "KEY": "k"\n  },\n  "helper": ""\n}',
  ],
  [
    'comments',
    '{\n  // mine\n  "a": 1, // last\n}\n',
    '{\n  "helper": "",\n  "env": {\n    "URL": "http://x",\n    "KEY": "k"\n  },\n  // mine\n  "a": 1, // last\n}\n',
  ],
])('%s', (_, before, after) => {
  const { text, records } = edited(before)
  expect(text).toBe(after)
  expect(undone(text, records)).toEqual({ text: before, conflicts: [] })
})

test('what a text cannot take is said', () => {
  expect(editJson('{"env": []}', edits)).toEqual({ refused: 'has a "env" that is no object' })
  const deep = `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`
  expect(editJson(deep, edits)).toEqual({ refused: 'is nested too deeply to be edited' })
  expect(undoJson(deep, edited('{}').records)).toEqual({ refused: 'is nested too deeply to be edited' })
  expect(editJson('[1]', edits)).toEqual({ refused: 'is not valid JSON' })
  expect(editJson('{"a": 1', edits)).toEqual({ refused: 'is not valid JSON' })
})

test('what says the same already stays as it is written', () => {
  const text = '{"env":{"URL":"http:\\/\\/x","KEY":"k"},"helper":""}'
  expect(edited(text)).toEqual({ text, records: [] })
})

test('whatever the formatting, undoing gives every byte back, and between the two the values are set', () => {
  fc.assert(
    fc.property(anyObject, blank, blank, fc.constantFrom('', '\uFEFF'), (object, before, after, bom) => {
      const text = `${bom}${before}${object}${after}`
      const given: unknown = JSON.parse(text.slice(bom.length))
      const result = editJson(text, edits)
      if ('refused' in result) {
        // Only an `env` that is no object stands in the way.
        const { env } = given as { env: unknown }
        expect(typeof env !== 'object' || env === null || Array.isArray(env)).toBe(true)
        return
      }
      const now = JSON.parse(result.text.slice(bom.length)) as { env: Record<string, unknown>; helper: unknown }
      expect([now.env.URL, now.env.KEY, now.helper]).toEqual(['http://x', 'k', ''])
      expect(undoJson(result.text, result.records)).toEqual({ text, conflicts: [] })
    }),
    { numRuns: 2_000 },
  )
})
