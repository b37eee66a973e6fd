import { expect, test } from 'bun:test'
import { utterances } from './utterances.ts'

test.each([
  ['API Error: 403 Invalid Token', 'Invalid Token'],
  ['litellm.AuthenticationError: AnthropicException - Invalid Token (attempt 1/10)', 'Invalid Token'],
  ['<pre><code>Invalid Token</code></pre>', 'Invalid Token'],
  ['said "Invalid Token" twice', 'Invalid Token'],
  ['first line\nInvalid Token', 'Invalid Token'],
])('%p holds %p', (line, whole) => {
  expect(utterances(line)).toContain(whole)
})

test('are bounded in number', () => {
  expect(utterances(': "a" '.repeat(5_000)).length).toBeLessThan(80)
  expect(utterances('a: b\n'.repeat(5_000)).length).toBeLessThan(200)
})
