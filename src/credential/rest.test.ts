import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { createRest, createSince } from './rest.ts'
import { defaultNumbers } from './windows.ts'

test('it grows with each failure, passes, and is forgotten', async () => {
  const clock = createFakeClock()
  const rest = createRest(clock, defaultNumbers, () => 0.5)
  expect([rest.leftMs(), rest.ageMs()]).toEqual([0, Number.POSITIVE_INFINITY])
  expect([rest.grow(), rest.grow(), rest.leftMs()]).toEqual([1_000, 2_000, 2_000])
  await clock.advance(1_500)
  expect([rest.leftMs(), rest.ageMs()]).toEqual([500, 1_500])
  await clock.advance(500)
  expect(rest.leftMs()).toBe(0)
  expect(rest.grow()).toBe(4_000)
  rest.clear()
  expect(rest.leftMs()).toBe(0)
  expect(rest.grow()).toBe(1_000)
})

test('a rest that waits for a person does not pass', async () => {
  const clock = createFakeClock()
  const rest = createRest(clock, defaultNumbers, () => 0.5)
  rest.stop()
  await clock.advance(1e9)
  expect(rest.leftMs()).toBe(Number.POSITIVE_INFINITY)
  rest.clear()
  expect(rest.leftMs()).toBe(0)
})

test('sleep counts, and a clock that is set back does not', async () => {
  const clock = createFakeClock()
  const since = createSince(clock)
  since.mark()
  clock.jumpWall(-5_000)
  await clock.advance(100)
  expect(since.ageMs()).toBe(100)
  clock.jumpWall(65_000)
  expect(since.ageMs()).toBe(60_100)
})
