import { describe, expect, test } from 'bun:test'
import { createFakeClock } from '../../../../test/kit/fake-clock.ts'
import { makeScratch } from '../../../../test/kit/scratch.ts'
import { until } from '../../../../test/kit/until.ts'
import { type Answered, kept, loggedIn, startVaultDouble, type VaultDouble } from '../../../../test/kit/vault-double.ts'
import { forever, keyOf, refusalOf, vaultSource } from '../../../../test/kit/vault-source.ts'

const minute = 60_000
const login = 'POST auth/userpass/login/ana'
const renew = 'POST auth/token/renew-self'
const lookup = 'GET auth/token/lookup-self'
const read = 'GET secret/data/claude'

/** A source over the double with a clock moved by hand, logging in as ana or with the token T. */
function world(double: VaultDouble, by: 'ana' | 'token' = 'ana', options: Record<string, unknown> = {}) {
  const clock = createFakeClock()
  const env: Record<string, string> = { PASSWORD: 'fake-password', T: 'fake-token-1' }
  const auth =
    by === 'ana'
      ? { method: 'userpass', username: 'ana', password: { env: 'PASSWORD' } }
      : { method: 'token', token: { env: 'T' } }
  const source = vaultSource({ address: double.address, path: 'secret/data/claude', auth, ...options }, { clock, env })
  double.on(read, kept({ key: 'fake-key' }))
  return { clock, env, source, obtain: async () => keyOf(await source.obtain(forever)) }
}

describe('a token that warmkey logged in for', () => {
  test('is renewed when two thirds of its life are over, and not before', async () => {
    await using double = startVaultDouble()
    const { clock, obtain } = world(double)
    double.on(login, loggedIn('fake-token-1', 3_600))
    double.on(renew, loggedIn('fake-token-1', 3_600))
    await obtain()
    await clock.advance(40 * minute)
    await obtain()
    expect(double.asked()).toEqual([login, read, read])
    await clock.advance(5 * minute)
    await obtain()
    await obtain()
    expect(double.asked()).toEqual([renew, read, read])
    await clock.advance(50 * minute)
    await obtain()
    expect(double.asked()).toEqual([renew, read])
    expect(double.unexpected).toEqual([])
  })

  const spent = [500, { errors: ['1 error occurred:\n\t* past the max TTL, cannot renew\n\n'] }] as const
  test.each<[string, Record<string, unknown>, Answered, string[]]>([
    ['cannot be renewed', { renewable: false }, spent, [login, read]],
    ['reaches its longest life', {}, loggedIn('fake-token-1', 900), [renew, login, read]],
    ['is past its longest life', {}, spent, [renew, login, read]],
  ])('that %s is replaced by another', async (_, more, renewed, asked) => {
    await using double = startVaultDouble()
    const { clock, obtain } = world(double)
    let n = 0
    double.on(login, () => loggedIn(`fake-token-${++n}`, 3_600, more))
    double.on(renew, renewed)
    await obtain()
    double.asked()
    await clock.advance(45 * minute)
    await obtain()
    expect(double.asked()).toEqual(asked)
    expect(double.seen.at(-1)?.token).toBe('fake-token-2')
  })

  test('is not asked again once it has ended, also while the machine slept', async () => {
    await using double = startVaultDouble()
    const { clock, obtain } = world(double)
    double.on(login, loggedIn('fake-token-1', 3_600))
    await obtain()
    double.asked()
    clock.jumpWall(61 * minute)
    await obtain()
    expect(double.asked()).toEqual([login, read])
  })

  test('goes on while Vault cannot renew it, and what it says then is told', async () => {
    await using double = startVaultDouble()
    const { clock, source, obtain } = world(double)
    double.on(login, loggedIn('fake-token-1', 3_600))
    double.on(renew, [503, { errors: ['Vault is sealed'] }])
    await obtain()
    await clock.advance(45 * minute)
    expect(await obtain()).toBe('fake-key')
    double.on(read, [503, { errors: ['Vault is sealed'] }])
    expect((await refusalOf(source.obtain(forever))).message).toBe(`The Vault at ${double.host} is sealed.`)
  })

  test('that was revoked looks like a denial, and is replaced once it has been looked up', async () => {
    await using double = startVaultDouble()
    const { obtain } = world(double)
    let n = 0
    double.on(login, () => loggedIn(`fake-token-${++n}`))
    double.on(read, ({ token }) =>
      token === 'fake-token-2' ? kept({ key: 'fake-key' }) : [403, { errors: ['permission denied'] }],
    )
    double.on(lookup, [403, { errors: ['permission denied'] }])
    expect(await obtain()).toBe('fake-key')
    expect(double.asked()).toEqual([login, read, lookup, login, read])
    await obtain()
    expect(double.asked()).toEqual([read])
  })

  test('that lives is not blamed for a denial', async () => {
    await using double = startVaultDouble()
    const { source } = world(double)
    double.on(login, loggedIn('fake-token-1'))
    double.on(read, [403, { errors: ['permission denied'] }])
    double.on(lookup, [200, { data: { policies: ['default', 'other'] } }])
    const error = await refusalOf(source.obtain(forever))
    expect([error.code, error.transient, error.message]).toEqual([
      'source-failed',
      false,
      `The Vault at ${double.host} does not give secret/data/claude to a token with the policies default, other: permission denied.`,
    ])
    expect(double.asked()).toEqual([login, read, lookup])
  })

  test('is not blamed either when Vault is sealed before it can be looked up', async () => {
    await using double = startVaultDouble()
    const { source } = world(double)
    double.on(login, loggedIn('fake-token-1'))
    double.on(read, [403, { errors: ['permission denied'] }])
    double.on(lookup, [503, { errors: ['Vault is sealed'] }])
    expect((await refusalOf(source.obtain(forever))).message).toBe(`The Vault at ${double.host} is sealed.`)
    expect(double.asked()).toEqual([login, read, lookup])
  })

  test('a second factor needs a person', async () => {
    await using double = startVaultDouble()
    const { source } = world(double)
    double.on(login, [200, { auth: { client_token: '', mfa_requirement: { mfa_request_id: 'x' } } }])
    const error = await refusalOf(source.obtain(forever))
    expect(error.code).toBe('source-needs-person')
    expect(error.message).toBe(`The Vault at ${double.host} asks for a second factor at auth/userpass/login/ana.`)
  })

  test('is revoked at the end where the options say so, and only there', async () => {
    for (const revoke of [true, false]) {
      await using double = startVaultDouble()
      const { source, obtain } = world(double, 'ana', { revoke })
      double.on(login, loggedIn('fake-token-1'))
      double.on('POST auth/token/revoke-self', [204])
      await obtain()
      double.asked()
      source.close?.()
      await source.giveBack?.(forever)
      expect(double.asked()).toEqual(revoke ? ['POST auth/token/revoke-self'] : [])
    }
  })
})

describe('a token that a person left', () => {
  const known = (seconds: number, renewable = true) =>
    [200, { data: { ttl: seconds, renewable, policies: ['reader'] } }] as const

  test('is renewed behind everything, because nobody could get it again', async () => {
    await using double = startVaultDouble()
    const { clock, source, obtain } = world(double, 'token')
    double.on(lookup, known(3_600))
    double.on(renew, loggedIn('fake-token-1', 3_600))
    await obtain()
    expect(double.asked()).toEqual([lookup, read])
    expect(source.deadline?.()).toBeNull()
    // Two thirds of the life, and a third of a grace period of 10 to 20 %.
    const dueMs = clock.nextTimerMs ?? 0
    expect(dueMs).toBeGreaterThanOrEqual(42 * minute)
    expect(dueMs).toBeLessThanOrEqual(44 * minute)
    await clock.advance(dueMs)
    await until(() => double.seen.length === 3)
    await until(() => clock.nextTimerMs !== null && clock.nextTimerMs > 30 * minute)
    expect(double.asked()).toEqual([renew])
    source.close?.()
    await source.giveBack?.(forever)
    expect(clock.timers).toBe(0)
  })

  test('is tried again after a while when that fails', async () => {
    await using double = startVaultDouble()
    const { clock, source, obtain } = world(double, 'token')
    double.on(lookup, known(3_600))
    double.on(renew, [503, { errors: ['Vault is sealed'] }])
    await obtain()
    await clock.advance(clock.nextTimerMs ?? 0)
    for (let tries = 1; tries <= 3; tries++) {
      await until(() => double.seen.length === 2 + tries)
      // Not the limit of the request any more.
      await until(() => clock.timers === 1 && clock.nextTimerMs !== 30_000)
      const pauseMs = clock.nextTimerMs ?? 0
      expect(pauseMs).toBeGreaterThanOrEqual(5_000 * 2 ** (tries - 1))
      expect(pauseMs).toBeLessThan(15_000 * 2 ** (tries - 1))
      await clock.advance(pauseMs)
    }
    source.close?.()
    await source.giveBack?.(forever)
  })

  test('that has reached its longest life is not asked again, and its end is known', async () => {
    await using double = startVaultDouble()
    const { clock, source, obtain } = world(double, 'token')
    double.on(lookup, known(3_600))
    double.on(renew, loggedIn('fake-token-1', 900))
    await obtain()
    await clock.advance(clock.nextTimerMs ?? 0)
    await until(() => double.seen.length === 3)
    await until(() => clock.timers === 0)
    expect(source.deadline?.()).toBe(clock.nowMs() + 15 * minute)
    source.close?.()
  })

  test('that cannot be renewed ends when it says', async () => {
    await using double = startVaultDouble()
    const { clock, source, obtain } = world(double, 'token')
    double.on(lookup, known(3_600, false))
    await obtain()
    expect(source.deadline?.()).toBe(clock.nowMs() + 60 * minute)
    expect(source.signIn).toBe(`vault login -address=${double.address}`)
    expect(clock.timers).toBe(0)
  })

  test('is used without a known life where it may not ask for itself', async () => {
    await using double = startVaultDouble()
    const { source, obtain } = world(double, 'token')
    double.on(lookup, [403, { errors: ['permission denied'] }])
    expect(await obtain()).toBe('fake-key')
    expect(source.deadline?.()).toBeNull()
  })

  test('is replaced by the one that a new login left', async () => {
    await using double = startVaultDouble()
    using scratch = makeScratch()
    double.on(lookup, known(3_600))
    double.on(read, ({ token }) =>
      token === 'fake-token-2' ? kept({ key: 'fake-key' }) : [403, { errors: ['permission denied'] }],
    )
    scratch.write('.vault-token', 'fake-token-1')
    const source = vaultSource(
      { address: double.address, path: 'secret/data/claude', auth: { method: 'oidc', role: 'coder' } },
      { home: scratch.root },
    )
    double.on(lookup, ({ token }) =>
      token === 'fake-token-2' ? known(3_600) : [403, { errors: ['permission denied'] }],
    )
    const error = await refusalOf(source.obtain(forever))
    expect([error.code, error.remedy]).toEqual([
      'source-needs-person',
      `Log in, type: vault login -address=${double.address} -method=oidc role=coder`,
    ])
    let changes = 0
    const stop = source.watch?.(() => changes++)
    scratch.write('.vault-token', 'fake-token-2')
    await until(() => changes > 0)
    stop?.()
    expect(keyOf(await source.obtain(forever))).toBe('fake-key')
    source.close?.()
    await source.giveBack?.(forever)
  })

  test('that has ended is asked about once, and not used any more', async () => {
    await using double = startVaultDouble()
    const { clock, source, obtain } = world(double, 'token')
    double.on(lookup, known(3_600, false))
    await obtain()
    double.asked()
    clock.jumpWall(61 * minute)
    double.on(lookup, [403, { errors: ['permission denied'] }])
    expect((await refusalOf(source.obtain(forever))).message).toBe(
      `The Vault at ${double.host} wants a login: the token in the environment variable T has ended, was revoked, or may not even ask for itself.`,
    )
    expect(double.asked()).toEqual([lookup])
  })

  test('is not revoked', async () => {
    await using double = startVaultDouble()
    const { source, obtain } = world(double, 'token', { revoke: true })
    double.on(lookup, known(3_600))
    await obtain()
    double.asked()
    source.close?.()
    await source.giveBack?.(forever)
    expect(double.asked()).toEqual([])
  })

  test('comes out of its wrapping once', async () => {
    await using double = startVaultDouble()
    const { env, source } = world(double, 'token', { auth: { method: 'token', token: { env: 'T' }, wrapped: true } })
    env.T = 'fake-wrapping-token'
    double.on('POST sys/wrapping/unwrap', loggedIn('fake-token-inside'))
    for (let n = 0; n < 2; n++) expect(keyOf(await source.obtain(forever))).toBe('fake-key')
    expect(double.asked()).toEqual(['POST sys/wrapping/unwrap', read, read])
    expect(double.seen.map(({ token }) => token)).toEqual([
      'fake-wrapping-token',
      'fake-token-inside',
      'fake-token-inside',
    ])
    source.close?.()
    await source.giveBack?.(forever)
  })
})
