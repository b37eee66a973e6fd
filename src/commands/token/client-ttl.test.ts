import { expect, test } from 'bun:test'
import { clientTtlMs } from './client-ttl.ts'

for (const [text, expected] of [
  [undefined, 300_000],
  ['', 300_000],
  ['60000', 60_000],
  [' 1000 ', 1_000],
  ['0', 0],
  ['3000ms', 3_000],
  ['-1', 300_000],
  ['soon', 300_000],
  ['1e400', 1],
  ['99999999999999999999', 365 * 86_400_000],
] as const) {
  test(`CLAUDE_CODE_API_KEY_HELPER_TTL_MS=${text}: ${expected}`, () => {
    expect(clientTtlMs({ CLAUDE_CODE_API_KEY_HELPER_TTL_MS: text })).toBe(expected)
  })
}
