import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { readErrorParts } from './error-parts.ts'

const read = (text: string, headers: Record<string, string> | null = null) => {
  const { codes, messages } = readErrorParts(text, headers === null ? null : new Headers(headers))
  return { codes: [...codes], messages: [...messages] }
}

describe('codes and messages', () => {
  test.each([
    [
      'Anthropic',
      '{"type":"error","error":{"type":"rate_limit_error","message":"slow","details":{"error_code":"enforced_spend_limit_reached"}}}',
      ['error', 'rate_limit_error', 'enforced_spend_limit_reached'],
      ['slow'],
    ],
    [
      'Google',
      '{"error":{"code":401,"message":"no","status":"UNAUTHENTICATED","details":[{"@type":"t","reason":"ACCESS_TOKEN_EXPIRED"}]}}',
      ['401', 'unauthenticated', 'access_token_expired'],
      ['no'],
    ],
    ['Google, in a list', '[{"error":{"status":"PERMISSION_DENIED","message":"no"}}]', ['permission_denied'], ['no']],
    [
      'AWS JSON',
      '{"__type":"com.amazon.coral.service#ExpiredTokenException","Message":"no"}',
      ['expiredtokenexception'],
      ['no'],
    ],
    ['Azure', '{"error":{"code":"PermissionDenied","message":"no"}}', ['permissiondenied'], ['no']],
    [
      'OAuth',
      '{"error":"invalid_grant","error_description":"gone","error_subtype":"invalid_rapt"}',
      ['invalid_rapt', 'invalid_grant'],
      ['gone', 'invalid_grant'],
    ],
    ['FastAPI', '{"detail":"Invalid API key"}', [], ['Invalid API key']],
    ['FastAPI with an object', '{"detail":{"code":"expired_key","message":"no"}}', ['expired_key'], ['no']],
    ['Databricks', '{"error_code":403,"message":"Invalid Token"}', ['403'], ['Invalid Token']],
    ['a bare word', '{"error":"Invalid Token"}', ['invalid token'], ['Invalid Token']],
    ['JSON inside a string', JSON.stringify('{"error":{"type":"forbidden","message":"no"}}'), ['forbidden'], ['no']],
    [
      'JSON inside a message',
      '{"error":{"message":"litellm: b\'{\\"message\\":\\"deep\\",\\"code\\":\\"x\\"}\'","code":"401"}}',
      ['401', 'x'],
      [`litellm: b'{"message":"deep","code":"x"}'`, 'deep'],
    ],
    [
      'JSON between words',
      'API Error: 403 {"error":{"type":"forbidden","message":"no"}} · Please run /login',
      ['forbidden'],
      ['API Error: 403 {"error":{"type":"forbidden","message":"no"}} · Please run /login', 'no'],
    ],
    [
      'XML',
      '<?xml version="1.0"?>\n<Response><Errors><Error><Code> ExpiredToken </Code><Message>No.</Message></Error></Errors></Response>',
      ['expiredtoken'],
      ['No.'],
    ],
    ['XML without a message', '<Error><Code>ExpiredToken</Code></Error>', ['expiredtoken'], []],
    ['words that quote XML', 'it said <Code>ExpiredToken</Code>', [], []],
    ['text', 'Invalid Token', [], []],
    ['a page', '\r\n<HTML><head><TITLE> 403 Forbidden </TITLE><script>{"error":"x"}</script>', [], ['403 Forbidden']],
    ['a page without a title', '<!doctype html><p>Go away', [], []],
    ['nothing', '', [], []],
  ])('%s', (_, text, codes, messages) => {
    expect(read(text)).toEqual({ codes, messages })
  })

  test.each([
    ['ExpiredTokenException', 'expiredtokenexception'],
    ['ExpiredTokenException:http://internal.amazon.com/coral/com.amazon.bedrock/', 'expiredtokenexception'],
    ['aws.protocoltests.restjson#FooError:http://internal.amazon.com/coral/x/', 'fooerror'],
  ])('x-amzn-errortype %s', (value, code) => {
    expect(read('', { 'x-amzn-errortype': value }).codes).toEqual([code])
  })
})

describe('foreign bytes', () => {
  const jsonish = fc
    .array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '\\', 'error', 'message', 'null', '1', ' '))
    .map((parts) => parts.join(''))
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.json(),
    jsonish,
    fc.uint8Array().map((bytes) => new TextDecoder().decode(bytes)),
  )

  test('never make it throw', () => {
    fc.assert(
      fc.property(anything, (text) => void readErrorParts(text, null)),
      { numRuns: 2_000 },
    )
  })

  test('that nest deeper than any stack come out empty', () => {
    for (const open of ['[', '{"error":', '{"a":[']) {
      expect(read(open.repeat(30_000)).messages).toEqual([])
      expect(readErrorParts(open.repeat(30_000), null).codes.size).toBe(0)
    }
  })
})
