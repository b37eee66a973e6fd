import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { WarmkeyError } from '../errors.ts'
import { decodeText, readKeyText } from './key-text.ts'

const refusal = (text: string): WarmkeyError => {
  try {
    readKeyText(text, 'The file ~/.key')
  } catch (error) {
    if (error instanceof WarmkeyError) return error
  }
  throw new Error('was taken as a key')
}

describe('taken as a key', () => {
  test.each([
    ['plain', 'sk-000'],
    ['with a line end', 'sk-000\n'],
    ['with a Windows line end', 'sk-000\r\n'],
    ['with a byte order mark', '\uFEFFsk-000\n'],
    ['with white space around', ' \t\n sk-000 \u00a0\n'],
  ])('%s', (_, text) => expect(readKeyText(text, 'It')).toBe('sk-000'))

  test.each(['a', 'KEY=', 'AAAA==', 'a:b/c+d~e.f_g-h', '{}', 'x'.repeat(16_384), "don't", 'nullable'])(
    '%.20s',
    (text) => expect(readKeyText(text, 'It')).toBe(text),
  )
})

test.each([
  ['', 'is empty'],
  [' \r\n\t\uFEFF', 'is empty'],
  ['null\n', 'is the word "null", not a key'],
  ['undefined', 'is the word "undefined", not a key'],
  ['None', 'is the word "None", not a key'],
  ['[object Object]', 'is the word "[object Object]", not a key'],
  ['canary-0 canary-1', 'has white space inside'],
  ['canary-0\tcanary-1', 'has white space inside'],
  ['canary-0\u2003canary-1', 'has white space inside'],
  ['Welcome!\ncanary-0', 'has 2 lines'],
  ['Welcome!\r\n\r\nto\ncanary-0\n', 'has 3 lines'],
  ['canary\u0000-0', 'holds a control character'],
  ['\u001B[32mcanary-0\u001B[0m', 'holds a control character'],
  ['canary-0\u007Fx', 'holds a control character'],
  ['canary-0é', 'holds a character that is not ASCII'],
  ['canary-0\u200b', 'holds a character that is not ASCII'],
  ['canary-0🔑', 'holds a character that is not ASCII'],
  ['c'.repeat(16_385), 'has 16385 characters, more than 16384'],
  ['Bearer canary-0', 'begins with the name of an authentication scheme'],
  ['"canary-0"', 'stands in quotation marks'],
  ["'canary-0'", 'stands in quotation marks'],
  ['ANTHROPIC_API_KEY=canary-0', 'is an assignment of a variable'],
  ['export ANTHROPIC_AUTH_TOKEN="canary-0"', 'is an assignment of a variable'],
  ['<!DOCTYPE html>\n<title>Sign in canary-0</title>', 'is a web page, not a key'],
  ['-----BEGIN PRIVATE KEY-----\ncanary-0\n-----END PRIVATE KEY-----', 'is a PEM file, not a key'],
  ['sessionKey=sk-ant-sid01-canary', 'is a cookie of a web session, not a key'],
])('%j is refused: %s', (text, fact) => {
  const error = refusal(text)
  expect(error.code).toBe('source-malformed')
  expect(error.message).toBe(`The file ~/.key ${fact}.`)
  expect(error.remedy).toMatch(/^[A-Z].*\.$/)
  expect(error.sentence).not.toContain('canary')
})

test('whatever comes in, a key is printable ASCII without white space, and no refusal shows it', () => {
  const text = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.base64String())
  fc.assert(
    fc.property(text, (middle) => {
      const value = `canary${middle}canary`
      let key: string
      try {
        key = readKeyText(value, 'It')
      } catch (error) {
        expect((error as WarmkeyError).sentence).not.toContain('canary')
        return
      }
      expect(key).toMatch(/^[\x21-\x7e]{1,16384}$/)
      expect(value).toContain(key)
    }),
    { numRuns: 1_000 },
  )
})

describe('bytes as text', () => {
  const utf16 = (text: string, littleEndian: boolean) => {
    const bytes = Buffer.from(`\uFEFF${text}`, 'utf16le')
    return littleEndian ? bytes : bytes.swap16()
  }
  test.each([
    ['UTF-8', Buffer.from('sk-000')],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFsk-000')],
    ['UTF-16, as PowerShell writes it', utf16('sk-000', true)],
    ['UTF-16, the other way', utf16('sk-000', false)],
  ])('%s', (_, bytes) => expect(readKeyText(decodeText(bytes), 'It')).toBe('sk-000'))

  test('what is no text is no key', () => {
    expect(refusal(decodeText(Uint8Array.of(0x73, 0x6b, 0xc3, 0x28))).message).toContain('not ASCII')
  })
})
