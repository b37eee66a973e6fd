import { describe, expect, test } from 'bun:test'
import { type Answered, kept, loggedIn, startVaultDouble } from '../../../../test/kit/vault-double.ts'
import { login, lookup, minute, read, renew, sessionWorld } from '../../../../test/kit/vault-session.ts'
import { forever, refusalOf } from '../../../../test/kit/vault-source.ts'

describe('a token that warmkey logged in for', () => {
  test('is renewed when two thirds of its life are over, and not before', async () => {
    await using double = startVaultDouble()
    const { clock, obtain } = sessionWorld(double)
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
    const { clock, obtain } = sessionWorld(double)
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
    const { clock, obtain } = sessionWorld(double)
    double.on(login, loggedIn('fake-token-1', 3_600))
    await obtain()
    double.asked()
    clock.jumpWall(61 * minute)
    await obtain()
    expect(double.asked()).toEqual([login, read])
  })

  test('goes on while Vault cannot renew it, and what it says then is told', async () => {
    await using double = startVaultDouble()
    const { clock, source, obtain } = sessionWorld(double)
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
    const { obtain } = sessionWorld(double)
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
    const { source } = sessionWorld(double)
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
    const { source } = sessionWorld(double)
    double.on(login, loggedIn('fake-token-1'))
    double.on(read, [403, { errors: ['permission denied'] }])
    double.on(lookup, [503, { errors: ['Vault is sealed'] }])
    expect((await refusalOf(source.obtain(forever))).message).toBe(`The Vault at ${double.host} is sealed.`)
    expect(double.asked()).toEqual([login, read, lookup])
  })

  test('is revoked at the end where the options say so, and only there', async () => {
    for (const revoke of [true, false]) {
      await using double = startVaultDouble()
      const { source, obtain } = sessionWorld(double, 'ana', { revoke })
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
