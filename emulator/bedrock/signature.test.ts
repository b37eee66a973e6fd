import { expect, test } from 'bun:test'
import { parseHead, type RequestHead } from '../wire/request-head.ts'
import { isSignatureFault, readSignature, type Signed, scopeFault, signatureFault } from './signature.ts'

/** Made with botocore 1.43.11 (`SigV4Auth`), secret `fake-secret`. */
const signature = '27ad365754d1577266d08331c5207dbfde8a8cde100bc79cd15733492037e935'
const body = Buffer.from('{"a":1}')
const nowMs = Date.parse('2026-11-21T12:00:00Z')

function head(over: Readonly<Record<string, string | null>> = {}): RequestHead {
  const headers: Record<string, string | null> = {
    host: 'bedrock-runtime.us-east-1.amazonaws.com',
    'content-type': 'application/json',
    'x-amz-date': '20261121T120000Z',
    authorization: `AWS4-HMAC-SHA256 Credential=AKIAFAKE/20261121/us-east-1/bedrock/aws4_request, SignedHeaders=content-type;host;x-amz-date, Signature=${signature}`,
    ...over,
  }
  const lines = Object.entries(headers).flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}`]))
  const parsed = parseHead(['POST /model/a.b-v1%3A0/invoke HTTP/1.1', ...lines].join('\r\n'))
  if (typeof parsed === 'string') throw new Error(parsed)
  return parsed
}

function signed(of = head()): Signed {
  const read = readSignature(of)
  if (isSignatureFault(read)) throw new Error(read.message)
  return read
}

const here = { region: 'us-east-1', service: 'bedrock' }

test('a signature of botocore is good, and that of one other byte is not', () => {
  expect(signatureFault(head(), body, signed(), 'fake-secret')).toBeNull()
  const wrong = 'does not match'
  expect(signatureFault(head(), Buffer.from('{"a":2}'), signed(), 'fake-secret')?.message).toContain(wrong)
  expect(signatureFault(head(), body, signed(), 'other-secret')?.message).toContain(wrong)
  const other = head({ 'content-type': 'text/plain' })
  expect(signatureFault(other, body, signed(other), 'fake-secret')?.message).toContain(wrong)
  const gone = head({ 'content-type': null })
  expect(signatureFault(gone, body, signed(gone), 'fake-secret')?.message).toContain(wrong)
})

test('what is not signed is refused, and a hash that is not that of the body', () => {
  const token = head({ 'x-amz-security-token': 'x' })
  expect(signatureFault(token, body, signed(token), 'fake-secret')?.message).toContain('x-amz-security-token')
  const authorization = (head().headers.authorization ?? '').replace('host;', 'host;x-amz-content-sha256;')
  const hash = head({ 'x-amz-content-sha256': '0'.repeat(64), authorization })
  expect(signatureFault(hash, body, signed(hash), 'fake-secret')?.message).toContain('does not match')
})

test.each<[string, Partial<Signed>, number, string]>([
  [
    'five minutes late',
    {},
    nowMs + 300_001,
    'Signature expired: 20261121T120000Z is now earlier than 20261121T120000Z (20261121T120500Z - 5 min.)',
  ],
  ['five minutes early', {}, nowMs - 300_001, 'Signature not yet current: 20261121T120000Z is still later than'],
  ['another day', { date: '20261120' }, nowMs, 'Date in Credential scope does not match'],
  ['another region', { region: 'eu-west-1' }, nowMs, 'Credential should be scoped to a valid region. '],
  ['another service', { service: 'sts' }, nowMs, "Credential should be scoped to correct service: 'bedrock'. "],
])('outside: %s', (_, over, atMs, message) => {
  expect(scopeFault({ ...signed(), ...over }, here, atMs)?.message).toContain(message)
})

test('within five minutes it is inside', () => {
  for (const atMs of [nowMs, nowMs + 300_000, nowMs - 300_000]) expect(scopeFault(signed(), here, atMs)).toBeNull()
})

test.each<[string, Readonly<Record<string, string | null>>, string]>([
  ['no date', { 'x-amz-date': null }, "requires existence of either a 'X-Amz-Date'"],
  [
    'no signature',
    { authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c/d/aws4_request, SignedHeaders=host' },
    "requires 'Signature' parameter",
  ],
  [
    'a short scope',
    { authorization: 'AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=x' },
    'exactly 5',
  ],
])('incomplete: %s', (_, over, message) => {
  expect(readSignature(head(over))).toEqual({
    type: 'IncompleteSignatureException',
    message: expect.stringContaining(message),
  })
})
