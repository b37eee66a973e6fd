import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { anyObject, blank } from '../../../test/kit/any-json.ts'
import { type ConfigEdit, editConfig, removeFromConfig, valueIn } from './config-edit.ts'

const block = { source: { type: 'env', name: 'KEY' }, upstream: { url: 'https://llm.example' } }
const add: readonly ConfigEdit[] = [{ path: ['profiles', 'lab'], value: block, comments: { head: ['Found.'] } }]

const edited = (text: string | null, edits = add) => {
  const result = editConfig(text, edits)
  if ('refused' in result) throw new Error(result.refused)
  return result
}
const removed = (text: string, paths: string[][], records: ReturnType<typeof edited>['records'] = []) => {
  const result = removeFromConfig(text, paths, records)
  if ('refused' in result) throw new Error(result.refused)
  return result.text
}

const lines = ['"source": { "type": "env", "name": "KEY" },', '"upstream": { "url": "https://llm.example" }']

test('a new file begins with what a reader needs', () => {
  expect(
    edited(null, [{ path: ['default'], value: 'lab' }, ...add]).text,
  ).toBe(`// Profiles of warmkey: where each gets its key, and which API it is for.
// No secret belongs here. A daemon that runs takes changes over by itself.
{
  "default": "lab",
  "profiles": {
    "lab": {
      // Found.
      ${lines[0]}
      ${lines[1]}
    }
  }
}
`)
})

const work = '"work": {"source": {"type": "env", "name": "K"}}'
const ugly: readonly (readonly [name: string, before: string, added: string])[] = [
  [
    'an empty object',
    '{}',
    `{\n  "profiles": {\n    "lab": {\n      // Found.\n      ${lines.join('\n      ')}\n    }\n  }\n}`,
  ],
  [
    'tabs and a comment',
    `{\n\t// mine\n\t"profiles": {\n\t\t${work}\n\t}\n}\n`,
    `{\n\t// mine\n\t"profiles": {\n\t\t${work},\n\t\t"lab": {\n\t\t\t// Found.\n\t\t\t${lines.join('\n\t\t\t')}\n\t\t}\n\t}\n}\n`,
  ],
  [
    'CRLF and a byte order mark',
    `\uFEFF{\r\n  "profiles": {\r\n    ${work}\r\n  }\r\n}`,
    `\uFEFF{\r\n  "profiles": {\r\n    ${work},\r\n    "lab": {\r\n      // Found.\r\n      ${lines.join('\r\n      ')}\r\n    }\r\n  }\r\n}`,
  ],
  ['one line', `{"profiles":{${work}}}`, `{"profiles":{${work},"lab": { ${lines.join(' ')} }}}`],
  [
    'a trailing comma with a comment behind it',
    `{\n  "profiles": {\n    ${work}, // mine\n  },\n}\n`,
    `{\n  "profiles": {\n    "lab": {\n      // Found.\n      ${lines.join('\n      ')}\n    },\n    ${work}, // mine\n  },\n}\n`,
  ],
  [
    'a comment alone where profiles belong',
    '{\n  "profiles": {\n    // none yet\n  }\n}\n',
    `{\n  "profiles": {\n    // none yet\n    "lab": {\n      // Found.\n      ${lines.join('\n      ')}\n    }\n  }\n}\n`,
  ],
  [
    'the mark itself as a value',
    '{\n  "x": "value-to-be"\n}\n',
    `{\n  "x": "value-to-be",\n  "profiles": {\n    "lab": {\n      // Found.\n      ${lines.join('\n      ')}\n    }\n  }\n}\n`,
  ],
]

test.each(ugly)('%s: what is added looks like its neighbours, and every byte comes back', (_, before, added) => {
  const { text, records } = edited(before)
  expect(text).toBe(added)
  expect(removed(text, [['profiles', 'lab']], records)).toBe(before)
})

test('without what was remembered the profile alone goes', () => {
  expect(removed(edited('{}').text, [['profiles', 'lab']])).toBe('{\n  "profiles": {}\n}')
  const two = edited(`{\n  "profiles": {\n    ${work}\n  }\n}\n`).text
  expect(removed(two, [['profiles', 'lab']])).toBe(`{\n  "profiles": {\n    ${work}\n  }\n}\n`)
  expect(removed(two, [['profiles', 'nobody']])).toBe(two)
})

test('what stood in its place comes back, also after the rest was changed', () => {
  const before = '{\n  "default": "work",\n  "profiles": {}\n}\n'
  const { text, records } = edited(before, [{ path: ['default'], value: 'lab' }, ...add])
  const paths = [['profiles', 'lab'], ['default']]
  expect(removed(text, paths, records)).toBe(before)
  const later = text.replace('https://llm.example', 'https://other.example').replace('"KEY"', '"K2" /* new */')
  expect(removed(later, paths, records)).toBe(before)
})

test('one value in a profile', () => {
  const { text } = edited(`{"profiles":{${work}}}`, [
    { path: ['profiles', 'work', 'limits', 'concurrency'], value: 8 },
    { path: ['profiles', 'work', 'source', 'name'], value: 'OTHER' },
  ])
  expect(text).toBe('{"profiles":{"work": {"source": {"type": "env", "name": "OTHER"},"limits": {"concurrency":8}}}}')
  expect(valueIn(text, ['profiles', 'work', 'limits'])).toEqual({ concurrency: 8 })
  expect(valueIn(text, ['profiles', 'lab'])).toBeUndefined()
})

test('what cannot be edited is said', () => {
  expect(editConfig('{"profiles": []}', add)).toEqual({ refused: 'has a "profiles" that is no object' })
  expect(removeFromConfig('{', [['a']])).toEqual({ refused: 'is not valid JSON' })
})

test('over any object in any formatting, adding and removing gives every byte back', () => {
  const edits: readonly ConfigEdit[] = [
    { path: ['default'], value: 'lab' },
    ...add,
    { path: ['directories', '~/lab'], value: 'lab' },
  ]
  fc.assert(
    fc.property(fc.constantFrom('', '\uFEFF'), blank, anyObject, blank, (bom, before, object, after) => {
      const text = bom + before + object + after
      const result = editConfig(text, edits)
      if ('refused' in result) return
      const paths = [['profiles', 'lab'], ['directories', '~/lab'], ['default']]
      expect(removed(result.text, paths, result.records)).toBe(text)
    }),
    { numRuns: 300 },
  )
})
