import { expect, test } from 'bun:test'
import { startVaultDouble, type VaultDouble } from '../../../../test/kit/vault-double.ts'
import { systemClock } from '../../../clock.ts'
import { createVaultApi } from './api.ts'
import { unwrap, unwrapAnswer } from './wrapping.ts'

const forever = new AbortController().signal
const lookup = 'POST sys/wrapping/lookup'
const open = 'POST sys/wrapping/unwrap'
const wrapped = {
  where: 'The Vault at HOST',
  place: 'the file ~/w',
  created: { below: 'auth/approle/role/', named: '/secret-id' },
}
const apiOf = (double: VaultDouble) =>
  createVaultApi({ base: double.address, namespace: null, proxy: false, tls: null, timeoutMs: 5_000 }, systemClock)
const message = (asked: Promise<unknown>) =>
  asked.then(
    () => 'opened',
    (error: Error) => error.message,
  )

test('is looked at before it is opened, where it is known what made it', async () => {
  await using double = startVaultDouble()
  double.on(lookup, [200, { data: { creation_path: 'auth/approle/role/x/secret-id' } }])
  double.on(open, [200, { data: { secret_id: 'fake-secret-id' } }])
  expect(await unwrap(apiOf(double), 'fake-wrapping', wrapped, forever)).toEqual({
    data: { secret_id: 'fake-secret-id' },
  })
  expect(double.asked()).toEqual([lookup, open])
  expect(double.seen.map(({ token }) => token)).toEqual([null, 'fake-wrapping'])
  await unwrap(apiOf(double), 'fake-wrapping', { ...wrapped, created: null }, forever)
  expect(double.asked()).toEqual([open])
})

test('stays closed when it came from elsewhere, is used up, or Vault is sealed', async () => {
  await using double = startVaultDouble()
  const asked = () => message(unwrap(apiOf(double), 'fake-wrapping', wrapped, forever))
  double.on(lookup, [200, { data: { creation_path: 'auth/token/create' } }])
  expect(await asked()).toBe(
    'The wrapping token in the file ~/w was made by something else than the configuration says.',
  )
  double.on(lookup, [400, { errors: ['wrapping token is not valid or does not exist'] }])
  expect(await asked()).toBe('The wrapping token in the file ~/w was opened before, or has ended.')
  double.on(lookup, [503, { errors: ['Vault is sealed'] }])
  expect(await asked()).toBe('The Vault at HOST is sealed.')
  expect(double.unexpected).toEqual([])
})

test('an answer that came plain stays as it is; one that somebody opened is a warning', async () => {
  await using double = startVaultDouble()
  const plain = { data: { key: 'k' } }
  expect(await unwrapAnswer(apiOf(double), plain, 'The Vault at HOST', forever)).toBe(plain)
  expect(double.asked()).toEqual([])
  double.on(open, [400, { errors: ['wrapping token is not valid or does not exist'] }])
  expect(await message(unwrapAnswer(apiOf(double), { wrap_info: { token: 'w' } }, 'The Vault at HOST', forever))).toBe(
    'The Vault at HOST did not open the answer that it had just wrapped: "wrapping token is not valid or does not exist".',
  )
})
