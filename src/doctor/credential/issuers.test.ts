import { expect, test } from 'bun:test'
import { isForeign, issuerOf, wrongKindFor } from './issuers.ts'
import { flawOf } from './shape.ts'

const whole = `sk-ant-api03-${'x1Y'.repeat(32)}`.slice(0, 108).padEnd(108, 'A')

test('a local key of warmkey opens no API', () => {
  expect(wrongKindFor('api.anthropic.com', 'wk-made-up')).toBe('a local key of warmkey')
  expect(wrongKindFor('127.0.0.1', 'wk-made-up')).toBeNull()
})

test('who hands out keys of this look', () => {
  expect(issuerOf(whole)).toBe('an Anthropic API key')
  expect(issuerOf('ghp_abcdefghijklmnopqrst')).toBe('a GitHub token')
  expect(issuerOf('corp-token-7')).toBeNull()
})

test.each([
  [`AIza${'a'.repeat(35)}`, 'a Google API key'],
  ['AKIAABCDEFGHIJKLMNOP', 'an AWS access key id'],
  [`gsk_${'a'.repeat(50)}`, 'a Groq key'],
  [`sk-or-v1-${'a'.repeat(64)}`, 'an OpenRouter key'],
  [`xai-${'a'.repeat(80)}`, 'an xAI key'],
  [`hf_${'a'.repeat(34)}`, 'a Hugging Face token'],
  [`sk-ant-admin01-${'a'.repeat(90)}`, 'an Anthropic Admin API key'],
  [`sk-ant-ort01-${'a'.repeat(90)}`, 'an Anthropic refresh token'],
  [`bedrock-api-key-${'a'.repeat(90)}`, 'an Amazon Bedrock API key'],
])('%s is %s', (text, issuer) => {
  expect(issuerOf(text)).toBe(issuer)
  expect(wrongKindFor('api.anthropic.com', text)).toBe(issuer)
  expect(isForeign(issuer)).toBe(true)
  expect(flawOf(text)).toBeNull()
})

test('another vendor’s key opens its own host only', () => {
  const openai = `sk-proj-${'a'.repeat(40)}`
  expect(wrongKindFor('api.anthropic.com', openai)).toBe('an OpenAI key')
  expect(wrongKindFor('llm.corp.example', openai)).toBeNull()
  expect(wrongKindFor('api.anthropic.com', whole)).toBeNull()
})
