import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { Secret } from '../secret.ts'
import { type Held, hold, leftMs } from './held.ts'
import { defaultNumbers } from './windows.ts'

const clock = createFakeClock()
const holding = (key: string, lifeMs: number, before: Held | null = null) =>
  hold({
    obtained: { secret: new Secret(key), life: {} },
    lifeMs,
    origin: 'x',
    before,
    clock,
    numbers: defaultNumbers,
    random: () => 0,
  })

test('the same bytes are the same credential with another end', () => {
  const one = holding('k-1', 1_000)
  const same = holding('k-1', 5_000, one)
  expect(same.credential.secret).toBe(one.credential.secret)
  expect([same.generation, same.credential.id]).toEqual([1, one.credential.id])
  expect(same.credential.expiresAtMs).toBe(clock.nowMs() + 5_000)
})

test('other bytes are the next generation, also when they have been seen before', () => {
  const one = holding('k-1', 1_000)
  const two = holding('k-2', 1_000, one)
  const three = holding('k-1', 1_000, two)
  expect([one, two, three].map(({ generation }) => generation)).toEqual([1, 2, 3])
  expect(new Set([one, two, three].map(({ credential }) => credential.id)).size).toBe(3)
})

test('what is left is what the less patient clock says', () => {
  const held = holding('k-1', 1_000)
  const wallMs = clock.nowMs()
  const monoMs = clock.monotonicMs()
  expect(leftMs(held, wallMs, monoMs)).toBe(1_000)
  expect(leftMs(held, wallMs + 700, monoMs)).toBe(300)
  expect(leftMs(held, wallMs - 9_000, monoMs + 600)).toBe(400)
  expect(leftMs(holding('k-1', Number.POSITIVE_INFINITY), wallMs + 1e12, monoMs)).toBe(Number.POSITIVE_INFINITY)
})
