import { afterAll, beforeAll, describe, expect } from 'bun:test'
import { missing } from '../../../test/kit/parts.ts'
import { makeScratch, type Scratch } from '../../../test/kit/scratch.ts'
import { until } from '../../../test/kit/until.ts'
import { needsVault, type RealVault, startVault } from '../../../test/kit/vault.ts'
import { forever, keyOf, refusalOf, vaultSource } from '../../../test/kit/vault-source.ts'

const test = needsVault()
const there = !missing('vault')

let real: RealVault
let scratch: Scratch

beforeAll(async () => {
  scratch = makeScratch()
  if (!there) return
  real = await startVault()
  await real.admin('POST', 'sys/auth/approle', { type: 'approle' })
  await real.admin('POST', 'auth/approle/role/reader', { token_policies: ['reader'], token_ttl: '1h' })
})
afterAll(async () => {
  await real?.[Symbol.asyncDispose]()
  scratch[Symbol.dispose]()
})

const put = (name: string, data: Record<string, unknown>) => real.admin('POST', `secret/data/${name}`, { data })
/** A token that may read, as somebody would make one. */
const tokenWith = async (settings: Record<string, unknown> = {}): Promise<string> =>
  String((await real.admin('POST', 'auth/token/create', { policies: ['reader'], ...settings })).client_token)
const byToken = (token: string, options: Record<string, unknown> = {}) =>
  vaultSource(
    {
      address: real.address,
      path: 'secret/data/claude',
      field: 'key',
      auth: { method: 'token', token: { env: 'T' } },
      ...options,
    },
    { env: { T: token }, home: scratch.root },
  )
const approle = async (settings: Record<string, unknown> = {}) => {
  const roleId = String((await real.admin('GET', 'auth/approle/role/reader/role-id')).role_id)
  const secretId = String((await real.admin('POST', 'auth/approle/role/reader/secret-id', settings)).secret_id)
  return { roleId, secretId: scratch.write('secret-id', `${secretId}\n`) }
}

describe('a secret of KV v2', () => {
  test('is read by its path of the API, and by that of the command line', async () => {
    await put('claude', { key: 'fake-key-of-kv2', other: 'x' })
    for (const path of ['secret/data/claude', 'secret/claude', '/v1/secret/data/claude']) {
      const source = byToken(await tokenWith(), { path })
      const obtained = await source.obtain(forever)
      expect([path, keyOf(obtained), obtained.life, obtained.minted, source.stable]).toEqual([
        path,
        'fake-key-of-kv2',
        {},
        false,
        true,
      ])
    }
  })

  test('is asked for once, and the mount of a short path once in a life', async () => {
    await put('claude', { key: 'fake-key-of-kv2' })
    const { roleId, secretId } = await approle()
    const source = vaultSource(
      {
        address: real.address,
        path: 'secret/claude',
        field: 'key',
        auth: { method: 'approle', roleId, secretId: { file: secretId } },
      },
      { home: scratch.root },
    )
    real.audit()
    await source.obtain(forever)
    await source.obtain(forever)
    expect(real.audit().map(({ operation, path }) => `${operation} ${path}`)).toEqual([
      'update auth/approle/login',
      'read sys/internal/ui/mounts/secret/claude',
      'read secret/data/claude',
      'read secret/data/claude',
    ])
    expect(real.auditText()).not.toContain('fake-key-of-kv2')
  })

  test('is given in the version that was asked for', async () => {
    await put('versions', { key: 'fake-key-one' })
    await put('versions', { key: 'fake-key-two' })
    const given = async (version?: number) =>
      keyOf(
        await byToken(await tokenWith(), { path: 'secret/data/versions', ...(version ? { version } : {}) }).obtain(
          forever,
        ),
      )
    expect([await given(1), await given(2), await given()]).toEqual(['fake-key-one', 'fake-key-two', 'fake-key-two'])
  })

  test('lives until its planned deletion', async () => {
    await put('planned', { key: 'fake-key-planned' })
    await real.admin('POST', 'secret/metadata/planned', { delete_version_after: '1h' })
    await put('planned', { key: 'fake-key-planned' })
    const { life } = await byToken(await tokenWith(), { path: 'secret/data/planned' }).obtain(forever)
    const hours = ((life.expiresAtMs ?? 0) - Date.now()) / 3_600_000
    expect(hours).toBeGreaterThan(0.9)
    expect(hours).toBeLessThanOrEqual(1)
  })

  test('is named with its version when it was deleted or destroyed', async () => {
    await put('gone', { key: 'fake-key-gone' })
    await put('gone', { key: 'fake-key-gone' })
    await real.admin('DELETE', 'secret/data/gone')
    const source = byToken(await tokenWith(), { path: 'secret/data/gone' })
    expect((await refusalOf(source.obtain(forever))).sentence).toMatch(
      /^The secret secret\/data\/gone is gone: version 2 of it was deleted on 20.* Undelete it with `vault kv undelete`, or write a new version\.$/,
    )
    await real.admin('POST', 'secret/destroy/gone', { versions: [2] })
    expect((await refusalOf(source.obtain(forever))).message).toBe(
      'The secret secret/data/gone is gone: version 2 of it was destroyed for good.',
    )
    await put('gone', { key: 'fake-key-again' })
    expect(keyOf(await source.obtain(forever))).toBe('fake-key-again')
  })
})

describe('a secret of KV v1', () => {
  test('has no end: its lease_duration is advice', async () => {
    await real.admin('POST', 'kv1/claude', { key: 'fake-key-of-kv1', ttl: '30m' })
    for (const field of ['key', '/key', undefined]) {
      const source = byToken(await tokenWith(), { path: 'kv1/claude', field })
      const obtained = await source.obtain(forever)
      expect([keyOf(obtained), obtained.life, source.stable, source.lapsesWhenIdle]).toEqual([
        'fake-key-of-kv1',
        {},
        true,
        false,
      ])
    }
  })
})

describe('what is wrong is said in words:', () => {
  const host = () => new URL(real.address).host
  const said = async (options: Record<string, unknown>, token?: string) => {
    const error = await refusalOf(byToken(token ?? (await tokenWith()), options).obtain(forever))
    return `${error.code}: ${error.sentence.replaceAll(host(), 'HOST')}`
  }

  test('a path with nothing', async () => {
    expect(await said({ path: 'secret/data/nothing' })).toBe(
      'source-failed: The Vault at HOST has nothing at secret/data/nothing. Check "path" and "version" and whether it lies in a "namespace".',
    )
  })
  test('a field that is not there', async () => {
    await put('fields', { one: 'fake-1', two: 'fake-2', three: { four: 'fake-4' }, five: 5 })
    expect(await said({ path: 'secret/data/fields', field: 'ten' })).toBe(
      'source-malformed: The secret secret/data/fields has no field "ten"; it has five, one, three, two. Correct "field" in the configuration.',
    )
    expect(await said({ path: 'secret/data/fields', field: 'five' })).toBe(
      'source-malformed: The secret secret/data/fields has a field "five" that is not text. Correct "field" in the configuration.',
    )
    expect(await said({ path: 'secret/data/fields', field: undefined })).toBe(
      'source-malformed: The secret secret/data/fields has the fields five, one, three, two. Name the one that holds the key with "field".',
    )
    expect(
      keyOf(await byToken(await tokenWith(), { path: 'secret/data/fields', field: '/three/four' }).obtain(forever)),
    ).toBe('fake-4')
  })
  test('a policy that does not reach, once the token has been looked up', async () => {
    await real.admin('POST', 'sys/policies/acl/nothing', { policy: 'path "nothing" { capabilities = ["read"] }' })
    const token = await tokenWith({ policies: ['nothing'] })
    real.audit()
    expect(await said({}, token)).toBe(
      'source-failed: The Vault at HOST does not give secret/data/claude to a token with the policies default, nothing: permission denied. ' +
        'Ask for a policy that may read "secret/data/claude"; check "path" and whether it lies in a "namespace".',
    )
    expect(real.audit().map(({ path }) => path)).toEqual([
      'auth/token/lookup-self',
      'secret/data/claude',
      'auth/token/lookup-self',
    ])
  })
  test('a token that was revoked', async () => {
    const token = await tokenWith()
    const source = byToken(token)
    await put('claude', { key: 'fake-key-of-kv2' })
    await source.obtain(forever)
    await real.admin('POST', 'auth/token/revoke', { token })
    const error = await refusalOf(source.obtain(forever))
    expect(`${error.code}: ${error.sentence.replaceAll(host(), 'HOST')}`).toBe(
      'source-needs-person: The Vault at HOST wants a login: the token in the environment variable T has ended, was revoked, or may not even ask for itself. ' +
        `Log in, type: vault login -address=${real.address.replaceAll(host(), 'HOST')}`,
    )
  })
  test('a seal, until it is opened', async () => {
    await put('claude', { key: 'fake-key-of-kv2' })
    const source = byToken(await tokenWith())
    await source.obtain(forever)
    await real.seal()
    const error = await refusalOf(source.obtain(forever))
    expect(`${error.code}: ${error.sentence.replaceAll(host(), 'HOST')}`).toBe(
      'source-unavailable: The Vault at HOST is sealed. Ask those who run it to unseal it; until then it gives nothing to anybody.',
    )
    expect(error.transient).toBe(true)
    await real.unseal()
    expect(keyOf(await source.obtain(forever))).toBe('fake-key-of-kv2')
  })
  test('no token anywhere', async () => {
    using empty = makeScratch()
    const source = vaultSource({ address: real.address, path: 'secret/data/claude' }, { home: empty.root })
    const error = await refusalOf(source.obtain(forever))
    expect(`${error.code}: ${error.message.replaceAll(host(), 'HOST')}`).toBe(
      'source-needs-person: The Vault at HOST wants a login: there is no token for it here.',
    )
  })
})

describe('a token of two seconds', () => {
  test('is renewed, and replaced when it has reached its longest life', async () => {
    await put('claude', { key: 'fake-key-of-kv2' })
    await real.admin('POST', 'auth/approle/role/brief', {
      token_policies: ['reader'],
      token_ttl: '2s',
      token_max_ttl: '4s',
    })
    const roleId = String((await real.admin('GET', 'auth/approle/role/brief/role-id')).role_id)
    const secretId = String((await real.admin('POST', 'auth/approle/role/brief/secret-id')).secret_id)
    const source = vaultSource(
      {
        address: real.address,
        path: 'secret/data/claude',
        auth: { method: 'approle', roleId, secretId: { env: 'S' } },
      },
      { env: { S: secretId } },
    )
    real.audit()
    const asked: { path: string; error: string | null }[] = []
    const count = (path: string) => asked.filter((entry) => entry.path === path).length
    await until(async () => {
      expect(keyOf(await source.obtain(forever))).toBe('fake-key-of-kv2')
      asked.push(...real.audit())
      return count('auth/approle/login') >= 2
    })
    expect(count('auth/token/renew-self')).toBeGreaterThanOrEqual(1)
    // Vault counts in seconds and may say of a renewal that it comes at the very end; then there is a login, at once.
    const refused = asked.filter(({ error }) => error !== null)
    expect(
      refused.every(({ path, error }) => path === 'auth/token/renew-self' && error?.includes('past the max TTL')),
    ).toBe(true)
    expect(refused.length).toBeLessThanOrEqual(1)
    expect(count('auth/token/renew-self')).toBeLessThanOrEqual(3)
    expect(count('auth/token/lookup-self')).toBe(0)
  }, 30_000)
})

describe('an answer that comes wrapped', () => {
  test('is unwrapped at once, and asked for so where a policy wants it', async () => {
    await put('claude', { key: 'fake-key-of-kv2' })
    const policy =
      'path "secret/data/claude" { capabilities = ["read"] min_wrapping_ttl = "1s" max_wrapping_ttl = "90s" }'
    await real.admin('POST', 'sys/policies/acl/wrapped', { policy })
    const token = await tokenWith({ policies: ['wrapped'] })
    expect((await refusalOf(byToken(token).obtain(forever))).message).toContain('permission denied')
    expect(keyOf(await byToken(token, { wrapTtl: '60s' }).obtain(forever))).toBe('fake-key-of-kv2')
  })
})
