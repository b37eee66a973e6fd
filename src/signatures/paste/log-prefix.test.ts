import { expect, test } from 'bun:test'
import { prefixLength } from './log-prefix.ts'

const rest = (line: string): string => line.slice(prefixLength(line))

test.each([
  ['2026-11-21T09:14:03.120Z ERROR Invalid Token'],
  ['2026-11-21 09:14:03,120 [error] Invalid Token'],
  ['[2026/11/21 09:14:03] WARN: Invalid Token'],
  ['09:14:03.120 INFO [main] Invalid Token'],
  ['Nov 21 09:14:03 host claude[1234]: Invalid Token'],
  ['api-gateway-1  | 2026-11-21T09:14:03Z Invalid Token'],
  ['0|app  | Invalid Token'],
  ['2026-11-21T09:14:03.120938475Z stderr F Invalid Token'],
  ['E1121 09:14:03.120938   12345 proxy.go:42] Invalid Token'],
  ['##[error]Invalid Token'],
  ['::error title=Build::Invalid Token'],
  ['[   12.345678] Invalid Token'],
  ['> > Invalid Token'],
  ['21/Nov/2026 09:14:03 Invalid Token'],
  ['2026-11-21 09:14:03,120 - litellm.proxy - ERROR - Invalid Token'],
])('%p begins with what a logger wrote', (line) => {
  expect(rest(line)).toBe('Invalid Token')
})

test.each([['Error: Invalid Token'], ['[error] Invalid Token'], ['403 Invalid Token'], ['API Error: 403'], ['']])(
  '%p does not',
  (line) => {
    expect(rest(line)).toBe(line)
  },
)
