import { expect, test } from 'bun:test'
import { gzipSync } from 'node:zlib'
import { decodeBody } from './request-body.ts'

const plain = Buffer.from('{"a":1}')

test.each([
  ['no encoding', plain, undefined],
  ['identity', plain, 'identity'],
  ['gzip', gzipSync(plain), 'GZIP'],
])('a body in %s is read', (_, bytes, encoding) => {
  const decoded = decodeBody(bytes, encoding, 100)
  expect('bytes' in decoded && Buffer.from(decoded.bytes).toString()).toBe('{"a":1}')
})

test.each([
  ['an encoding it does not know', plain, 'br', 400, 'request_body_encoding_unsupported'],
  ['bytes that are not what they say', plain, 'gzip', 400, 'request_body_encoding_invalid'],
  ['a cut stream', gzipSync(plain).subarray(0, 15), 'gzip', 400, 'request_body_encoding_invalid'],
  ['a bomb', gzipSync(Buffer.alloc(1_000_000)), 'gzip', 413, 'request_body_too_large_after_decoding'],
])('%s is refused by its code', (_, bytes, encoding, status, code) => {
  expect(decodeBody(bytes, encoding, 1000)).toMatchObject({ failure: { status, details: { error_code: code } } })
})
