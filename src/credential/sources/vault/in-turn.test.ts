import { expect, test } from 'bun:test'
import { inTurn } from './in-turn.ts'

const forever = new AbortController().signal

test('one runs after the other, also after one that failed', async () => {
  const turns = inTurn()
  const steps: string[] = []
  const gate = Promise.withResolvers<void>()
  const first = turns(forever, async () => {
    steps.push('first begins')
    await gate.promise
    steps.push('first fails')
    throw new Error('first')
  }).catch((error: Error) => error.message)
  const second = turns(forever, async () => void steps.push('second'))
  await Promise.resolve()
  gate.resolve()
  expect(await first).toBe('first')
  await second
  expect(steps).toEqual(['first begins', 'first fails', 'second'])
})

test('who is called off while waiting leaves the line, and those behind keep their place', async () => {
  const turns = inTurn()
  const gate = Promise.withResolvers<void>()
  let inside = 0
  let most = 0
  const run = async () => {
    most = Math.max(most, ++inside)
    await gate.promise
    inside--
  }
  const first = turns(forever, run)
  const controller = new AbortController()
  const gone = turns(controller.signal, run).catch(() => 'gone')
  const third = turns(forever, run)
  controller.abort()
  expect(await gone).toBe('gone')
  gate.resolve()
  await Promise.all([first, third])
  expect(most).toBe(1)
  expect(await turns(AbortSignal.abort(), run).catch(() => 'never begun')).toBe('never begun')
})
