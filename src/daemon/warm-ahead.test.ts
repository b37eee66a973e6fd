import { expect, test } from 'bun:test'
import { createFakeClock, type FakeClock } from '../../test/kit/fake-clock.ts'
import { type ScriptedSource, scriptedSource } from '../../test/kit/scripted-source.ts'
import { createKeeper, type Keeper } from '../credential/keeper.ts'
import { WarmkeyError } from '../errors.ts'
import { createWarmAhead } from './warm-ahead.ts'

const minute = 60_000
const hour = 60 * minute

/** A keeper whose source has just taken `tookMs` for a key that lives for `lifeMs`. */
async function kept(
  tookMs: number,
  lifeMs: number | null,
): Promise<{ clock: FakeClock; source: ScriptedSource; keeper: Keeper }> {
  const clock = createFakeClock()
  const source = scriptedSource()
  const keeper = createKeeper({ identity: 'i', source, clock, random: () => 0 })
  const first = keeper.get()
  await clock.advance(tookMs)
  await source.call.give('fake-1', lifeMs === null ? {} : { expiresInMs: lifeMs })
  await first
  return { clock, source, keeper }
}

test('what answers at once, or has no end, costs no timer', async () => {
  for (const { clock, keeper } of [await kept(1_999, hour), await kept(5_000, null)]) {
    createWarmAhead(clock).after(keeper, 6 * minute)
    expect(clock.timers).toBe(0)
  }
})

test('a slow one is asked when what is needed, and twice its time, is left', async () => {
  const { clock, source, keeper } = await kept(5_000, hour)
  const warm = createWarmAhead(clock)
  warm.after(keeper, 2 * minute)
  warm.after(keeper, 6 * minute)
  expect(clock.timers).toBe(1)
  await clock.advance(hour - 6 * minute - 10_000 - 1)
  expect(source.calls.length).toBe(1)
  await clock.advance(1)
  expect(source.calls.length).toBe(2)
  warm.stop()
})

test('a life shorter than that is renewed at its half', async () => {
  const { clock, source, keeper } = await kept(5_000, 4 * minute)
  createWarmAhead(clock).after(keeper, 6 * minute)
  await clock.advance(2 * minute)
  expect(source.calls.length).toBe(2)
})

test('one that fails is not asked in a hurry', async () => {
  const { clock, source, keeper } = await kept(5_000, hour)
  createWarmAhead(clock).after(keeper, 6 * minute)
  await clock.advance(hour - 6 * minute - 10_000)
  let failed = 0
  while (source.open > 0 && failed < 30) {
    failed++
    await source.call.fail(new WarmkeyError('source-failed', 'It is sealed.'))
    await clock.advance(10_000)
  }
  // The keeper rests longer after each failure, and somebody looks every ten seconds.
  expect(source.calls.length).toBeLessThan(12)
})

test('a keeper that is closed, and a stop, leave no timer behind', async () => {
  const one = await kept(5_000, hour)
  createWarmAhead(one.clock).after(one.keeper, 6 * minute)
  one.keeper.close()
  await one.clock.advance(hour)
  expect(one.clock.timers).toBe(0)

  const two = await kept(5_000, hour)
  const warm = createWarmAhead(two.clock)
  warm.after(two.keeper, 6 * minute)
  warm.stop()
  expect(two.clock.timers).toBe(0)
})
