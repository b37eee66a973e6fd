import { expect, test } from 'bun:test'
import { failureOf } from './ask-cloud-here.ts'

test('what a library throws, without what it was asked with', () => {
  const headers = new Headers({ date: 'Sat, 21 Nov 2026 12:00:00 GMT' })
  const thrown = Object.assign(new Error('no'), {
    code: 400,
    config: { url: 'https://oauth2.googleapis.com/token', data: 'refresh_token=made-up' },
    response: { status: 400, data: { error: 'invalid_grant' }, headers },
  })
  expect(failureOf(thrown)).toEqual({
    kind: 'failure',
    status: 400,
    code: null,
    said: '{"error":"invalid_grant"}\nno',
    dateMs: Date.parse('2026-11-21T12:00:00Z'),
    host: 'oauth2.googleapis.com',
  })
  const lost = Object.assign(new Error('gone'), { code: 'ECONNREFUSED' })
  expect(failureOf(lost)).toMatchObject({ status: null, code: 'ECONNREFUSED', said: 'gone', host: null })
  expect(failureOf(new AggregateError([new Error('a'), new Error('b')], 'c'))).toMatchObject({ said: 'a\nb\nc' })
})
