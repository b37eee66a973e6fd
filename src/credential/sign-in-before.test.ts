import { expect, test } from 'bun:test'
import { signInBefore } from './sign-in-before.ts'

const at = Date.UTC(2026, 0, 1, 12, 40)

test.each([
  ['{"key":"k","sign_in_before":"2026-01-01T12:40:00Z"}', at],
  ['{"key":"k","signInBefore":"2026-01-01T13:40:00+01:00"}', at],
  [`{"sign_in_before":${at / 1000}}`, at],
  [`{"sign_in_before":${at}}`, at],
  ['{"key":"k"}', null],
  ['sign_in_before', null],
  ['["sign_in_before"]', null],
  ['"sign_in_before"', null],
  ['{"sign_in_before":"soon"}', null],
  ['{"sign_in_before":0}', null],
  ['{"sign_in_before":', null],
])('%s', (text, expected) => {
  expect(signInBefore(text)).toBe(expected)
})
