import { describe, expect, test } from 'bun:test'
import { excerptOf } from './excerpt.ts'

const excerpt = (text: string, status = 403, known = false) => excerptOf(text, new Headers(), status, known)

test('codes and messages are kept', () => {
  expect(excerpt('{"error":{"type":"permission_error","message":"OAuth token has been revoked."}}')).toEqual({
    codes: ['permission_error'],
    messages: ['OAuth token has been revoked.'],
  })
  expect(excerpt('Invalid Token')).toEqual({ codes: [], messages: ['Invalid Token'] })
  expect(excerpt('<html><title>403 Forbidden</title><p>long page')).toEqual({ codes: [], messages: ['403 Forbidden'] })
})

test('the name of the failure in a header is a code', () => {
  expect(excerptOf('', new Headers({ 'x-amzn-errortype': 'ExpiredTokenException' }), 403, true).codes).toEqual([
    'expiredtokenexception',
  ])
})

describe('what is not kept:', () => {
  test('a secret, whatever its shape', () => {
    const said = excerpt(
      '{"message":"key sk-ant-api03-abcdefghijklmnop and token=hunter2hunter2 refused"}',
    ).messages.join()
    expect(said).not.toMatch(/abcdefghijklmnop|hunter2/)
  })

  test('words that may quote the prompt', () => {
    const body = '{"error":{"type":"invalid_request_error","message":"messages.0: my secret plan is too long"}}'
    expect(excerpt(body, 400)).toEqual({ codes: ['invalid_request_error'], messages: [] })
    expect(excerpt(body, 400, true).messages.length).toBe(1)
  })

  test('more than a few lines', () => {
    const { codes, messages } = excerpt(
      JSON.stringify({
        error: { message: 'word '.repeat(1_000), details: Array.from({ length: 50 }, (_, n) => ({ code: `c${n}` })) },
      }),
    )
    expect(codes.length).toBeLessThanOrEqual(12)
    expect(messages.join('').length).toBeLessThanOrEqual(300)
  })
})
