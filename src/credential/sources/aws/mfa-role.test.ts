import { expect, test } from 'bun:test'
import { MfaImpossible, MfaWanted, mfaKey, mfaRoleAssumer } from './mfa-role.ts'

const keys = { accessKeyId: 'AKIACANARY', secretAccessKey: 'canary' }
const serial = 'arn:aws:iam::123456789012:mfa/me'
const wanted = {
  RoleArn: 'arn:aws:iam::123456789012:role/x',
  RoleSessionName: 'x',
  SerialNumber: serial,
  TokenCode: '',
}
const options = { region: 'us-east-1', endpoint: 'http://127.0.0.1:9', nowMs: () => 1_000, opened: () => {} }
const thrownBy = async (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => 'given',
    (error: unknown) => error,
  )

test('a session belongs to one user and one device, and its name tells nothing of the keys', () => {
  const key = mfaKey(keys, serial)
  expect(key).toMatch(/^[\da-f]{64}$/)
  expect(mfaKey({ ...keys, secretAccessKey: 'other' }, serial)).not.toBe(key)
  expect(mfaKey(keys, `${serial}2`)).not.toBe(key)
})

test('without a code the device is named', async () => {
  const error = await thrownBy(mfaRoleAssumer(options)(keys, wanted))
  expect(error).toBeInstanceOf(MfaWanted)
  expect(error).toMatchObject({ serial, key: mfaKey(keys, serial) })
})

test('a session of somebody else, or one that is over, is not used', async () => {
  const session = { ...keys, sessionToken: 'canary', key: mfaKey(keys, 'another device'), expiresAtMs: 9_999 }
  expect(await thrownBy(mfaRoleAssumer({ ...options, session })(keys, wanted))).toBeInstanceOf(MfaWanted)
  const over = { ...session, key: mfaKey(keys, serial), expiresAtMs: 1_000 }
  expect(await thrownBy(mfaRoleAssumer({ ...options, session: over })(keys, wanted))).toBeInstanceOf(MfaWanted)
})

test('keys that end cannot open a session', async () => {
  const ending = { ...keys, sessionToken: 'canary' }
  expect(await thrownBy(mfaRoleAssumer({ ...options, code: '123456' })(ending, wanted))).toBeInstanceOf(MfaImpossible)
})
