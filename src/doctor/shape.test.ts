import { describe, expect, test } from 'bun:test'
import { flawOf, issuerOf, wrongKindFor } from './shape.ts'

const whole = `sk-ant-api03-${'x1Y'.repeat(32)}`.slice(0, 108).padEnd(108, 'A')

test('a whole key has no flaw, with or without blanks around it', () => {
  for (const text of [whole, ` ${whole}\n`, 'corp-token-7', 'eyJhbGciOiJub25lIn0.eyJleHAiOjF9.x'])
    expect(flawOf(text)).toBeNull()
})

test('a local key of warmkey opens no API', () => {
  expect(wrongKindFor('api.anthropic.com', 'wk-made-up')).toBe('a local key of warmkey')
  expect(wrongKindFor('127.0.0.1', 'wk-made-up')).toBeNull()
})

describe('flaws', () => {
  test.each([
    ['null', 'null'],
    ['$ANTHROPIC_KEY', 'unexpanded'],
    ['\x24{KEY}', 'unexpanded'],
    ['$(cat key)', 'unexpanded'],
    ['op://vault/item/field', 'unexpanded'],
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

test('who hands out keys of this look', () => {
  expect(issuerOf(whole)).toBe('an Anthropic API key')
  expect(issuerOf('ghp_abcdefghijklmnopqrst')).toBe('a GitHub token')
  expect(issuerOf('corp-token-7')).toBeNull()
})

test('another vendor’s key opens its own host only', () => {
  const openai = `sk-proj-${'a'.repeat(40)}`
  expect(wrongKindFor('api.anthropic.com', openai)).toBe('an OpenAI key')
  expect(wrongKindFor('llm.corp.example', openai)).toBeNull()
  expect(wrongKindFor('api.anthropic.com', whole)).toBeNull()
})
