import { expect, test } from 'bun:test'
import { manualClock } from './manual-clock.ts'

test('timers run in the order in which they fall due, each at its own moment, those they set included', () => {
  const clock = manualClock(1000)
  const ran: string[] = []
  clock.after(20, () => ran.push(`b at ${clock.nowMs()}`))
  clock.after(10, () => {
    ran.push(`a at ${clock.nowMs()}`)
    clock.after(5, () => ran.push(`c at ${clock.monotonicMs()}`))
  })
  clock.after(15, () => ran.push('never'))()
  clock.advance(19)
  expect(ran).toEqual(['a at 1010', 'c at 15'])
  expect(clock.pending()).toBe(1)
  clock.advance(1)
  expect(ran.at(-1)).toBe('b at 1020')
})
