import { expect, test } from 'bun:test'
import { wordingOf } from '../captured/index.ts'
import { failureAnswer, invalid, notFound, tooLarge, wordingAnswer } from './failure.ts'

const common = [['request-id', 'req_1']] as const
const text = (body: unknown) => new TextDecoder().decode(body as Uint8Array)

test('a failure has the shape of the API', () => {
  const answer = failureAnswer(notFound('model: x'), 'req_1', common)
  expect({ ...answer, body: text(answer.body) }).toEqual({
    status: 404,
    headers: [
      ['content-type', 'application/json'],
      ['request-id', 'req_1'],
    ],
    body: '{"type":"error","error":{"type":"not_found_error","message":"model: x"},"request_id":"req_1"}',
  })
})

test('headers and details of a failure go along', () => {
  const failure = { ...invalid('no'), details: { error_code: 'organization_on_hold' } }
  const answer = failureAnswer(failure, 'req_1', common)
  expect(answer.headers).toContainEqual(['x-should-retry', 'false'])
  expect(JSON.parse(text(answer.body)).error.details).toEqual({ error_code: 'organization_on_hold' })
})

test('the edge speaks of size in a shape of its own', () => {
  expect(text(tooLarge(common).body)).toBe(
    '{"error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}',
  )
})

test('a wording names the request, and its own headers win', () => {
  const revoked = wordingAnswer(wordingOf('anthropic-oauth-revoked'), 'req_1', common)
  expect(JSON.parse(text(revoked.body)).request_id).toBe('req_1')
  const waf = wordingAnswer(wordingOf('waf-html'), 'req_1', [['server', 'cloudflare']])
  expect(waf.headers.filter(([name]) => name === 'server')).toEqual([['server', 'awselb/2.0']])
})
