import { expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { createPacer, seatIn } from './pacer.ts'
import { limitDeadlineMs, patienceMs, turnOf } from './ready.ts'

test('a turn is waited for as long as the headers can be held back, counted from the request', async () => {
  const clock = createFakeClock()
  const pacer = createPacer(clock)
  const request = new Request('http://127.0.0.1/v1/messages')
  const upstream = { profile: 'work', base: 'http://127.0.0.1', pacer }
  const ready = { request, upstream, seat: seatIn(pacer), startedMs: clock.monotonicMs() } as never
  await clock.advance(40_000)
  expect(patienceMs(ready, clock)).toBe(limitDeadlineMs - 40_000)
  pacer.hold(10 * limitDeadlineMs)
  const turn = turnOf(ready, clock).then(
    () => 'got',
    (fault: { code: string }) => fault.code,
  )
  await clock.advance(limitDeadlineMs - 40_001)
  expect(clock.timers).toBeGreaterThan(0)
  await clock.advance(1)
  expect(await turn).toBe('limited')
})
