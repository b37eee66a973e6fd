import { describe, expect, test } from 'bun:test'
import { createFakeClock } from '../test/kit/fake-clock.ts'
import { deadline, sleep, systemClock } from './clock.ts'

describe('the system clock', () => {
  test('calls once, and not at all when it is called off', async () => {
    const calls: string[] = []
    await new Promise<void>((resolve) => {
      systemClock.after(0, () => calls.push('off'))()
      systemClock.after(0, () => {
        calls.push('on')
        resolve()
      })
    })
    expect(calls).toEqual(['on'])
  })

  test('tells two times that run', () => {
    expect(systemClock.nowMs()).toBeGreaterThan(1_700_000_000_000)
    expect(systemClock.monotonicMs()).toBeLessThanOrEqual(systemClock.monotonicMs())
  })
})

describe('sleep', () => {
  test('ends with its time', async () => {
    const clock = createFakeClock()
    let awake = false
    const sleeping = sleep(clock, 1000).then(() => {
      awake = true
    })
    await clock.advance(999)
    expect(awake).toBe(false)
    await clock.advance(1)
    await sleeping
    expect(awake).toBe(true)
  })

  test('ends with the signal, for its reason, before or during', async () => {
    const clock = createFakeClock()
    const reason = new Error('gone')
    expect(sleep(clock, 1000, AbortSignal.abort(reason))).rejects.toBe(reason)
    const controller = new AbortController()
    const sleeping = sleep(clock, 1000, controller.signal)
    controller.abort(reason)
    expect(sleeping).rejects.toBe(reason)
  })
})

describe('deadline', () => {
  const late = new Error('late')

  test('aborts with its own error when the time is over', async () => {
    const clock = createFakeClock()
    const { signal } = deadline(clock, 50, new AbortController().signal, () => late)
    await clock.advance(50)
    expect(signal.reason).toBe(late)
  })

  test('aborts with the signal it was given, and not at all once called off', async () => {
    const clock = createFakeClock()
    const controller = new AbortController()
    const { signal, callOff } = deadline(clock, 50, controller.signal, () => late)
    callOff()
    await clock.advance(100)
    expect(signal.aborted).toBe(false)
    controller.abort('gone')
    expect(signal.reason).toBe('gone')
  })
})
