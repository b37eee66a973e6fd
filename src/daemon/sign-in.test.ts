import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import type { Keeper } from '../credential/keeper.ts'
import { createSignInWatch, signInWords, timeOfDay } from './sign-in.ts'

const min = 60_000

/** A keeper of which only the source's deadline matters. */
function world(options: { deadlineMs: number | null; signIn?: string }) {
  const clock = createFakeClock()
  const state = { deadlineMs: options.deadlineMs === null ? null : clock.nowMs() + options.deadlineMs }
  const source = {
    origin: 'command corp-token',
    deadline: () => state.deadlineMs,
    ...(options.signIn === undefined ? {} : { signIn: options.signIn }),
  }
  const keeper = { source } as unknown as Keeper
  const told: string[] = []
  const watch = createSignInWatch({
    clock,
    keepers: () => [keeper],
    notify: ({ title, text }) => void told.push(`${title} | ${text}`),
  })
  return { clock, state, told, watch }
}

test('half an hour before, five minutes before, and at the end', async () => {
  const { clock, told, watch, state } = world({ deadlineMs: 60 * min, signIn: 'corp login' })
  const before = timeOfDay(state.deadlineMs ?? 0)
  watch.look()
  await clock.advance(29 * min)
  expect(told).toEqual([])
  await clock.advance(2 * min)
  expect(told).toEqual([`warmkey: sign in before ${before} | Type: corp login`])
  await clock.advance(26 * min)
  expect(told.length).toBe(2)
  await clock.advance(5 * min)
  expect(told.at(-1)).toBe('warmkey: sign in now | Type: corp login')
  await clock.advance(600 * min)
  expect(told.length).toBe(3)
})

test('one that comes close at once is told at once, and not again within four minutes', async () => {
  const { clock, told, watch } = world({ deadlineMs: 3 * min })
  watch.look()
  expect(told.length).toBe(1)
  for (let n = 0; n < 5; n++) watch.look()
  await clock.advance(3 * min)
  watch.look()
  expect(told.length).toBe(1)
  await clock.advance(2 * min)
  expect(told.length).toBe(2)
  expect(told[0]).toEndWith('| For command corp-token.')
})

test('a person who has signed in is left alone until the next time', async () => {
  const { clock, told, watch, state } = world({ deadlineMs: 20 * min })
  watch.look()
  expect(told.length).toBe(1)
  state.deadlineMs = clock.nowMs() + 600 * min
  watch.look()
  await clock.advance(560 * min)
  expect(told.length).toBe(1)
  await clock.advance(15 * min)
  expect(told.length).toBe(2)
})

test('where no source needs a person no timer runs', () => {
  const { clock, told, watch } = world({ deadlineMs: null })
  watch.look()
  expect([clock.timers, told.length]).toEqual([0, 0])
})

test('it looks again every hour at most, and not after it was stopped', () => {
  const { clock, watch } = world({ deadlineMs: 100 * 24 * 60 * min })
  watch.look()
  expect(clock.nextTimerMs).toBe(60 * min)
  watch.stop()
  expect(clock.timers).toBe(0)
})

test('the words', () => {
  const at = new Date(2026, 0, 1, 9, 5).getTime()
  expect([signInWords(at, at - 1), signInWords(at, at)]).toEqual(['sign in before 09:05', 'sign in now'])
})
