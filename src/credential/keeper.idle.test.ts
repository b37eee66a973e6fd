import { describe, expect, test } from 'bun:test'
import { bytes, down, hour, keeperWorld, minute, needsPerson } from '../../test/kit/keeper-world.ts'

describe('sleep and idleness', () => {
  test('after sleep a request in the early window waits instead of being served', async () => {
    const { clock, source, keeper, first, now } = keeperWorld()
    await first('k-1', { expiresInMs: 2 * hour })
    clock.jumpWall(hour)
    expect(now()).toBe('k-1') // still fresh
    clock.jumpWall(50 * minute)
    const one = keeper.get()
    const other = keeper.get()
    expect([one, other].map((given) => given instanceof Promise)).toEqual([true, true])
    await source.call.give('k-2', { expiresInMs: 2 * hour })
    expect(bytes(await one)).toBe('k-2')
    expect(source.calls).toHaveLength(2)
  })

  test('after sleep, with a source that fails, the old one is served while it lives', async () => {
    const { clock, source, keeper, first, now } = keeperWorld()
    await first('k-1', { expiresInMs: 2 * hour })
    clock.jumpWall(110 * minute)
    const waiting = keeper.get()
    await source.call.fail(down())
    expect(bytes(await waiting)).toBe('k-1')
    await clock.advance(1_000)
    expect(now()).toBe('k-1')
  })

  test('a credential that ended while the machine slept is not served', async () => {
    const { clock, keeper, first } = keeperWorld()
    await first('k-1', { expiresInMs: hour })
    clock.jumpWall(8 * hour)
    expect(keeper.get()).toBeInstanceOf(Promise)
  })

  test('a clock that is set back does not lengthen a life', async () => {
    const { clock, keeper, first } = keeperWorld()
    await first('k-1', { expiresInMs: hour })
    clock.jumpWall(-10 * hour)
    await clock.advance(hour)
    expect(keeper.get()).toBeInstanceOf(Promise)
  })

  test('idle costs nothing: no timer, no call', async () => {
    const { clock, source, first } = keeperWorld()
    await first('k-1', { expiresInMs: hour })
    expect(clock.timers).toBe(0)
    await clock.advance(24 * hour)
    expect(source.calls).toHaveLength(1)
  })

  test('what lapses when idle is kept warm for a working day after the last use', async () => {
    const { clock, source, keeper, first, now, told } = keeperWorld({ lapsesWhenIdle: true })
    await first('k-0', { expiresInMs: hour })
    for (let key = 1; clock.timers > 0 || source.open > 0; key++) {
      if (source.open > 0) await source.call.give(`k-${key}`, { expiresInMs: hour })
      else await clock.advance(clock.nextTimerMs ?? 0)
    }
    // Every 48 minutes of ten hours.
    expect(source.calls).toHaveLength(1 + 12)
    expect(new Set(told().slice(2))).toEqual(new Set(['renewing idle', 'renewed idle']))

    const given = keeper.get()
    await source.call.give('k-9', { expiresInMs: hour })
    await given
    expect(clock.timers).toBe(1)
    now()
    keeper.close()
    expect(clock.timers).toBe(0)
  })

  test('keeping warm backs off when the source fails, and stops when it asks for a person', async () => {
    const { clock, source, first } = keeperWorld({ lapsesWhenIdle: true })
    await first('k-0', { expiresInMs: hour })
    await clock.advance(48 * minute)
    await source.call.fail(down())
    expect(clock.nextTimerMs).toBe(1_000)
    await clock.advance(1_000)
    await source.call.fail(needsPerson())
    expect(clock.timers).toBe(0)
  })

  test('what nobody can renew unattended is not kept warm', async () => {
    const { clock, first } = keeperWorld({ lapsesWhenIdle: true, renewableUnattended: false })
    await first('k-0', { expiresInMs: hour })
    expect(clock.timers).toBe(0)
  })
})
