import { expect, test } from 'bun:test'
import { createFakeClock } from '../../../../test/kit/fake-clock.ts'
import { Secret } from '../../../secret.ts'
import { isSpent, tokenDueMs, tokenLeftMs, tokenOf } from './token-life.ts'

const facts = { secret: new Secret('fake-token'), own: true, renewable: true, policies: null }

test('is due after two thirds of its life and a third of a grace of 10 to 20 %', () => {
  const clock = createFakeClock()
  expect(
    tokenDueMs(
      tokenOf({ ...facts, seconds: 90 }, clock, () => 0),
      clock,
    ),
  ).toBeCloseTo(63_000)
  expect(
    tokenDueMs(
      tokenOf({ ...facts, seconds: 90 }, clock, () => 0.999),
      clock,
    ),
  ).toBeCloseTo(65_997)
})

test('ends on whichever clock ran further, and is due by then', async () => {
  const clock = createFakeClock()
  const token = tokenOf({ ...facts, seconds: 90 }, clock, () => 0)
  await clock.advance(10_000)
  expect([tokenLeftMs(token, clock), Math.round(tokenDueMs(token, clock))]).toEqual([80_000, 53_000])
  clock.jumpWall(60_000)
  expect([tokenLeftMs(token, clock), Math.round(tokenDueMs(token, clock))]).toEqual([20_000, -7_000])
  clock.jumpWall(-300_000)
  expect(tokenLeftMs(token, clock)).toBe(80_000)
})

test('never ends without a life', () => {
  const clock = createFakeClock()
  const token = tokenOf({ ...facts, seconds: 0 }, clock, () => 0)
  expect([tokenLeftMs(token, clock), tokenDueMs(token, clock), isSpent(token)]).toEqual([Infinity, Infinity, false])
})

test('is spent when a renewal gave less than half of what it had', () => {
  const clock = createFakeClock()
  const full = tokenOf({ ...facts, seconds: 90 }, clock, () => 0)
  const renewed = (seconds: number) => tokenOf({ ...facts, seconds }, clock, () => 0, full)
  expect([isSpent(full), isSpent(renewed(60)), isSpent(renewed(40))]).toEqual([false, false, true])
})
