import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { createUncured } from './uncured.ts'

const minute = 60_000

test('it is remembered for as long as was said, by either clock', async () => {
  const clock = createFakeClock()
  const uncured = createUncured(clock)
  uncured.remember('a', minute)
  uncured.remember('never', 0)
  uncured.remember('nonsense', Number.NaN)
  expect(['a', 'b', 'never', 'nonsense'].map(uncured.remembers)).toEqual([true, false, false, false])
  await clock.advance(minute - 1)
  expect(uncured.remembers('a')).toBe(true)
  await clock.advance(1)
  expect(uncured.remembers('a')).toBe(false)
  uncured.remember('a', minute)
  clock.jumpWall(minute) // the machine slept
  expect(uncured.remembers('a')).toBe(false)
  uncured.remember('a', minute)
  clock.jumpWall(-60 * minute)
  await clock.advance(minute)
  expect(uncured.remembers('a')).toBe(false)
})

test('a success forgets it, and so does clearing', () => {
  const uncured = createUncured(createFakeClock())
  uncured.remember('a', minute)
  uncured.worked()
  expect(uncured.remembers('a')).toBe(false)
  uncured.remember('b', minute)
  uncured.clear()
  uncured.worked()
  expect(uncured.remembers('b')).toBe(false)
})

test('a denial between successes costs a renewal after 1 s, 2 s, 4 s … at most once a minute', async () => {
  const clock = createFakeClock()
  const uncured = createUncured(clock)
  const renewedAt: number[] = []
  // For ten minutes, every half second: something that works, then something that is denied.
  for (let ms = 0; ms < 10 * minute; ms += 500) {
    uncured.worked()
    if (!uncured.remembers('denied')) {
      renewedAt.push(ms)
      uncured.remember('denied', 10 * minute)
    }
    await clock.advance(500)
  }
  const gaps = renewedAt.slice(1).map((ms, index) => ms - (renewedAt[index] ?? 0))
  expect(gaps.slice(0, 8)).toEqual([500, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000])
  expect(Math.max(...gaps)).toBe(60_000)
})

test('more than 256 push out the oldest', () => {
  const uncured = createUncured(createFakeClock())
  for (let number = 0; number < 300; number++) uncured.remember(`key-${number}`, minute)
  expect([0, 43, 44, 299].map((number) => uncured.remembers(`key-${number}`))).toEqual([false, false, true, true])
})
