import { expect, test } from 'bun:test'
import type { Cause } from '../../signatures/signature.ts'
import { fixOfRefusal } from './refusal-fixes.ts'

const refusal = {
  name: 'ANTHROPIC_AUTH_TOKEN',
  place: 'the shell',
  host: 'llm.example',
  isDefault: false,
  asked: 'GET /v1/models',
  status: 403,
  model: null,
}
const causes: readonly (readonly [Cause, string])[] = [
  ['rate-limit', 'Wait a minute.'],
  ['billing', 'Ask whoever runs llm.example to add credits for ANTHROPIC_AUTH_TOKEN of the shell.'],
  ['permission', 'Ask whoever runs llm.example to allow GET /v1/models for ANTHROPIC_AUTH_TOKEN of the shell.'],
  ['waf', 'Ask whoever runs llm.example to let GET /v1/models through its firewall.'],
  ['unknown', 'Ask whoever runs llm.example to mend what answers GET /v1/models with 403.'],
  ['revoked', 'Ask whoever runs llm.example for a new key, then type: export ANTHROPIC_AUTH_TOKEN=<the new key>'],
]

test.each(causes)('%s', (cause, fix) => expect(fixOfRefusal(cause, refusal)).toBe(fix))

test('what Anthropic cannot serve at the moment passes', () => {
  expect(fixOfRefusal('server-error', { ...refusal, isDefault: true, status: 500 })).toBe('Wait a minute.')
  expect(fixOfRefusal('server-error', { ...refusal, status: 500 })).toContain('with 500')
})

test('who signs in with the console signs in anew', () => {
  expect(fixOfRefusal('revoked', { ...refusal, name: 'primaryApiKey' })).toBe('Type: claude auth login')
})
