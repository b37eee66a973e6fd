import { describe, expect, test } from 'bun:test'
import { flawOf, isLoginTokenAside } from './shape.ts'

const whole = `sk-ant-api03-${'x1Y'.repeat(32)}`.slice(0, 108).padEnd(108, 'A')

test('a whole key has no flaw, with or without blanks around it', () => {
  for (const text of [whole, ` ${whole}\n`, 'corp-token-7', 'eyJhbGciOiJub25lIn0.eyJleHAiOjF9.x'])
    expect(flawOf(text)).toBeNull()
})

describe('flaws', () => {
  test.each([
    ['null', 'null'],
    ['$ANTHROPIC_KEY', 'unexpanded'],
    ['\x24{KEY}', 'unexpanded'],
    ['$(cat key)', 'unexpanded'],
    ['op://vault/item/field', 'reference'],
    ['<your key>', 'placeholder'],
    ['your-api-key', 'placeholder'],
    ['xxxxxxxxxx', 'placeholder'],
    ['sk-ant-api03-...', 'placeholder'],
    [`"${whole}"`, 'quoted'],
    [`‘${whole}’`, 'quoted'],
    [`Bearer ${whole}`, 'bearer'],
    [`Authorization: Bearer ${whole}`, 'bearer'],
    [`export KEY=${whole}`, 'assignment'],
    ['{"key":"a"}', 'json'],
    ['sk-ant-sid01-abcdefgh', 'cookie'],
    ['sessionKey=abc', 'cookie'],
    ['\u001b[32mabc\u001b[0m', 'colour'],
    ['abc\ndef', 'line-break'],
    ['abc\u200bdef', 'invisible'],
    ['abc–def', 'not-ascii'],
    ['abc def', 'inner-blank'],
    [whole.slice(0, 60), 'truncated'],
    ['\x24{{ secrets.ANTHROPIC_API_KEY }}', 'unexpanded'],
    ['\x24{env:KEY}', 'unexpanded'],
    ['{env:ANTHROPIC_API_KEY}', 'unexpanded'],
    ['{{ .Values.key }}', 'unexpanded'],
    ['`cat key`', 'unexpanded'],
    ['%ANTHROPIC_API_KEY%', 'unexpanded'],
    ['arn:aws:secretsmanager:eu-west-1:1:secret:k', 'unexpanded'],
    ['projects/shop/secrets/claude', 'unexpanded'],
    ['your-anthropic-api-key-here', 'placeholder'],
    ['sk-ant-api03-xxxxxxxxxxxx', 'placeholder'],
    ['sk-ant-your-key', 'placeholder'],
    ['sk-ant-api03-abc***', 'placeholder'],
    ['REPLACE_ME', 'placeholder'],
    [`"${whole}`, 'half-quoted'],
    [`${whole}'`, 'half-quoted'],
    [`x-api-key: ${whole}`, 'header-name'],
    [`ANTHROPIC_API_KEY: ${whole}`, 'header-name'],
    ['~/.anthropic/key', 'home-path'],
    ['/home/dev/.key', 'path'],
    ['./key.txt', 'path'],
    ['C:\\Users\\dev\\key.txt', 'path'],
    ['https://console.anthropic.com/settings/keys', 'address'],
    [btoa(whole), 'base64'],
    [`${whole},${whole}`, 'two-keys'],
    [`${whole}\\n`, 'escaped'],
  ] as const)('%j is %s', (text, id) => {
    expect(flawOf(text)?.id).toBe(id)
  })

  test('no flaw quotes the text', () => {
    for (const text of ['"secret-secret"', 'Bearer secret-secret', 'secret secret']) {
      const flaw = flawOf(text)
      expect(flaw?.fact).not.toContain('secret')
    }
  })
})

test('a token of a login is sent as one, or nowhere', () => {
  const token = `sk-ant-oat01-${'a'.repeat(95)}`
  expect(isLoginTokenAside(token, 'x-api-key', 'llm.example')).toBe(true)
  expect(isLoginTokenAside(token, 'authorization', 'api.anthropic.com')).toBe(true)
  expect(isLoginTokenAside(token, 'authorization', 'llm.example')).toBe(false)
  expect(isLoginTokenAside(whole, 'x-api-key', 'api.anthropic.com')).toBe(false)
})
