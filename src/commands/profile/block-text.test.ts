import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { parse } from 'jsonc-parser'
import { blockText } from './block-text.ts'

const style = { newline: '\n', unit: '  ', indent: '    ', oneLine: false }
const block = {
  source: { type: 'command', command: '~/bin/mint-key', ttl: '1h' },
  upstream: { url: 'https://llm.example' },
  denyOn: [{ status: 403 }],
  limits: {},
}

test('a line for each property, and more for what is too long for one', () => {
  expect(blockText(block, style)).toBe(`{
      "source": { "type": "command", "command": "~/bin/mint-key", "ttl": "1h" },
      "upstream": { "url": "https://llm.example" },
      "denyOn": [{ "status": 403 }],
      "limits": {}
    }`)
  const long = { source: { type: 'command', command: 'x'.repeat(60), ttl: '1h' } }
  expect(blockText(long, style)).toBe(`{
      "source": {
        "type": "command",
        "command": "${'x'.repeat(60)}",
        "ttl": "1h"
      }
    }`)
})

test('comments stand in front of everything and beside values', () => {
  const comments = { head: ['Found.'], beside: { source: 'ours', 'upstream.url': 'default', limits: 'none' } }
  expect(blockText({ source: 1, upstream: { url: 'u' }, limits: {} }, style, comments)).toBe(`{
      // Found.
      "source": 1, // ours
      "upstream": {
        "url": "u" // default
      },
      "limits": {} // none
    }`)
})

test('on one line where its neighbours are', () => {
  expect(blockText(block, { ...style, oneLine: true }, { head: ['lost'] })).toBe(
    '{ "source": { "type": "command", "command": "~/bin/mint-key", "ttl": "1h" }, "upstream": { "url": "https://llm.example" }, "denyOn": [{ "status": 403 }], "limits": {} }',
  )
})

test('whatever it is given, what is read back is the same', () => {
  const key = fc.string().filter((text) => text !== '__proto__')
  const { value } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    ),
  }))
  fc.assert(
    fc.property(value, fc.constantFrom('\n', '\r\n'), fc.boolean(), (given, newline, oneLine) => {
      expect(parse(blockText(given, { ...style, newline, oneLine }, { head: ['c'] }))).toEqual(given)
    }),
  )
})
