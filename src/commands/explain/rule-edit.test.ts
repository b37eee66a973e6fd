import { describe, expect, test } from 'bun:test'
import { parse } from 'jsonc-parser'
import { undoJson } from '../../clients/settings/json-undo.ts'
import { addRule } from './rule-edit.ts'

const rule = { status: 403, body: 'Token lapsed' }
const path = ['profiles', 'work', 'renewOn'] as const

function added(text: string): string {
  const edited = addRule(text, [...path], rule, 'Learned: Token lapsed')
  if ('refused' in edited) throw new Error(edited.refused)
  const { profiles } = parse(edited.text, [], { allowTrailingComma: true })
  expect(profiles.work.renewOn.at(-1)).toEqual(rule)
  expect(undoJson(edited.text, edited.records)).toMatchObject({ text })
  return edited.text
}

describe('a rule is added', () => {
  test('to a profile without the list', () => {
    expect(added('{\n  "profiles": {\n    "work": {\n      "a": 1 // one\n    }\n  }\n}\n')).toContain(
      [
        '"renewOn": [',
        '        // Learned: Token lapsed',
        '        { "status": 403, "body": "Token lapsed" }',
        '      ]',
      ].join('\n'),
    )
  })

  test.each([
    ['an empty list', '{\n  "profiles": { "work": { "renewOn": [] } }\n}\n'],
    ['a list on one line', '{\n  "profiles": { "work": { "renewOn": [{ "status": 401 }] } }\n}\n'],
    [
      'a list with a trailing comma',
      '{\n  "profiles": {\n    "work": {\n      "renewOn": [\n        { "status": 401 },\n      ]\n    }\n  }\n}\n',
    ],
    [
      'a list with comments',
      '{\n  "profiles": {\n    "work": {\n      "renewOn": [\n        // mine\n        { "status": 401 } // last\n      ]\n    }\n  }\n}\n',
    ],
    [
      'a comment behind a comma',
      '{\n  "profiles": {\n    "work": {\n      "renewOn": [\n        { "status": 401 }, // last\n      ]\n    }\n  }\n}\n',
    ],
    [
      'an empty list with a comment',
      '{\n  "profiles": {\n    "work": {\n      "renewOn": [\n        // none yet\n      ]\n    }\n  }\n}\n',
    ],
    [
      'line ends of Windows',
      '{\r\n  "profiles": {\r\n    "work": {\r\n      "renewOn": [\r\n        { "status": 401 }\r\n      ]\r\n    }\r\n  }\r\n}\r\n',
    ],
  ])('to %s, and all comments stay', (_, text) => {
    const after = added(text)
    for (const comment of text.match(/\/\/ \w+( \w+)?/g) ?? []) expect(after).toContain(comment)
    if (text.includes('\r\n')) expect(after.replaceAll('\r\n', '')).not.toContain('\n')
  })
})

test('what is no list, or no configuration, is refused', () => {
  expect(addRule('{"profiles":{"work":{"renewOn":1}}}', [...path], rule, '')).toEqual({
    refused: 'has a "profiles.work.renewOn" that is no list',
  })
  expect(addRule('{', [...path], rule, '')).toEqual({ refused: 'is not valid JSON' })
})

test('a comment stays on its line', () => {
  const edited = addRule('{"profiles":{"work":{}}}', [...path], rule, 'one\n"evil": 1,\u2028x')
  expect('text' in edited && Object.keys(parse(edited.text).profiles.work)).toEqual(['renewOn'])
})
