import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { readPairs, unescapeText } from './loose-object.ts'

const pairs = (text: string) => {
  const { strings, numbers } = readPairs(text, text.indexOf('{'))
  return [...strings, ...numbers].map(({ key, value }) => `${key}=${value}`)
}
const error = { error: { type: 'forbidden', message: "It's no" }, status: 403 }
const expected = ['type=forbidden', "message=It's no", 'status=403']

describe('reads', () => {
  test.each([
    ['JSON', JSON.stringify(error)],
    ['JSON over lines', JSON.stringify(error, null, 2)],
    ['Python', `{'error': {'type': 'forbidden', 'message': "It's no"}, 'status': 403}`],
    ['Python with an escaped quote', `{'error': {'type': 'forbidden', 'message': 'It\\'s no'}, 'status': 403}`],
    ['what Node prints', `{ error: { type: 'forbidden', message: "It's no" }, status: 403 }`],
    ['Rust', `Error { type: "forbidden", message: "It's no", status: 403 }`],
    ['escaped JSON', JSON.stringify(JSON.stringify(error)).slice(1, -1)],
    ['JSON escaped twice', JSON.stringify(JSON.stringify(JSON.stringify(error)).slice(1, -1)).slice(1, -1)],
  ])('%s', (_, text) => {
    expect(pairs(text)).toEqual(expected)
  })

  test('an object in a string in an object', () => {
    expect(pairs(JSON.stringify({ msg: `upstream: ${JSON.stringify(error)}` }))).toEqual([
      `msg=upstream: ${JSON.stringify(error)}`,
      ...expected,
    ])
  })

  test('bytes of Python in a string', () => {
    expect(pairs(`{"error": "litellm: b'{\\"message\\":\\"no\\"}'"}`)).toContain('message=no')
  })

  test('what is cut, and says so', () => {
    const { strings, cut } = readPairs('{"error":{"type":"forbidden","message":"It was forb', 0)
    expect(strings.at(-1)).toEqual({ key: 'message', value: 'It was forb', parent: 'error' })
    expect(cut).toBe(true)
    expect(readPairs('{"a":"b"} more', 0)).toMatchObject({ end: 9, cut: false })
  })
})

test('escapes stand for what JSON says', () => {
  expect(unescapeText('a\\"b\\\\c\\u0041\\/')).toBe('a"b\\cA/')
})

test('any bytes come to an end', () => {
  const jsonish = fc
    .array(fc.constantFrom('{', '}', '"', "'", '\\', ':', ',', '[', 'b', '1', ' ', '\n'))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.oneof(jsonish, fc.json(), fc.string({ unit: 'binary' })), (text) => {
      const { end } = readPairs(`{${text}`, 0)
      expect(end).toBeLessThanOrEqual(text.length + 1)
      expect(end).toBeGreaterThan(0)
    }),
    { numRuns: 2_000 },
  )
})
