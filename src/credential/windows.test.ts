import { expect, test } from 'bun:test'
import fc from 'fast-check'
import { backOffMs, defaultNumbers, windowsOf } from './windows.ts'

const minute = 60_000

test.each([
  // life, early, late: without jitter
  [Number.POSITIVE_INFINITY, 0, 0],
  [24 * 60 * minute, 15 * minute, minute], // both at their most
  [60 * minute, 12 * minute, minute], // 20 %, and 5 % is more than a minute
  [15 * minute, 3 * minute, 45_000],
  [5 * minute, minute, 30_000],
  [100_000, 30_000, 30_000], // the late window is never wider than the early one
  [10_000, 5_000, 5_000], // half the life
  [1_000, 500, 500],
])('a life of %d ms has an early window of %d and a late one of %d', (lifeMs, earlyMs, lateMs) => {
  expect(windowsOf(lifeMs, defaultNumbers, () => 0)).toEqual({ earlyMs, lateMs })
})

test('jitter widens by up to a tenth and never beyond half the life', () => {
  const life = fc.double({ min: 1, max: 1e10, noNaN: true })
  fc.assert(
    fc.property(life, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (lifeMs, random) => {
      const plain = windowsOf(lifeMs, defaultNumbers, () => 0)
      const wide = windowsOf(lifeMs, defaultNumbers, () => random)
      for (const window of ['earlyMs', 'lateMs'] as const) {
        expect(wide[window]).toBeGreaterThanOrEqual(plain[window])
        expect(wide[window]).toBeLessThanOrEqual(Math.min(plain[window] * 1.1, lifeMs / 2) + 1e-3)
      }
      expect(wide.lateMs).toBeLessThanOrEqual(wide.earlyMs)
    }),
  )
})

test('the back-off doubles from 1 s to 60 s, each ±50 %', () => {
  const rests = (random: number) =>
    [1, 2, 3, 6, 7, 50].map((failures) => backOffMs(failures, defaultNumbers, () => random))
  expect(rests(0)).toEqual([500, 1_000, 2_000, 16_000, 30_000, 30_000])
  expect(rests(0.5)).toEqual([1_000, 2_000, 4_000, 32_000, 60_000, 60_000])
  expect(rests(1)).toEqual([1_500, 3_000, 6_000, 48_000, 90_000, 90_000])
})
