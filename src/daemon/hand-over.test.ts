import { expect, test } from 'bun:test'
import { Secret } from '../secret.ts'
import { handOver } from './hand-over.ts'

test('the key itself, for the one place that gives it away', () => {
  expect(handOver(new Secret('fake-key-12345'))).toBe('fake-key-12345')
})
