import { describe, expect, test } from 'bun:test'
import { APIError } from '@anthropic-ai/sdk'
import { messageOfError, messages } from './messages.ts'

describe('paths', () => {
  test.each<[string, boolean, boolean]>([
    ['/v1/messages', true, true],
    ['/v1/messages/count_tokens', true, true],
    ['/v1/models', false, true],
    ['/v1/models/claude-sonnet-5', false, true],
    ['/v1/messages/batches', false, false],
    ['/v1/files', false, false],
    ['/v1/organizations/users', false, false],
    ['/v1/messages/', false, false],
    ['/', false, false],
  ])('%s', (path, inference, openToRuns) => {
    expect([messages.inference(path), messages.openToRuns(path)]).toEqual([inference, openToRuns])
  })

  test.each<[string, string, boolean]>([
    ['HEAD', '/', true],
    ['HEAD', '/api/hello', true],
    ['GET', '/api/hello', true],
    ['GET', '/', false],
    ['POST', '/', false],
    ['HEAD', '/v1/messages', false],
  ])('%s %s as a sign of life', (method, path, wanted) => {
    expect(messages.signOfLife(method, path)).toBe(wanted)
  })
})

test('a refusal is an error that the official SDK can read', () => {
  const { contentType, body } = messages.refuse({ status: 424, code: 'denied', message: 'Say "when".\nNow.' })
  expect(contentType).toBe('application/json')
  const error = APIError.generate(424, JSON.parse(body), undefined, new Headers())
  expect([error.status, error.apiMessage, error.type]).toEqual([424, 'Say "when".\nNow.', 'api_error'])
})

test.each<[string, string | null]>([
  ['{"type":"error","error":{"type":"permission_error","message":"No."}}', 'No.'],
  ['{"message":"The incoming token has expired"}', 'The incoming token has expired'],
  ['{"error":{"message":""},"message":""}', null],
  ['{"error":{"message":7}}', null],
  ['{"error":"Invalid Token"}', null],
  ['null', null],
  ['[]', null],
  ['<html>', null],
  ['', null],
  ['{"error":{"mess', null],
])('the message of %s', (text, wanted) => {
  expect(messageOfError(text)).toBe(wanted)
})
