import { describe, expect, test } from 'bun:test'
import { bytes, down, hour, keeperWorld, minute, needsPerson, refused } from '../../test/kit/keeper-world.ts'
import { WarmkeyError } from '../errors.ts'

describe('when the source fails', () => {
  test('the old credential is served while it lives; then every waiter has the same error', async () => {
    const { clock, source, keeper, first, now } = keeperWorld()
    await first('k-1', { expiresInMs: hour })
    await clock.advance(59 * minute)
    const waiting = keeper.get()
    await source.call.fail(down())
    expect(bytes(await waiting)).toBe('k-1')
    expect(now()).toBe('k-1') // inside the back-off
    expect(source.calls).toHaveLength(2)
    expect(keeper.state().lastFailure).toEqual({
      atMs: clock.nowMs(),
      code: 'source-failed',
      sentence: 'The vault is sealed. Unseal it.',
      retryAtMs: clock.nowMs() + 1_000,
    })

    await clock.advance(minute)
    const all = Promise.all(Array.from({ length: 100 }, () => Promise.resolve(keeper.get()).catch(refused)))
    await source.call.fail(down())
    const errors = new Set(await all)
    expect(errors.size).toBe(1)
    const inside = await Promise.resolve(keeper.get()).catch(refused)
    expect(errors.has(inside)).toBe(true)
    expect(source.calls).toHaveLength(3)
  })

  test('it is left alone for 1 s, 2 s, 4 s … 60 s, and at once forgiven when it answers', async () => {
    const { clock, source, keeper } = keeperWorld()
    const rests: number[] = []
    for (let failures = 0; failures < 8; failures++) {
      const waiting = Promise.resolve(keeper.get()).catch(refused)
      await source.call.fail(down())
      await waiting
      const retryAtMs = keeper.state().lastFailure?.retryAtMs ?? 0
      rests.push(retryAtMs - clock.nowMs())
      const asked = source.calls.length
      await clock.advance(retryAtMs - clock.nowMs() - 1)
      await Promise.resolve(keeper.get()).catch(refused)
      expect(source.calls).toHaveLength(asked)
      await clock.advance(1)
    }
    expect(rests).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000])
    const waiting = keeper.get()
    await source.call.give('k-1')
    const used = await waiting
    expect(keeper.state().lastFailure).toBeNull()
    const renewal = keeper.renew(used).catch(refused)
    await source.call.fail(down())
    await renewal
    expect(keeper.state().lastFailure?.retryAtMs).toBe(clock.nowMs() + 1_000)
  })

  test('a rejected credential ends the rest after a second, and inside that second hears the same error', async () => {
    const { clock, source, keeper, first } = keeperWorld()
    const used = await first('k-1')
    for (let failures = 0; failures < 4; failures++) {
      const renewal = keeper.renew(used).catch(refused)
      await source.call.fail(down())
      const error = await renewal
      expect(await keeper.renew(used).catch(refused)).toBe(error)
      await clock.advance(1_000)
    }
    expect(source.calls).toHaveLength(5)
  })

  test('a source that asks for a person is asked again after 5 s, and only by a request that has nothing else', async () => {
    const { clock, source, keeper, first, now } = keeperWorld()
    const used = await first('k-1', { expiresInMs: hour })
    await clock.advance(50 * minute)
    now()
    await source.call.fail(needsPerson())
    expect(keeper.state().lastFailure).toMatchObject({ code: 'source-needs-person', retryAtMs: null })
    await clock.advance(5 * minute)
    expect(now()).toBe('k-1')
    expect(source.calls).toHaveLength(2)

    const renewal = keeper.renew(used).catch(refused)
    await source.call.fail(needsPerson())
    const error = await renewal
    await clock.advance(4_999)
    expect(await keeper.renew(used).catch(refused)).toBe(error)
    await clock.advance(hour)
    const late = Promise.resolve(keeper.get()).catch(refused)
    await source.call.fail(needsPerson())
    await late
    await Promise.resolve(keeper.get()).catch(refused)
    expect(source.calls).toHaveLength(4)

    source.change()
    await source.call.give('k-2')
    expect(now()).toBe('k-2')
  })

  test('a credential that has ended already is refused, and does not replace a living one', async () => {
    const { clock, source, keeper, first, now } = keeperWorld()
    await first('k-1', { expiresInMs: hour })
    await clock.advance(50 * minute)
    now()
    await source.call.give('k-2', { expiresAtMs: clock.nowMs() - 2 * hour })
    expect(now()).toBe('k-1')
    expect(keeper.state().lastFailure).toMatchObject({
      code: 'source-failed',
      sentence: expect.stringContaining('ended 2 h ago'),
    })
  })

  test('a malformed answer does not replace a good one', async () => {
    const { source, first, now } = keeperWorld()
    await first('k-1')
    source.change()
    await source.call.fail(new WarmkeyError('source-malformed', 'It is empty.'))
    expect(now()).toBe('k-1')
  })

  test('a clock that is ahead of the upstream does not end what lives there', async () => {
    const { clock, source, keeper } = keeperWorld({}, { skew: { skewMs: -10 * minute, observe: () => {} } })
    const given = keeper.get()
    await source.call.give('k-1', { expiresAtMs: clock.nowMs() - 5 * minute })
    expect((await given).expiresAtMs).toBe(clock.nowMs() + 5 * minute)
  })
})
