import { expect, test } from 'bun:test'
import { asWarmkeyError, WarmkeyError } from './errors.ts'

test('an error is one sentence with its remedy, and keeps what is behind it', () => {
  const cause = new Error('ENOENT')
  const error = new WarmkeyError('source-unavailable', 'The file ~/.key is not there.', { remedy: 'Write it.', cause })
  expect(error.sentence).toBe('The file ~/.key is not there. Write it.')
  expect(error.cause).toBe(cause)
  expect(error.transient).toBe(true)
  expect(new WarmkeyError('denied', 'No.').sentence).toBe('No.')
})

test('anything thrown becomes one, and what is foreign never speaks for itself', () => {
  const own = new WarmkeyError('usage', 'No command.')
  expect(asWarmkeyError(own)).toBe(own)
  const foreign = asWarmkeyError(new Error('connect failed for key fake-0123456789'))
  expect(foreign.code).toBe('internal')
  expect(foreign.sentence).not.toContain('fake-0123456789')
})
