import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { editJson, type PropertyEdit, undoJson } from './json-edit.ts'

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

test('other lines may change in between', () => {
  const { text, records } = edited('{\n  "model": "opus",\n  "env": {\n    "A": "1"\n  }\n}\n')
  const changed = text
    .replace('"opus"', '"sonnet"')
    .replace('"KEY": "k"', '"KEY": "k",\n    "B": "2"')
    .replace('"helper": ""', '"helper": "",\n  "theme": "dark"')
  expect(undone(changed, records)).toEqual({
    text: '{\n  "model": "sonnet",\n  "env": {\n    "A": "1",\n    "B": "2"\n  },\n  "theme": "dark"\n}\n',
    conflicts: [],
  })
})

test('a program may have written the whole anew', () => {
  const { text, records } = edited('{"a":{"b":[1,2]}}')
  const anew = JSON.stringify({ ...JSON.parse(text), permissions: { allow: ['x'] } }, null, 2)
  expect(undone(anew, records)).toEqual({
    text: JSON.stringify({ a: { b: [1, 2] }, permissions: { allow: ['x'] } }, null, 2),
    conflicts: [],
  })
})

test('a line of ours that was changed stays, and is told with all three versions', () => {
  const { text, records } = edited('{"env":{"KEY":"old"}}')
  const changed = text.replace('"k"', '"mine"')
  expect(undone(changed, records)).toEqual({
    text: '{"env":{"KEY":"mine"}}',
    conflicts: [{ path: ['env', 'KEY'], before: '"old"', wrote: '"k"', now: '"mine"' }],
  })
})

test('a line of ours that is gone, or is as it was, is no conflict', () => {
  const { text, records } = edited('{"env":{"KEY":"old"}}')
  expect(undone(text.replace(',"helper":""', '').replace('"k"', '"old"'), records)).toEqual({
    text: '{"env":{"KEY":"old"}}',
    conflicts: [],
  })
})

test('what says the same already stays as it is written', () => {
  const text = '{"env":{"URL":"http:\\/\\/x","KEY":"k"},"helper":""}'
  expect(edited(text)).toEqual({ text, records: [] })
})

test('what is no JSON any more is refused', () => {
  const { records } = edited('{}')
  expect(undoJson('{"env":', records)).toEqual({ refused: 'is not valid JSON any more' })
})

const blank = fc.constantFrom('', ' ', '\n', '\r\n', '\t', '\n  ', '\n\n    ', '\r\n\t')
const key = fc.oneof(fc.constantFrom('env', 'helper', 'URL', 'KEY', 'a', '__proto__'), fc.string())

/** A JSON text in any formatting: blanks are drawn between all its parts. */
const { object: anyObject } = fc.letrec<{ value: string; object: string }>((tie) => ({
  object: fc
    .tuple(blank, fc.array(fc.tuple(key, blank, blank, tie('value'), blank, blank), { maxLength: 5 }))
    .map(([first, properties]) => {
      const texts = properties.map(([name, a, b, value, c, d]) => `${d}${JSON.stringify(name)}${a}:${b}${value}${c}`)
      return `{${texts.length === 0 ? first : texts.join(',')}}`
    }),
  value: fc.oneof(
    { depthSize: 'small' },
    fc
      .oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null))
      .map((value) => JSON.stringify(value)),
    fc.array(tie('value'), { maxLength: 3 }).map((values) => `[${values.join(', ')}]`),
    tie('object'),
  ),
}))

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

test('other properties that come in between stay, wherever they come', () => {
  fc.assert(
    fc.property(anyObject, fc.nat(), (object, at) => {
      const result = editJson(object, edits)
      if ('refused' in result) return
      const now = JSON.parse(result.text) as Record<string, unknown>
      const more = Object.entries(now)
      more.splice(at % (more.length + 1), 0, ['added', { by: 'hand' }])
      const text = JSON.stringify(Object.fromEntries(more), null, 2)
      const back = undone(text, result.records)
      expect(back.conflicts).toEqual([])
      const wanted = JSON.parse(object) as Record<string, unknown>
      expect(JSON.parse(back.text ?? '')).toEqual({ ...wanted, added: { by: 'hand' } })
    }),
  )
})
