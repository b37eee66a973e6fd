import { expect, test } from 'bun:test'
import { errorOfFailure, mintingLinks, stableLinks } from './answer.ts'

test('a failure is the error that it says', () => {
  const failure = {
    code: 'source-needs-person',
    message: 'It has ended.',
    remedy: 'Sign in.',
    transient: false,
  } as const
  expect(errorOfFailure(failure)).toMatchObject({ ...failure, sentence: 'It has ended. Sign in.' })
})

test('what is made anew at each call is not stable', () => {
  for (const link of mintingLinks) expect(stableLinks.has(link)).toBe(false)
})
