import { expect, test } from 'bun:test'
import { unwrap } from './unwrap.ts'

const long = 'x'.repeat(70)

test('a line that was broken at the width of the terminal is whole again, and leads back', () => {
  const text = `${long} the token has exp\nired\nshort`
  const derived = unwrap(text)
  expect(derived?.text).toBe(`${long} the token has expired\nshort`)
  const at = derived?.text.indexOf('ired') ?? -1
  expect(text.slice(derived?.origin(at))).toBe('ired\nshort')
})

test('colours take no room', () => {
  expect(unwrap(`\u001b[31m${'a'.repeat(80)}\u001b[0m\n${'b'.repeat(80)}\nc`)?.text).not.toContain('a\u001b[0m\nb')
})

test.each([['one line'], ['short\nlines'], [`${'x'.repeat(500)}\ny`], [`${long}\n\n${long}`]])(
  '%p was not broken',
  (text) => {
    expect(unwrap(text)).toBeNull()
  },
)
