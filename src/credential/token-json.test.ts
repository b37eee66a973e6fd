import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { WarmkeyError } from '../errors.ts'
import { findKey, lifeIn } from './token-json.ts'

const atMs = Date.UTC(2026, 0, 1)
const inSeconds = atMs / 1_000

describe('where the key is', () => {
  test.each([
    [
      'Kubernetes ExecCredential',
      {
        apiVersion: 'client.authentication.k8s.io/v1',
        kind: 'ExecCredential',
        status: { expirationTimestamp: '2026-01-01T00:00:00Z', token: 'k' },
      },
      { key: 'k', life: { expiresAtMs: atMs }, kind: 'bearer' },
    ],
    [
      'OAuth token response',
      { access_token: 'k', token_type: 'Bearer', expires_in: 3600, refresh_token: 'other', scope: 'a b' },
      { key: 'k', life: { expiresInMs: 3_600_000 }, kind: 'bearer' },
    ],
    [
      'OAuth token response with both hints, one of them text',
      { access_token: 'k', expires_in: '3600', expires_at: inSeconds },
      { key: 'k', life: { expiresInMs: 3_600_000, expiresAtMs: atMs }, kind: 'any' },
    ],
    [
      'OAuth token as Go keeps it',
      { access_token: 'k', token_type: 'bearer', expiry: '2026-01-01T01:00:00.5+01:00' },
      { key: 'k', life: { expiresAtMs: atMs + 500 }, kind: 'bearer' },
    ],
    [
      'az account get-access-token',
      {
        accessToken: 'k',
        expiresOn: '2026-01-01 00:00:00.000000',
        expires_on: inSeconds + 5,
        tokenType: 'Bearer',
        tenant: 't',
      },
      { key: 'k', life: { expiresAtMs: atMs + 5_000 }, kind: 'bearer' },
    ],
    [
      'gcloud config config-helper',
      { credential: { access_token: 'k', id_token: 'other', token_expiry: '2026-01-01T00:00:00Z' }, configuration: {} },
      { key: 'k', life: { expiresAtMs: atMs }, kind: 'any' },
    ],
    [
      'Vault KV version 2',
      {
        request_id: 'r',
        lease_duration: 0,
        data: { data: { key: 'k', ttl: 5 }, metadata: { version: 3, deletion_time: '' } },
      },
      { key: 'k', life: {}, kind: 'any' },
    ],
    [
      'Vault KV version 1',
      { lease_duration: 60, data: { key: 'k' } },
      { key: 'k', life: { expiresInMs: 60_000 }, kind: 'any' },
    ],
    [
      'Vault login',
      { auth: { client_token: 'k', accessor: 'a', lease_duration: 60, renewable: true }, data: null },
      { key: 'k', life: { expiresInMs: 60_000 }, kind: 'any' },
    ],
  ])('%s', (_, json, found) => expect(findKey(json, 'It')).toEqual(found as ReturnType<typeof findKey>))

  const secret = { lease_duration: 60, data: { data: { one: 'k-1', two: 'k-2' }, metadata: {} } }
  test.each([
    ['two', secret, 'k-2'],
    ['/data/data/one', secret, 'k-1'],
    ['one', { data: { one: 'k-1', two: 'k-2' } }, 'k-1'],
    ['client_token', { auth: { client_token: 'k-1' } }, 'k-1'],
    ['token', { token: 'k-1', expires_in: 60 }, 'k-1'],
    ['/a~1b/0', { 'a/b': ['k-1'] }, 'k-1'],
  ])('the field %s', (field, json, key) => expect(findKey(json, 'It', field).key).toBe(key))

  test('a named field has the life that stands beside it, and that of the whole', () => {
    const json = { lease_duration: 60, inner: { token: 'k', expires_at: '2026-01-01T00:00:00Z' } }
    expect(findKey(json, 'It', '/inner/token').life).toEqual({ expiresInMs: 60_000, expiresAtMs: atMs })
  })
})

describe('what the life is', () => {
  test.each([
    [{ expires_at: inSeconds }, { expiresAtMs: atMs }],
    [{ expiresAt: atMs }, { expiresAtMs: atMs }],
    [{ expires_on: String(inSeconds) }, { expiresAtMs: atMs }],
    [{ Expiration: '2026-01-01T00:00:00Z', expiry: '2027-01-01T00:00:00Z' }, { expiresAtMs: atMs }],
    [{ expires_in: 0.5 }, { expiresInMs: 500 }],
    [{ expires_in: -5 }, { expiresInMs: -5_000 }],
    [{ expires_in: 0, expires_at: 0, expiry: '', lease_duration: null }, {}],
    [{ expires_in: 'soon', expires_at: 'tomorrow', expiry: {}, expiresAt: [] }, {}],
  ])('%j', (json, life) => expect(lifeIn(json)).toEqual(life))
})

describe('refused', () => {
  const refusal = (json: unknown, field?: string): WarmkeyError => {
    try {
      findKey(json, 'The output of `mint`', field)
    } catch (error) {
      if (error instanceof WarmkeyError) return error
    }
    throw new Error('was taken')
  }

  test.each([
    [{ Credentials: { AccessKeyId: 'canary' } }, 'is a set of AWS credentials without SecretAccessKey'],
    [
      { kind: 'ExecCredential', status: { clientCertificateData: 'canary' } },
      'an ExecCredential with a client certificate and no token',
    ],
    [{ kind: 'ExecCredential', status: {} }, 'an ExecCredential with no token'],
    [{ data: { data: { one: 'canary', two: 'canary' }, metadata: {} } }, 'a secret of Vault with the fields one, two'],
    [{ data: {} }, 'a secret of Vault with no field with a name'],
    [{ data: { data: null, metadata: { destroyed: true } } }, 'a secret of Vault with the fields data, metadata'],
    [{ value: 'canary', 'canary key': 1 }, 'is JSON without a key that warmkey knows; it has the fields value'],
    [['canary'], 'is JSON, but no object'],
    ['canary', 'is JSON, but no object'],
    [null, 'is JSON, but no object'],
    [{ access_token: '' }, 'without a key'],
    [{ access_token: 5 }, 'without a key'],
  ])('%j', (json, fact) => {
    const error = refusal(json)
    expect(error.code).toBe('source-malformed')
    expect(error.message).toContain(fact)
    expect(error.sentence).not.toContain('canary')
  })

  test.each([
    ['nothing', { token: 'canary' }, 'has no field "nothing"; it has the fields token'],
    ['/a/b', { a: { b: { c: 'canary' } } }, 'The field "/a/b" of the output of `mint` is not text.'],
    ['constructor', { token: 'canary' }, 'has no field "constructor"'],
  ])('the field %s', (field, json, fact) => {
    const error = refusal(json, field)
    expect(error.message).toContain(fact)
    expect(error.sentence).not.toContain('canary')
  })

  test.each([
    [
      { error: 'invalid_grant', error_description: 'The token is revoked.\nTrace: x' },
      'source-needs-person',
      '"invalid_grant: The token is revoked."',
    ],
    [{ error: 'server_error' }, 'source-failed', '"server_error"'],
    [{ errors: ['permission denied'] }, 'source-failed', '"permission denied"'],
    [{ error: { message: 'no such key sk-ant-0000000000000' } }, 'source-failed', '"no such key [secret]"'],
  ])('an error that came as an answer: %j', (json, code, said) => {
    for (const field of [undefined, 'key']) {
      const error = refusal(json, field)
      expect([error.code, error.message]).toEqual([code as WarmkeyError['code'], expect.stringContaining(said)])
    }
  })

  test('whatever the JSON, it is found or refused in words', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.option(fc.string({ minLength: 1 }), { nil: undefined }), (json, field) => {
        try {
          expect(typeof findKey(json, 'It', field).key).toBe('string')
        } catch (error) {
          expect(error).toBeInstanceOf(WarmkeyError)
        }
      }),
      { numRuns: 2_000 },
    )
  })
})

test.each<[string, object, object]>([
  [
    'a credential process',
    { Version: 1, AccessKeyId: 'a', SecretAccessKey: 'b', SessionToken: 'c', Expiration: '2026-11-21T12:00:00Z' },
    { Version: 1, AccessKeyId: 'a', SecretAccessKey: 'b', SessionToken: 'c' },
  ],
  [
    'what STS gives',
    { Credentials: { AccessKeyId: 'a', SecretAccessKey: 'b', Expiration: '2026-11-21T12:00:00Z' } },
    { Version: 1, AccessKeyId: 'a', SecretAccessKey: 'b' },
  ],
])('AWS credentials in the output of %s sign requests until they end', (_, root, fields) => {
  const expiresAtMs = Date.parse('2026-11-21T12:00:00Z')
  expect(findKey(root, 'It')).toEqual({ key: JSON.stringify(fields), life: { expiresAtMs }, kind: 'aws' })
})
