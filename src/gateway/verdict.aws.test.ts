import { describe, expect, test } from 'bun:test'
import { signatures } from '../signatures/index.ts'
import { decide } from './verdict.ts'

const nowMs = Date.parse('2026-11-21T10:00:00Z')
/** A session of an hour, a minute old: nothing speaks for its end. */
const live = { issuedAtMs: nowMs - 60_000, expiresAtMs: nowMs + 3_540_000, ttlMs: null, stable: false }

function decided(status: number, type: string | null, text: string, dialect = 'bedrock'): string {
  const headers = new Headers({ 'content-type': 'application/json' })
  if (type !== null) headers.set('x-amzn-errortype', type)
  const rules = { renewOn: [], denyOn: [] }
  const facts = { status, headers, text, dialect, inference: true, credential: live, rules, cards: signatures, nowMs }
  const verdict = decide(facts)
  const how = verdict.kind === 'renew' && verdict.onlyIfChanged ? 'once' : ''
  const final = verdict.kind === 'pass' && verdict.final ? 'final' : ''
  return [verdict.kind, how, final, verdict.card?.id].filter((part) => part !== '' && part !== undefined).join(' ')
}

/** An error as each protocol of AWS writes it: code, message → header and body. */
const clothes: readonly (readonly [string, (code: string, message: string) => readonly [string | null, string]])[] = [
  ['header', (code, message) => [code, JSON.stringify({ message })]],
  ['header with namespace', (code, message) => [`com.amazonaws.bedrock#${code}`, JSON.stringify({ message })]],
  [
    'header with address',
    (code, message) => [`${code}:http://internal.amazon.com/coral/x/`, JSON.stringify({ Message: message })],
  ],
  ['__type', (code, message) => [null, JSON.stringify({ __type: code, message })]],
  ['__type with namespace', (code, message) => [null, JSON.stringify({ __type: `com.amazon.coral#${code}`, message })]],
  ['code', (code, message) => [null, JSON.stringify({ code, message })]],
  [
    'XML',
    (code, message) => [
      null,
      `<ErrorResponse xmlns="x"><Error><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
    ],
  ],
  [
    'Messages shape',
    (code, message) => [code, JSON.stringify({ type: 'error', error: { type: 'authentication_error', message } })],
  ],
]
const expired = 'The security token included in the request is expired'
const invalid = 'The security token included in the request is invalid.'
const mismatch = 'The request signature we calculated does not match the signature you provided.'
const behind = 'Signature expired: 20160928T174419Z is now earlier than 20160928T174724Z (20160928T175224Z - 5 min.)'
const ahead =
  'Signature not yet current: 20190305T002809Z is still later than 20190304T214315Z (20190304T212815Z + 15 min.)'
const notAllowed =
  'User: arn:aws:sts::123456789012:assumed-role/dev/x is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1::foundation-model/m'

const cases: readonly (readonly [wanted: string, codes: string[], message: string, statuses: number[]])[] = [
  ['renew aws-token-expired', ['ExpiredTokenException', 'ExpiredToken'], expired, [400, 401, 403]],
  ['renew once aws-token-invalid', ['UnrecognizedClientException', 'InvalidClientTokenId'], invalid, [400, 403]],
  ['renew once aws-access-denied', ['AccessDeniedException', 'AccessDenied'], 'Access denied.', [403]],
  ['pass final aws-clock-behind', ['InvalidSignatureException', 'SignatureDoesNotMatch'], behind, [400, 403]],
  ['pass final aws-clock-ahead', ['InvalidSignatureException', 'SignatureDoesNotMatch'], ahead, [400, 403]],
  [
    'pass final aws-region',
    ['InvalidSignatureException', 'SignatureDoesNotMatch'],
    "Credential should be scoped to a valid region, not 'us-east-2'.",
    [400, 403],
  ],
  [
    'pass final aws-region',
    ['InvalidSignatureException'],
    "Credential should be scoped to correct service: 'bedrock'.",
    [403],
  ],
  ['pass final aws-signature-mismatch', ['InvalidSignatureException', 'SignatureDoesNotMatch'], mismatch, [400, 403]],
  ['pass final aws-not-authorized', ['AccessDeniedException'], notAllowed, [403]],
  [
    'pass final aws-not-authorized',
    ['AccessDeniedException'],
    `${notAllowed} with an explicit deny in a service control policy`,
    [403],
  ],
  [
    'pass final aws-model-access',
    ['AccessDeniedException'],
    "You don't have access to the model with the specified model ID.",
    [403],
  ],
  [
    'pass final aws-model-access',
    ['AccessDeniedException', 'AccessDenied'],
    'Your account is not authorized to invoke this API operation.',
    [403],
  ],
  [
    'pass final aws-authorization-missing',
    ['MissingAuthenticationTokenException', 'MissingAuthenticationToken'],
    'Missing Authentication Token',
    [403],
  ],
  ['renew aws-bearer-token-expired', ['AccessDeniedException'], 'Bearer Token has expired', [403]],
]

describe.each(cases)('%s: %p %s', (wanted, codes, message, statuses) => {
  test.each(clothes)('as %s', (_, dress) => {
    for (const status of statuses) {
      for (const code of codes)
        expect([status, code, decided(status, ...dress(code, message))]).toEqual([status, code, wanted])
    }
  })
})

test.each<[string, number, string | null, string]>([
  // Codes alone, where a proxy or an older service leaves the words out.
  ['renew aws-token-expired', 403, 'ExpiredTokenException', '{}'],
  ['renew aws-token-expired', 400, null, '{"__type":"com.amazon.coral.service#ExpiredTokenException"}'],
  ['renew aws-token-expired', 403, null, '<Error><Code>ExpiredToken</Code></Error>'],
  ['renew aws-token-expired', 403, 'ExpiredTokenException', ''],
  ['renew once aws-token-invalid', 403, 'UnrecognizedClientException', ''],
  ['pass final aws-clock-behind', 400, 'RequestExpired', '{"message":"Request has expired."}'],
  // Words alone, where a proxy takes the header away.
  ['renew aws-token-expired', 403, null, `{"message":"${expired}"}`],
  ['renew once aws-token-invalid', 403, null, `{"message":"${invalid}"}`],
  ['pass final aws-clock-behind', 403, null, `{"message":"${behind}"}`],
  ['pass final aws-not-authorized', 403, null, `{"Message":"${notAllowed}"}`],
  // What has nothing to do with credentials.
  ['pass', 400, 'ValidationException', '{"message":"max_tokens: must be greater than 0"}'],
  ['pass', 404, 'ResourceNotFoundException', '{"message":"Could not resolve the foundation model"}'],
  ['pass', 424, 'ModelErrorException', '{"message":"The system encountered an unexpected error"}'],
  ['pass', 408, 'ModelTimeoutException', '{"message":"Model has timed out in processing the request."}'],
])('%s for %d %s %s', (wanted, status, type, text) => {
  expect(decided(status, type, text)).toBe(wanted)
})

describe('Claude Platform on AWS and Mantle answer 401', () => {
  const shaped = (message: string) =>
    JSON.stringify({ type: 'error', error: { type: 'authentication_error', message } })
  test.each([
    ['renew aws-token-expired', expired],
    ['renew aws-token-invalid', invalid],
    ['pass final aws-clock-behind', behind],
    ['pass final aws-region', 'Credential should be scoped to a valid region.'],
    ['pass final aws-signature-mismatch', mismatch],
  ])('%s for %s', (wanted, message) => {
    expect(decided(401, null, shaped(message), 'messages')).toBe(wanted)
  })
})
