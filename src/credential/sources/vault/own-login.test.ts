import { expect, test } from 'bun:test'
import { kept, loggedIn, startVaultDouble } from '../../../../test/kit/vault-double.ts'
import { login, read, sessionWorld } from '../../../../test/kit/vault-session.ts'
import { forever, keyOf, refusalOf, vaultSource } from '../../../../test/kit/vault-source.ts'

test('a second factor needs a person', async () => {
  await using double = startVaultDouble()
  const { source } = sessionWorld(double)
  double.on(login, [200, { auth: { client_token: '', mfa_requirement: { mfa_request_id: 'x' } } }])
  const error = await refusalOf(source.obtain(forever))
  expect(error.code).toBe('source-needs-person')
  expect(error.message).toBe(`The Vault at ${double.host} asks for a second factor at auth/userpass/login/ana.`)
})

test('a secret id is read anew at each login, and taken out of its wrapping once', async () => {
  await using double = startVaultDouble()
  const env = { S: 'fake-wrapping' }
  const auth = { method: 'approle', roleId: { env: 'R' }, secretId: { env: 'S' }, wrapped: true, mount: 'team/approle' }
  const source = vaultSource(
    { address: double.address, path: 'secret/data/claude', auth },
    { env: { ...env, R: 'role' } },
  )
  double.on('POST sys/wrapping/lookup', [200, { data: { creation_path: 'auth/team/approle/role/x/secret-id' } }])
  double.on('POST sys/wrapping/unwrap', [200, { data: { secret_id: 'fake-secret-id' } }])
  // A batch token that is spent after one use, so that each reading logs in.
  double.on('POST auth/team/approle/login', loggedIn('fake-token', 3_600))
  let refuse = false
  double.on(read, () => (refuse ? [403, { errors: ['permission denied'] }] : kept({ key: 'fake-key' })))
  double.on('GET auth/token/lookup-self', () => {
    refuse = false
    return [403, { errors: ['permission denied'] }]
  })
  expect(keyOf(await source.obtain(forever))).toBe('fake-key')
  refuse = true
  expect(keyOf(await source.obtain(forever))).toBe('fake-key')
  const logins = double.seen.filter(({ path }) => path.endsWith('login')).map(({ body }) => body)
  expect(logins).toEqual(Array(2).fill({ role_id: 'role', secret_id: 'fake-secret-id' }))
  expect(double.seen.filter(({ path }) => path === 'sys/wrapping/unwrap')).toHaveLength(1)
  expect(double.unexpected).toEqual([])
})

test('a wrapping with something else inside is named', async () => {
  await using double = startVaultDouble()
  const auth = { method: 'approle', roleId: 'role', secretId: { env: 'S' }, wrapped: true }
  const source = vaultSource(
    { address: double.address, path: 'secret/data/claude', auth },
    { env: { S: 'fake-wrapping' } },
  )
  double.on('POST sys/wrapping/lookup', [200, { data: { creation_path: 'auth/approle/role/x/secret-id' } }])
  double.on('POST sys/wrapping/unwrap', [200, { data: {} }])
  expect((await refusalOf(source.obtain(forever))).message).toBe(
    'The wrapping token in the environment variable S holds no secret id.',
  )
})
