import { expect, test } from 'bun:test'
import { createFakeClock, settle } from '../../test/kit/fake-clock.ts'
import { scriptedSource } from '../../test/kit/scripted-source.ts'
import { WarmkeyError } from '../errors.ts'
import { callSource } from './call.ts'
import type { Source } from './sources/source.ts'
import { defaultNumbers } from './windows.ts'

function calling() {
  const clock = createFakeClock()
  const source = scriptedSource()
  const slow: number[] = []
  const call = callSource(source, clock, defaultNumbers, (elapsedMs) => slow.push(elapsedMs))
  return { clock, source, slow, call }
}

test('the answer comes back, and no timer stays', async () => {
  const { clock, source, call, slow } = calling()
  await clock.advance(9_999)
  await source.call.give('k-1')
  expect((await call.answer).secret.open()).toBe('k-1')
  expect([clock.timers, slow]).toEqual([0, []])
})

test('what throws at once is a failure like any other', async () => {
  const clock = createFakeClock()
  const source: Source = {
    origin: 'broken',
    stable: false,
    renewableUnattended: true,
    lapsesWhenIdle: false,
    obtain() {
      throw new TypeError('canary')
    },
  }
  const error = await callSource(source, clock, defaultNumbers, () => {}).answer.catch((thrown) => thrown)
  expect([error.code, error.message]).toEqual([
    'source-failed',
    'The source "broken" failed in a way that it did not explain.',
  ])
  expect(error.cause).toBeInstanceOf(TypeError)
  expect(clock.timers).toBe(0)
})

test('an error of ours goes through as it is', async () => {
  const { source, call } = calling()
  const ours = new WarmkeyError('source-needs-person', 'It wants a fingerprint.')
  const answer = call.answer.catch((thrown) => thrown)
  await source.call.fail(ours)
  expect(await answer).toBe(ours)
})

test('one that does not end is announced after 10 s and left behind after 15 min', async () => {
  const { clock, source, call, slow } = calling()
  const answer = call.answer.catch((thrown) => thrown)
  await clock.advance(15 * 60_000)
  expect(slow).toEqual([10_000])
  expect(await answer).toMatchObject({
    code: 'source-timeout',
    message: 'The source "scripted" gave no answer in 15 min.',
  })
  expect(source.call.signal.aborted).toBe(true)
})

test('one that is abandoned rejects with the reason, whatever the source does then', async () => {
  const { clock, source, call } = calling()
  const reason = new WarmkeyError('source-unavailable', 'It is over.')
  const answer = call.answer.catch((thrown) => thrown)
  call.abandon(reason)
  await source.call.give('k-1')
  await settle()
  expect(await answer).toBe(reason)
  expect([clock.timers, source.call.signal.reason]).toEqual([0, reason])
})
