import { expect, test } from 'bun:test'
import { orGone } from './waiter.ts'

test('without a signal it is the promise itself', () => {
  const promise = Promise.resolve(1)
  expect(orGone(promise, undefined)).toBe(promise)
})

test('it settles as the promise does', async () => {
  const { signal } = new AbortController()
  expect(await orGone(Promise.resolve(1), signal)).toBe(1)
  expect(await orGone(Promise.reject(new Error('no')), signal).catch((error) => error.message)).toBe('no')
})

test('it rejects with the reason of a signal that aborts, or has aborted', async () => {
  const never = new Promise<never>(() => {})
  const controller = new AbortController()
  const waiting = orGone(never, controller.signal)
  controller.abort('bye')
  expect(await waiting.catch((reason) => reason)).toBe('bye')
  expect(await orGone(never, controller.signal).catch((reason) => reason)).toBe('bye')
})
