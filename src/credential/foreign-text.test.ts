import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { Secret } from '../secret.ts'
import { lastLine, shorten, withoutSecrets } from './foreign-text.ts'

describe('what is or looks like a secret', () => {
  test.each([
    ['X-Vault-Token: abcdef', 'X-Vault-Token: [secret]'],
    ['password=hunter2 user=me', 'password=[secret] user=me'],
    ['curl --api-key abcdef https://x.example', 'curl --api-key [secret] https://x.example'],
    ['{"secret": "abcdef", "a": 1}', '{"secret": "[secret]", "a": 1}'],
    ['authorization: Bearer abcdefghij', 'authorization: [secret] [secret]'],
    ['used sk-ant-api03-0000000000', 'used [secret]'],
    ['id 0123456789abcdef0123456789abcdef', 'id [secret]'],
    ['secret id 6a6b6c6d-0000-1111-2222-333344445555', 'secret id [secret]'],
  ])('%s', (text, clean) => expect(withoutSecrets(text)).toBe(clean))

  test.each([
    'sh: 1: mint: not found',
    'Error: vault.example:8200: connection refused (code 2)',
    '/usr/lib/x86_64-linux-gnu/libfoo.so.6: no such file',
    'token expired, run aws sso login --profile dev',
  ])('is not: %s', (text) => expect(withoutSecrets(text)).toBe(text))

  test('a live secret, and what the same program printed elsewhere', () => {
    const secret = new Secret('quite-plain-words')
    expect(withoutSecrets('I got quite-plain-words and other-words', '  other-words\n')).toBe(
      'I got [secret] and [secret]',
    )
    expect(secret.fingerprint).toHaveLength(8)
  })
})

describe('the last line', () => {
  test.each([
    ['', ''],
    ['one', 'one'],
    ['one\ntwo\n\n  \n', 'two'],
    ['one\r\ntwo\rthree', 'three'],
    ['\u001B[31mError:\u001B[0m no\u0007', 'Error: no'],
    ['\u001B]0;title\u0007done', 'done'],
    ['a\u202Eb', 'a b'],
    ['x'.repeat(400), `${'x'.repeat(299)}…`],
  ])('of %j', (text, last) => expect(lastLine(text)).toBe(last))

  test('never holds a control character', () => {
    const isControl = (char: string) => char < ' ' || char === '\u007F'
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => expect([...lastLine(text)].some(isControl)).toBe(false)),
    )
  })

  test('is found in time that grows with the text alone', () => {
    for (const text of ['\u001B]'.repeat(50_000), '--key'.repeat(20_000), 'a1'.repeat(50_000), 'key='.repeat(20_000)]) {
      expect(lastLine(withoutSecrets(text)).length).toBeLessThanOrEqual(300)
    }
  })
})

test('what is too long is cut and shows it', () => {
  expect([shorten('abc', 3), shorten('abcd', 3)]).toEqual(['abc', 'ab…'])
})
