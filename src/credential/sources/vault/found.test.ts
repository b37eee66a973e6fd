import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { UnsecuredJWT } from 'jose'
import { asWarmkeyError } from '../../../errors.ts'
import { findIn, leaseIn, whyGone } from './found.ts'

const what = 'The secret x/y'
const v2 = (data: unknown, metadata = {}) => ({
  data: { data, metadata: { version: 3, deletion_time: '', destroyed: false, ...metadata } },
})
const wrong = (body: object, field?: string) => {
  try {
    findIn(body, what, field)
  } catch (error) {
    return asWarmkeyError(error).sentence
  }
  return 'was found'
}

test('whatever an answer holds, there is a key or a sentence', () => {
  const names = [
    'data',
    'metadata',
    'key',
    'version',
    'lease_id',
    'lease_duration',
    'deletion_time',
    'destroyed',
    'ttl',
  ]
  const body = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string(),
      fc.integer(),
      fc.constant(null),
      fc.boolean(),
      tie('object'),
      fc.array(fc.string()),
    ),
    object: fc.dictionary(fc.constantFrom(...names), tie('value')),
  })).object
  fc.assert(
    fc.property(body, fc.option(fc.constantFrom('key', '/key', '/data/key'), { nil: undefined }), (some, field) => {
      try {
        expect(findIn(some as object, what, field).key).not.toBe('')
        leaseIn(some as object)
        whyGone((some as { data?: unknown }).data, what)
      } catch (error) {
        expect(asWarmkeyError(error).code).toBe('source-malformed')
      }
    }),
  )
})

describe('the key of an answer', () => {
  test.each<[string, object, string | undefined, string]>([
    ['of KV v2', v2({ key: 'k-2', other: 'o' }), 'key', 'k-2'],
    ['of KV v2, the only text', v2({ key: 'k-2', ttl: '1h', n: 1 }), undefined, 'k-2'],
    ['of KV v1', { data: { key: 'k-1' } }, 'key', 'k-1'],
    ['of KV v1 that has fields called data and metadata', { data: { data: 'k-d', metadata: 'm' } }, 'data', 'k-d'],
    ['behind a pointer', v2({ 'a/b': { c: ['k-3'] } }), '/a~1b/c/0', 'k-3'],
    ['with white space around it', v2({ key: ' k-4\n' }), 'key', 'k-4'],
  ])('%s', (_, body, field, key) => {
    expect(findIn(body, what, field)).toMatchObject({ key, kind: 'any', lease: null, life: {} })
  })

  test('of AWS is three values unless a field is named', () => {
    const body = { data: { access_key: 'AKIA', secret_key: 's', security_token: null } }
    expect(findIn(body, what, undefined)).toMatchObject({
      kind: 'aws',
      key: '{"Version":1,"AccessKeyId":"AKIA","SecretAccessKey":"s"}',
    })
    expect(findIn(body, what, 'secret_key')).toMatchObject({ kind: 'any', key: 's' })
  })
})

describe('its life', () => {
  test.each<[string, object, object]>([
    ['of a lease', { lease_id: 'l', lease_duration: 60, data: { key: 'k' } }, { expiresInMs: 60_000 }],
    ['no end without a lease', { lease_id: '', lease_duration: 2_764_800, data: { key: 'k' } }, {}],
    [
      'of a planned deletion',
      v2({ key: 'k' }, { deletion_time: '2027-01-01T00:00:00Z' }),
      { expiresAtMs: Date.UTC(2027, 0, 1) },
    ],
    [
      'of a rotation',
      { data: { key: 'k', ttl: 90, last_vault_rotation: '2026-01-01T00:00:00Z' } },
      { expiresInMs: 90_000 },
    ],
    [
      'of an engine that says it in its data',
      { data: { key: 'k', expires_at_seconds: 2_000_000_000 } },
      { expiresAtMs: 2_000_000_000_000 },
    ],
    ['no end by the name ttl alone', { data: { key: 'k', ttl: 90 } }, {}],
    ['no end by a name inside KV v2', v2({ key: 'k', expires_at_seconds: 1 }), {}],
  ])('%s', (_, body, life) => expect(findIn(body, what, 'key').life).toEqual(life))

  test('of a JSON Web Token', () => {
    const key = new UnsecuredJWT({ exp: 2_000_000_000 }).encode()
    expect(findIn(v2({ key }), what, 'key').life).toEqual({ expiresAtMs: 2_000_000_000_000 })
  })

  test('a lease is one with an id and a duration', () => {
    expect(leaseIn({ lease_id: 'l', lease_duration: 3, renewable: true })).toEqual({
      id: 'l',
      lifeMs: 3_000,
      renewable: true,
    })
    for (const body of [
      {},
      { lease_id: 'l' },
      { lease_id: 'l', lease_duration: 0 },
      { lease_id: 'l', lease_duration: 'x' },
      { lease_duration: 3 },
    ])
      expect(leaseIn(body)).toBeNull()
  })
})

describe('what is not there is named:', () => {
  test.each<[string, object, string | undefined, string]>([
    ['nothing', {}, undefined, `${what} is empty. Write the key into it, or correct "path".`],
    ['nothing in KV v2', v2(null), undefined, `${what} is empty. Write the key into it, or correct "path".`],
    [
      'no text',
      v2({ n: 1 }),
      undefined,
      `${what} has no field with text. Name the one that holds the key with "field".`,
    ],
    [
      'too many',
      v2({ a: 'x', b: 'y' }),
      undefined,
      `${what} has the fields a, b. Name the one that holds the key with "field".`,
    ],
    [
      'another field',
      v2({ a: 'x' }),
      'key',
      `${what} has no field "key"; it has a. Correct "field" in the configuration.`,
    ],
    [
      'no field at all',
      v2({}),
      'key',
      `${what} has no field "key"; it has none. Correct "field" in the configuration.`,
    ],
    [
      'an inherited one',
      v2({}),
      'toString',
      `${what} has no field "toString"; it has none. Correct "field" in the configuration.`,
    ],
    [
      'what is no text',
      v2({ key: { a: 1 } }),
      'key',
      `${what} has a field "key" that is not text. Correct "field" in the configuration.`,
    ],
    [
      'what is no key',
      v2({ key: 'two words' }),
      'key',
      'The key in the secret x/y has white space inside. Give the key alone.',
    ],
  ])('%s', (_, body, field, sentence) => expect(wrong(body, field)).toBe(sentence))

  test('a version that is gone', () => {
    expect(whyGone({ version: 2, destroyed: true, deletion_time: '' }, what)?.message).toBe(
      `${what} is gone: version 2 of it was destroyed for good.`,
    )
    expect(whyGone({ deletion_time: '2026-01-01T00:00:00Z' }, what)?.message).toBe(
      `${what} is gone: it was deleted on 2026-01-01T00:00:00Z.`,
    )
    for (const metadata of [undefined, null, 'x', {}, { deletion_time: '' }]) expect(whyGone(metadata, what)).toBeNull()
  })
})
