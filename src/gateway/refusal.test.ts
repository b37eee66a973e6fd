import { describe, expect, test } from 'bun:test'
import { bedrock } from './dialects/bedrock.ts'
import { messages } from './dialects/messages.ts'
import { misreads, reachTheScreen, refuse, statusOf } from './refusal.ts'

const claude = 'claude-cli/2.1.329 (external, cli)'

describe('a refusal of ours', () => {
  test('is the dialect’s own error, names its reason and adds nothing else', async () => {
    const refusal = { status: 424, code: 'source-failed', message: 'The vault is sealed. Unseal it.' } as const
    const response = refuse(messages, refusal, 'e-1', 403)
    expect(response.status).toBe(424)
    expect(response.headers.toJSON()).toEqual({
      'content-type': 'application/json',
      'x-warmkey-exchange': 'e-1',
      'x-warmkey-reason': 'source-failed',
      'x-warmkey-upstream-status': '403',
    })
    expect(await response.json()).toEqual({
      type: 'error',
      error: { type: 'api_error', message: 'The vault is sealed. Unseal it.' },
      request_id: null,
    })
  })

  test('names neither an exchange nor an upstream where there was none', () => {
    const response = refuse(messages, { status: 401, code: 'caller-unknown', message: 'No.' }, null)
    expect([...response.headers.keys()]).toEqual(['content-type', 'x-warmkey-reason'])
  })

  test('is 424, but for a dropped connection, which is for the client to retry', () => {
    expect(statusOf('upstream-dropped')).toBe(502)
    for (const code of ['upstream-tls', 'upstream-proxy', 'source-failed', 'internal'] as const)
      expect(statusOf(code)).toBe(424)
  })
})

test.each([
  ['invalid x-api-key', 'invalid API key header'],
  ['Your X-API-Key and x-api-key', 'Your API key header and API key header'],
  ['Your credit balance is too low to', 'Your credit balance is used up to'],
  ['Prompt is too long', 'prompt exceeds the limit'],
  ['Nothing special.', 'Nothing special.'],
])('%j reaches the screen as %j', (message, wanted) => {
  expect(reachTheScreen(message)).toBe(wanted)
})

test.each<[string, number, string, boolean]>([
  [claude, 401, 'anything', true],
  [claude, 403, 'Permission denied.', false],
  [claude, 403, 'OAuth token has been revoked. Please obtain a new token.', true],
  [claude, 403, 'invalid x-api-key', true],
  [claude, 402, 'pay', false],
  [claude, 424, 'anything', false],
  ['Anthropic/JS 1.11.0', 401, 'anything', false],
  ['opencode/1.18.33', 403, 'OAuth token has been revoked', false],
  ['not claude-cli/2', 401, 'anything', false],
  ['', 401, 'anything', false],
])('%s at %i %j', (userAgent, status, message, wanted) => {
  expect(misreads(userAgent, messages, status, message)).toBe(wanted)
})

test.each<[string, number, string, boolean]>([
  [claude, 401, 'anything', true],
  [claude, 403, 'is not authorized to perform: bedrock:InvokeModel', true],
  [claude, 400, 'The security token included in the request is expired', true],
  [claude, 404, 'Model use case details have not been submitted for this account.', true],
  [claude, 404, 'Could not resolve the foundation model', false],
  [claude, 429, 'Too many tokens', false],
  ['Boto3/1.40 md/Botocore#1.40', 403, 'anything', false],
  ['AnthropicBedrock/JS 1.1.3', 403, 'anything', false],
])('%s at %i %j in Bedrock mode', (userAgent, status, message, wanted) => {
  expect(misreads(userAgent, bedrock, status, message)).toBe(wanted)
})

test('what speaks the Messages API and belongs to AWS is retried on a 403 as Bedrock is', () => {
  expect(misreads(claude, messages, 403, 'Permission denied.', true)).toBe(true)
  expect(misreads(claude, messages, 400, 'Permission denied.', true)).toBe(false)
})

test('a refusal in Bedrock names its error in the header', () => {
  const response = refuse(bedrock, { status: 429, code: 'limited', message: 'Wait.' }, null)
  expect(response.headers.get('x-amzn-errortype')).toBe('ThrottlingException')
})
