import { describe, expect, test } from 'bun:test'
import { createFakeClock } from '../../../../test/kit/fake-clock.ts'
import { loggedIn, made, startVaultDouble, type VaultDouble } from '../../../../test/kit/vault-double.ts'
import { forever, keyOf, refusalOf, vaultSource } from '../../../../test/kit/vault-source.ts'
import { Secret } from '../../../secret.ts'

const login = 'POST auth/approle/login'
const read = 'GET database/creds/coder'
const prolong = 'POST sys/leases/renew'
const revoke = 'POST sys/leases/revoke'
const revokeSelf = 'POST auth/token/revoke-self'

function world(double: VaultDouble, options: Record<string, unknown> = {}, tokenSeconds = 3_600) {
  const clock = createFakeClock()
  const source = vaultSource(
    {
      address: double.address,
      path: 'database/creds/coder',
      field: 'password',
      auth: { method: 'approle', roleId: 'r' },
      ...options,
    },
    { clock },
  )
  let n = 0
  double.on(login, loggedIn('fake-token', tokenSeconds))
  double.on(read, () => made(`database/creds/coder/${++n}`, 600, { username: `u${n}`, password: `fake-password-${n}` }))
  double.on(prolong, ({ body }) => [200, { lease_id: body.lease_id, lease_duration: 600, renewable: true }])
  return { clock, source, obtain: (rejected?: Secret) => source.obtain(forever, rejected) }
}

describe('what Vault makes on request', () => {
  test('lives as long as its lease, which is made longer before another is made', async () => {
    await using double = startVaultDouble()
    const { source, obtain } = world(double)
    expect([source.stable, source.lapsesWhenIdle]).toEqual([false, true])
    const first = await obtain()
    expect([keyOf(first), first.life, first.minted]).toEqual(['fake-password-1', { expiresInMs: 600_000 }, true])
    const longer = await obtain()
    expect([keyOf(longer), longer.life, longer.minted]).toEqual(['fake-password-1', { expiresInMs: 600_000 }, false])
    expect(double.asked()).toEqual([login, read, prolong])
    expect(double.seen.at(-1)?.body).toEqual({ lease_id: 'database/creds/coder/1', increment: 600 })
    expect(double.unexpected).toEqual([])
  })

  test('does not outlive the token that it was made with', async () => {
    await using double = startVaultDouble()
    const { obtain } = world(double, {}, 120)
    expect((await obtain()).life).toEqual({ expiresInMs: 120_000 })
  })

  test.each<[string, readonly [number, unknown?]]>([
    ['is gone', [400, { errors: ['lease not found'] }]],
    [
      'has reached its longest life',
      [200, { lease_id: 'database/creds/coder/1', lease_duration: 200, renewable: true }],
    ],
    ['is past its longest life', [500, { errors: ['1 error occurred:\n\t* past the max TTL, cannot renew\n\n'] }]],
    ['may not be made longer', [403, { errors: ['permission denied'] }]],
  ])('is made anew when the lease %s', async (_, answer) => {
    await using double = startVaultDouble()
    const { obtain } = world(double)
    double.on('GET auth/token/lookup-self', [200, { data: { policies: ['default'] } }])
    await obtain()
    double.on(prolong, answer)
    expect(keyOf(await obtain())).toBe('fake-password-2')
  })

  test('is made anew without asking for a lease that has ended meanwhile', async () => {
    await using double = startVaultDouble()
    const { clock, obtain } = world(double)
    await obtain()
    clock.jumpWall(601_000)
    expect(keyOf(await obtain())).toBe('fake-password-2')
    expect(double.asked()).toEqual([login, read, read])
  })

  test('is made anew when the lease is not renewable', async () => {
    await using double = startVaultDouble()
    const { obtain } = world(double)
    let n = 0
    double.on(read, () => made(`database/creds/coder/${++n}`, 600, { password: `fake-password-${n}` }, false))
    await obtain()
    expect(keyOf(await obtain())).toBe('fake-password-2')
    expect(double.asked()).toEqual([login, read, read])
  })

  test('is kept, and the seal told, when Vault cannot be asked', async () => {
    await using double = startVaultDouble()
    const { source, obtain } = world(double)
    await obtain()
    double.on(prolong, [503, { errors: ['Vault is sealed'] }])
    expect((await refusalOf(source.obtain(forever))).message).toBe(`The Vault at ${double.host} is sealed.`)
    double.on(prolong, [200, { lease_id: 'database/creds/coder/1', lease_duration: 600, renewable: true }])
    expect(keyOf(await obtain())).toBe('fake-password-1')
  })

  test('is not made longer when the upstream has refused it; what it refused before does not count', async () => {
    await using double = startVaultDouble()
    const { obtain } = world(double)
    const first = await obtain()
    const second = await obtain(first.secret)
    expect(keyOf(second)).toBe('fake-password-2')
    expect(keyOf(await obtain(first.secret))).toBe('fake-password-2')
    expect(double.asked()).toEqual([login, read, read, prolong])
  })

  test('is given back at the end with the token, or lease by lease where the token is not ours', async () => {
    {
      await using double = startVaultDouble()
      const { source, obtain } = world(double, { revoke: true })
      double.on(revokeSelf, [204])
      await obtain()
      double.asked()
      source.close?.()
      await source.giveBack?.(forever)
      expect(double.asked()).toEqual([revokeSelf])
    }
    await using double = startVaultDouble()
    const { source, obtain } = world(double, {
      revoke: true,
      auth: { method: 'token', token: { command: 'echo fake-token' } },
    })
    double.on('GET auth/token/lookup-self', [200, { data: { ttl: 0, renewable: false, policies: ['root'] } }])
    double.on(revoke, [204])
    const first = await obtain()
    await obtain(new Secret(keyOf(first)))
    source.close?.()
    await source.giveBack?.(forever)
    expect(double.seen.filter(({ path }) => path === 'sys/leases/revoke').map(({ body }) => body)).toEqual([
      { lease_id: 'database/creds/coder/1' },
      { lease_id: 'database/creds/coder/2' },
    ])
    expect(double.unexpected).toEqual([])
  })

  test('is asked for with parameters where it wants some', async () => {
    await using double = startVaultDouble()
    const { obtain } = world(double, {
      path: 'kubernetes/creds/coder',
      field: 'service_account_token',
      parameters: { kubernetes_namespace: 'tools' },
    })
    double.on(
      'POST kubernetes/creds/coder',
      made('kubernetes/creds/coder/1', 600, { service_account_token: 'fake-token-of-a-pod' }),
    )
    expect(keyOf(await obtain())).toBe('fake-token-of-a-pod')
    expect(double.seen.at(-1)?.body).toEqual({ kubernetes_namespace: 'tools' })
  })

  test('of AWS is three values, with which requests are signed', async () => {
    await using double = startVaultDouble()
    const { obtain } = world(double, { path: 'aws/sts/coder', field: undefined })
    const keys = { access_key: 'ASIAFAKE', secret_key: 'fake-secret', security_token: 'fake-session' }
    double.on('GET aws/sts/coder', made('aws/sts/coder/1', 3600, { ...keys, arn: 'arn:aws:x' }, false))
    const obtained = await obtain()
    expect(obtained.kind).toBe('aws')
    expect(JSON.parse(keyOf(obtained))).toEqual({
      Version: 1,
      AccessKeyId: 'ASIAFAKE',
      SecretAccessKey: 'fake-secret',
      SessionToken: 'fake-session',
    })
  })
})
