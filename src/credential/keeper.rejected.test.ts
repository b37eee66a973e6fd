import { describe, expect, test } from 'bun:test'
import { settle } from '../../test/kit/fake-clock.ts'
import { bytes, hour, keeperWorld, minute } from '../../test/kit/keeper-world.ts'

describe('renewing what was rejected', () => {
  test('a thousand rejections cost one call', async () => {
    const { source, keeper, first, clock } = keeperWorld()
    const used = await first('k-1')
    const all = Array.from({ length: 500 }, () => keeper.renew(used))
    await settle()
    all.push(...Array.from({ length: 400 }, () => keeper.renew(used)))
    await source.call.give('k-2')
    all.push(...Array.from({ length: 100 }, () => keeper.renew(used)))
    await clock.advance(minute)
    all.push(keeper.renew(used))
    const answers = await Promise.all(all)
    expect(source.calls).toHaveLength(2)
    expect(new Set(answers.map(({ credential, changed }) => `${bytes(credential)} ${changed}`))).toEqual(
      new Set(['k-2 true']),
    )
  })

  test('a thousand rejections of what the source gives again cost one call as well', async () => {
    const { source, keeper, first } = keeperWorld({ stable: true })
    const used = await first('k-1')
    const all = Array.from({ length: 500 }, () => keeper.renew(used))
    await source.call.give('k-1')
    all.push(...Array.from({ length: 500 }, () => keeper.renew(used)))
    for (const { credential, changed } of await Promise.all(all))
      expect([bytes(credential), changed]).toEqual(['k-1', false])
    expect(source.calls).toHaveLength(2)
  })

  test('a second later it asks again: somebody may have mended it', async () => {
    const { clock, source, keeper, first } = keeperWorld({ stable: true })
    const used = await first('k-1')
    const early = keeper.renew(used)
    await source.call.give('k-1')
    await early
    await clock.advance(1_000)
    const later = keeper.renew(used)
    await source.call.give('k-2')
    expect(await later).toMatchObject({ changed: true })
  })

  test('a renewal that began before the rejection and brought the same bytes does not count', async () => {
    const { clock, source, keeper, first, now } = keeperWorld()
    const used = await first('k-1', { expiresInMs: hour })
    await clock.advance(50 * minute)
    now()
    expect(keeper.state().renewing).toBe('early')
    const all = Array.from({ length: 10 }, () => keeper.renew(used))
    await source.call.give('k-1', { expiresInMs: hour })
    expect(source.calls).toHaveLength(3)
    expect(keeper.state().renewing).toBe('rejected')
    await source.call.give('k-2', { expiresInMs: hour })
    for (const { credential } of await Promise.all(all)) expect(bytes(credential)).toBe('k-2')
    expect(source.calls).toHaveLength(3)
  })

  test('a renewal that began after the rejection counts, whatever it was for', async () => {
    const { clock, source, keeper, first, now } = keeperWorld({ stable: true })
    const used = await first('k-1', { expiresInMs: hour })
    await clock.advance(50 * minute)
    now()
    const renewal = keeper.renew(used)
    source.change()
    await source.call.give('k-1', { expiresInMs: hour })
    expect(keeper.state().renewing).toBe('changed')
    await source.call.give('k-1', { expiresInMs: hour })
    expect(await renewal).toMatchObject({ changed: false })
    expect(source.calls).toHaveLength(3)
  })

  test('a renewal that began before the rejection and brought other bytes is the answer', async () => {
    const { clock, source, keeper, first, now } = keeperWorld()
    const used = await first('k-1', { expiresInMs: hour })
    await clock.advance(50 * minute)
    now()
    const renewal = keeper.renew(used)
    await source.call.give('k-2', { expiresInMs: hour })
    expect(await renewal).toMatchObject({ changed: true, credential: { id: expect.stringContaining('#2') } })
    expect(source.calls).toHaveLength(2)
  })

  test('another credential that has ended meanwhile is no answer', async () => {
    const { clock, source, keeper, first } = keeperWorld()
    const used = await first('k-1', { expiresInMs: minute })
    const renewal = keeper.renew(used)
    await source.call.give('k-2', { expiresInMs: minute })
    await renewal
    await clock.advance(2 * minute)
    const again = keeper.renew(used)
    await source.call.give('k-3', { expiresInMs: minute })
    expect(bytes((await again).credential)).toBe('k-3')
  })

  test('who goes away while it is renewed goes alone', async () => {
    const { source, keeper, first } = keeperWorld()
    const used = await first('k-1')
    const impatient = new AbortController()
    const gone = keeper.renew(used, impatient.signal).catch((reason) => reason)
    const stays = keeper.renew(used)
    impatient.abort('bye')
    expect(await gone).toBe('bye')
    await source.call.give('k-2')
    expect(await stays).toMatchObject({ changed: true })
  })
})

describe('what renewal did not cure', () => {
  test('is remembered until something works, the source changes, or half the life is over', async () => {
    const { clock, source, keeper, first } = keeperWorld({ stable: true })
    const used = await first('k-1', { expiresInMs: hour })
    keeper.rememberUncured('denied', used)
    expect([keeper.remembersUncured('denied'), keeper.remembersUncured('else')]).toEqual([true, false])
    await clock.advance(10 * minute)
    expect(keeper.remembersUncured('denied')).toBe(false)

    keeper.rememberUncured('denied', used)
    keeper.worked()
    expect(keeper.remembersUncured('denied')).toBe(false)

    keeper.rememberUncured('denied', used)
    source.change()
    expect(keeper.remembersUncured('denied')).toBe(false)
    await source.call.give('k-2', { expiresInMs: 4 * minute })

    const short = await keeper.get()
    keeper.rememberUncured('denied', short)
    await clock.advance(2 * minute - 1)
    expect(keeper.remembersUncured('denied')).toBe(true)
    await clock.advance(1)
    expect(keeper.remembersUncured('denied')).toBe(false)
  })

  test('is forgotten when a stable source turns out to have another key', async () => {
    const { source, keeper, first } = keeperWorld({ stable: true })
    const used = await first('k-1')
    keeper.rememberUncured('denied', used)
    const renewal = keeper.renew(used)
    await source.call.give('k-2')
    await renewal
    expect(keeper.remembersUncured('denied')).toBe(false)
  })

  test('is not remembered beyond the end of the credential', async () => {
    const { clock, keeper, first } = keeperWorld()
    const used = await first('k-1', { expiresInMs: 8 * minute })
    await clock.advance(7 * minute)
    keeper.rememberUncured('denied', used)
    await clock.advance(minute)
    expect(keeper.remembersUncured('denied')).toBe(false)
  })

  test('survives the new bytes of a source that mints', async () => {
    const { source, keeper, first } = keeperWorld({ stable: false })
    const used = await first('k-1')
    const renewal = keeper.renew(used)
    await source.call.give('k-2')
    keeper.rememberUncured('denied', (await renewal).credential)
    const second = keeper.renew(used)
    expect(await second).toMatchObject({ changed: true })
    expect(keeper.remembersUncured('denied')).toBe(true)
  })
})
