import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { createWarmth } from './warmth.ts'

const hour = 3_600_000

/** Due every 100 hours; renewing takes no time. */
function world(warmForMs: number) {
  const clock = createFakeClock()
  let dueAtMs = clock.nowMs() + 100 * hour
  let renewals = 0
  const startMs = clock.nowMs()
  const warmth = createWarmth({
    clock,
    warmForMs,
    lastUseMs: () => startMs,
    dueInMs: () => dueAtMs - clock.nowMs(),
    renew: () => {
      renewals++
      dueAtMs += 100 * hour
      warmth.arm()
    },
  })
  return { clock, warmth, renewals: () => renewals }
}

test('it renews when that is due, and a timer never runs longer than an hour', async () => {
  const { clock, warmth, renewals } = world(1_000 * hour)
  expect(warmth.armed).toBe(false)
  warmth.arm()
  expect([warmth.armed, clock.nextTimerMs]).toEqual([true, hour])
  await clock.advance(99 * hour)
  expect(renewals()).toBe(0)
  await clock.advance(hour)
  expect(renewals()).toBe(1)
  await clock.advance(300 * hour)
  expect(renewals()).toBe(4)
})

test('after sleep it renews at the next look', async () => {
  const { clock, warmth, renewals } = world(1_000 * hour)
  warmth.arm()
  clock.jumpWall(200 * hour)
  await clock.advance(hour)
  expect(renewals()).toBe(1)
})

test('it ends when nobody has used it for long, and when it is stopped', async () => {
  const { clock, warmth, renewals } = world(10 * hour)
  warmth.arm()
  await clock.advance(12 * hour)
  expect([renewals(), warmth.armed, clock.timers]).toEqual([0, false, 0])
  warmth.arm()
  warmth.arm()
  expect(clock.timers).toBe(1)
  warmth.stop()
  expect([warmth.armed, clock.timers]).toEqual([false, 0])
})
