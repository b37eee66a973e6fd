import { describe, expect, test } from 'bun:test'
import { WarmkeyError } from '../../errors.ts'
import { formats, type Given } from './formats.ts'

const key = 'fake-key-0123456789'
const given: Given = { key, profile: 'work', expiresAtMs: null, header: 'both' }
const until = Date.UTC(2026, 0, 2, 3, 4, 5, 678)
const print = (name: string, more: Partial<Given> = {}): string =>
  formats.find((format) => format.name === name)?.print({ ...given, ...more }) ?? `no format ${name}`

describe('a key is printed', () => {
  for (const [name, more, expected] of [
    ['bearer', {}, `${key}\n`],
    ['header', { header: 'authorization' }, `Authorization: Bearer ${key}\n`],
    ['header', { header: 'x-api-key' }, `x-api-key: ${key}\n`],
    ['header', { header: 'x-corp-key' }, `x-corp-key: ${key}\n`],
    ['header', { header: 'both' }, `Authorization: Bearer ${key}\n`],
    ['json', {}, `{"version":1,"profile":"work","key":"${key}","expiresAt":null}\n`],
    [
      'json',
      { expiresAtMs: until },
      `{"version":1,"profile":"work","key":"${key}","expiresAt":"2026-01-02T03:04:05.678Z"}\n`,
    ],
    ['headers', { header: 'authorization' }, `{"Authorization":"Bearer ${key}"}\n`],
    ['headers', { header: 'both' }, `{"Authorization":"Bearer ${key}","x-api-key":"${key}"}\n`],
    [
      'credential-process',
      {
        key: '{"AccessKeyId":"fake-id","SecretAccessKey":"fake-secret","SessionToken":"fake-token","More":1}',
        expiresAtMs: until,
      },
      '{"Version":1,"AccessKeyId":"fake-id","SecretAccessKey":"fake-secret","SessionToken":"fake-token","Expiration":"2026-01-02T03:04:05.678Z"}\n',
    ],
    [
      'credential-process',
      { key: '{"AccessKeyId":"fake-id","SecretAccessKey":"fake-secret"}' },
      '{"Version":1,"AccessKeyId":"fake-id","SecretAccessKey":"fake-secret"}\n',
    ],
    [
      'aws-credential-export',
      {
        key: '{"AccessKeyId":"fake-id","SecretAccessKey":"fake-secret","SessionToken":"fake-token"}',
        expiresAtMs: until,
      },
      '{"Credentials":{"AccessKeyId":"fake-id","SecretAccessKey":"fake-secret","SessionToken":"fake-token","Expiration":"2026-01-02T03:04:05.678Z"}}\n',
    ],
  ] as const) {
    test(`${name}, ${JSON.stringify(more).slice(0, 60)}`, () => expect(print(name, more)).toBe(expected))
  }

  for (const name of ['bearer', 'header', 'json', 'headers']) {
    test(`${name} does not show AWS credentials`, () => {
      const key = '{"Version":1,"AccessKeyId":"fake-id","SecretAccessKey":"fake-secret"}'
      expect(() => print(name, { key })).toThrow(/gives AWS credentials, which sign requests/)
      expect(() => print(name, { key })).not.toThrow(/fake-/)
    })
  }

  test('keys without a session, which Claude Code does not take, are refused in words', () => {
    const key = '{"Version":1,"AccessKeyId":"fake-id","SecretAccessKey":"fake-secret"}'
    expect(() => print('aws-credential-export', { key })).toThrow(/gives lasting keys of AWS/)
  })

  test('never in part: what is no set of AWS credentials is refused without being shown', () => {
    for (const other of [
      key,
      '{"AccessKeyId":"fake-id"}',
      '{"AccessKeyId":1,"SecretAccessKey":2}',
      'null',
      '[]',
      '"text"',
    ]) {
      const thrown = (() => {
        try {
          return print('credential-process', { key: other })
        } catch (error) {
          return error
        }
      })()
      expect(thrown).toBeInstanceOf(WarmkeyError)
      expect(() => print('aws-credential-export', { key: other })).toThrow('awsCredentialExport wants AWS credentials')
      expect(String(thrown)).not.toContain('fake-')
    }
  })
})

test('every format has a name of its own and one line of help', () => {
  expect(new Set(formats.map(({ name }) => name)).size).toBe(formats.length)
  for (const { name, brief } of formats) expect(`${name} ${brief}`).toMatch(/^[a-z][a-z-]* [^\n]{10,120}$/)
})
