import { expect, test } from 'bun:test'
import { shellOnly } from './candidate.ts'

test('a variable is named, with who sees it', () => {
  expect(shellOnly('KEY')).toBe(
    'KEY is seen by a warmkey that is started from a shell which exports it, and by no other.',
  )
})
