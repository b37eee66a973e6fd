import { describe, expect, test } from 'bun:test'
import { makeScratch } from '../../../../test/kit/scratch.ts'
import { until } from '../../../../test/kit/until.ts'
import { kept, loggedIn, startVaultDouble } from '../../../../test/kit/vault-double.ts'
import { lookup, minute, read, renew, sessionWorld } from '../../../../test/kit/vault-session.ts'
import { forever, keyOf, refusalOf, vaultSource } from '../../../../test/kit/vault-source.ts'

describe('a token that a person left', () => {
  const known = (seconds: number, renewable = true) =>
    [200, { data: { ttl: seconds, renewable, policies: ['reader'] } }] as const

  test('is renewed behind everything, because nobody could get it again', async () => {
    await using double = startVaultDouble()
    const { clock, source, obtain } = sessionWorld(double, 'token')
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
    const { clock, source, obtain } = sessionWorld(double, 'token')
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
    const { clock, source, obtain } = sessionWorld(double, 'token')
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
    const { clock, source, obtain } = sessionWorld(double, 'token')
    double.on(lookup, known(3_600, false))
    await obtain()
    expect(source.deadline?.()).toBe(clock.nowMs() + 60 * minute)
    expect(source.signIn).toBe(`vault login -address=${double.address}`)
    expect(clock.timers).toBe(0)
  })

  test('is used without a known life where it may not ask for itself', async () => {
    await using double = startVaultDouble()
    const { source, obtain } = sessionWorld(double, 'token')
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
    const { clock, source, obtain } = sessionWorld(double, 'token')
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
    const { source, obtain } = sessionWorld(double, 'token', { revoke: true })
    double.on(lookup, known(3_600))
    await obtain()
    double.asked()
    source.close?.()
    await source.giveBack?.(forever)
    expect(double.asked()).toEqual([])
  })

  test('comes out of its wrapping once', async () => {
    await using double = startVaultDouble()
    const { env, source } = sessionWorld(double, 'token', {
      auth: { method: 'token', token: { env: 'T' }, wrapped: true },
    })
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
