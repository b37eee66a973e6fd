import { expect, test } from 'bun:test'
import { createCopies, pour, wholeBytes } from './copies.ts'

test('bodies go whole until their copies fill the limit, and again when some were given back', () => {
  const copies = createCopies(1_000)
  expect([copies.take(600), copies.take(400), copies.take(1), copies.take(0)]).toEqual([true, true, false, true])
  expect(copies.bytes()).toBe(1_000)
  copies.giveBack(600)
  expect([copies.take(601), copies.take(600)]).toEqual([false, true])
})

test('by default a few real requests go whole, the largest does not', () => {
  const copies = createCopies()
  expect(copies.take(wholeBytes)).toBe(true)
  expect(createCopies().take(32 * 1024 * 1024)).toBe(false)
})

test('what is poured is the bytes, and each time all of them', async () => {
  const bytes = new Uint8Array(300_000).map((_, at) => at % 251)
  for (const _ of [1, 2]) expect(await new Response(pour(bytes)).bytes()).toEqual(bytes)
})
