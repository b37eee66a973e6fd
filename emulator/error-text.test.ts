import { expect, test } from 'bun:test'
import { captured } from './captured/index.ts'
import { errorText } from './error-text.ts'
import { type Answer, zipped } from './wire/answer.ts'

const answer = (status: number, body: string): Answer => ({ status, headers: [], body: new TextEncoder().encode(body) })

test('the message of an error is found in every captured wording that has one', () => {
  for (const { id, status, body } of captured) {
    const said = errorText(answer(status, body))
    if (body === '') expect([id, said]).toEqual([id, undefined])
    else expect([id, said]).toEqual([id, expect.stringMatching(/^[^{<]/)])
  }
})

test('it is the message, the title of a page, or the text itself', () => {
  const said = (body: string) => errorText(answer(403, body))
  expect(said('{"type":"error","error":{"type":"permission_error","message":"No."}}')).toBe('No.')
  expect(said('{"error_code":403,"message":"Invalid Token"}')).toBe('Invalid Token')
  expect(said('{"error":"denied"}')).toBe('denied')
  expect(said('<html><head><title>403\n Forbidden</title></head></html>')).toBe('403 Forbidden')
  expect(said('token expired')).toBe('token expired')
  expect(said('{"code":7}')).toBe('{"code":7}')
  expect(said('null')).toBe('null')
  expect(said('x'.repeat(500))).toHaveLength(300)
})

test('a compressed one is read, and an answer that is no error says nothing', () => {
  expect(errorText(zipped(answer(529, '{"error":{"message":"Overloaded"}}')))).toBe('Overloaded')
  expect(errorText(answer(200, '{"error":{"message":"No."}}'))).toBeUndefined()
  expect(errorText({ status: 500, headers: [], body: (async function* () {})() })).toBeUndefined()
})
