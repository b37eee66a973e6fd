import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { createTidy } from './tidy.ts'

function tidying() {
  const clock = createFakeClock()
  const sweeps: string[] = []
  const tidy = createTidy(clock, (idle) => sweeps.push(idle ? 'idle' : 'running'))
  const busy = (times: number) => {
    for (let time = 0; time < times; time++) tidy.busy()
  }
  return { clock, busy, poured: tidy.poured, sweeps }
}

test('after a busy time it sweeps once, and leaves no timer behind', async () => {
  const { clock, busy, sweeps } = tidying()
  busy(250)
  await clock.advance(5_000)
  expect(sweeps).toEqual([])
  await clock.advance(5_000)
  expect([...sweeps, clock.timers]).toEqual(['idle', 0])
  await clock.advance(60_000)
  expect(sweeps).toEqual(['idle'])
})

test('it waits until nothing begins any more', async () => {
  const { clock, busy, sweeps } = tidying()
  busy(100)
  await clock.advance(4_000)
  busy(1)
  await clock.advance(5_000)
  expect(sweeps).toEqual([])
  await clock.advance(5_000)
  expect(sweeps).toEqual(['idle'])
})

test('a few exchanges are not worth it, however often; after a sweep it counts anew', async () => {
  const { clock, busy, sweeps } = tidying()
  busy(99)
  expect([...sweeps, clock.timers]).toEqual([0])
  busy(1)
  await clock.advance(10_000)
  busy(99)
  expect([...sweeps, clock.timers]).toEqual(['idle', 0])
  busy(1)
  await clock.advance(10_000)
  expect(sweeps).toEqual(['idle', 'idle'])
})

test('much that was poured is swept behind it, at most twice a second', async () => {
  const { clock, poured, sweeps } = tidying()
  const half = 32 * 1024 * 1024
  poured(half)
  expect(clock.timers).toBe(0)
  for (let time = 0; time < 9; time++) poured(half)
  expect([...sweeps, clock.timers]).toEqual([1])
  await clock.advance(500)
  poured(half)
  expect([...sweeps, clock.timers]).toEqual(['running', 0])
  poured(half)
  await clock.advance(500)
  expect([...sweeps, clock.timers]).toEqual(['running', 'running', 0])
})
