import { expect, test } from 'bun:test'
import { interrupts } from './interrupts.ts'

/** Stands for the process: `press` is a Ctrl-C. */
function keyboard() {
  let waiting: AbortController[] = []
  return {
    onEnd() {
      const controller = new AbortController()
      waiting.push(controller)
      return controller.signal
    },
    press() {
      const all = waiting
      waiting = []
      for (const controller of all) controller.abort()
    },
    heard: () => waiting.length,
  }
}

test('Ctrl-C ends the demo', () => {
  const { onEnd, press } = keyboard()
  const { ended } = interrupts(onEnd)
  expect(ended.aborted).toBe(false)
  press()
  expect(ended.aborted).toBe(true)
})

test('while something may be skipped Ctrl-C skips it, and ends the demo only when pressed again', async () => {
  const { onEnd, press } = keyboard()
  const ctrlC = interrupts(onEnd)
  const states = await ctrlC.skippable(async (signal) => {
    press()
    const first = [signal.aborted, ctrlC.ended.aborted]
    press()
    return [first, [signal.aborted, ctrlC.ended.aborted]]
  })
  expect(states).toEqual([
    [true, false],
    [true, true],
  ])
})

test('after what could be skipped Ctrl-C ends the demo again, also when that failed', async () => {
  const { onEnd, press } = keyboard()
  const ctrlC = interrupts(onEnd)
  await expect(ctrlC.skippable(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  press()
  expect(ctrlC.ended.aborted).toBe(true)
})

test('somebody listens as long as it cleans up, so that a second Ctrl-C does not cut that short', () => {
  const { onEnd, press, heard } = keyboard()
  interrupts(onEnd)
  press()
  press()
  expect(heard()).toBe(1)
})
