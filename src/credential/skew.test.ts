import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { createSkew } from './skew.ts'

const minute = 60_000

function world(aheadMs: number) {
  const clock = createFakeClock()
  const skew = createSkew(clock)
  const date = (extraMs = 0) => new Date(clock.nowMs() + aheadMs + extraMs).toUTCString()
  return { clock, skew, date }
}

test('two answers that agree, some time apart, teach it', async () => {
  const { clock, skew, date } = world(7 * minute)
  skew.observe(date(), true)
  expect(skew.skewMs).toBe(0)
  await clock.advance(5_000)
  skew.observe(date(), true) // too soon: a cache could say the same
  expect(skew.skewMs).toBe(0)
  await clock.advance(6_400)
  skew.observe(date(), true)
  expect(Math.abs(skew.skewMs - 7 * minute)).toBeLessThanOrEqual(1_000)
})

test('it is learned anew when a clock is set', async () => {
  const { clock, skew, date } = world(-7 * minute)
  for (let answers = 0; answers < 2; answers++) {
    skew.observe(date(), true)
    await clock.advance(minute)
  }
  expect(skew.skewMs).toBeLessThan(-6 * minute)
  clock.jumpWall(-7 * minute)
  for (let answers = 0; answers < 2; answers++) {
    skew.observe(date(7 * minute), true)
    await clock.advance(minute)
  }
  expect(skew.skewMs).toBe(0)
})

test.each([
  ['without TLS', 7 * minute, false, 0],
  ['further off than a day', 25 * 60 * minute, true, 0],
  ['of less than rounding', 3_000, true, 0],
  ['that disagree', 7 * minute, true, 10_000],
])('answers %s teach nothing', async (_, aheadMs, tls, driftMs) => {
  const { clock, skew, date } = world(aheadMs)
  for (let answers = 0; answers < 5; answers++) {
    skew.observe(date(answers * driftMs), tls)
    await clock.advance(minute)
  }
  expect(skew.skewMs).toBe(0)
})

test('a date that stands still, none, or nonsense teaches nothing', async () => {
  const { clock, skew, date } = world(7 * minute)
  const cached = date()
  for (const header of [cached, cached, null, 'yesterday', cached]) {
    skew.observe(header, true)
    await clock.advance(minute)
  }
  expect(skew.skewMs).toBe(0)
})
