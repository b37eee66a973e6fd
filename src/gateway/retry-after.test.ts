import { describe, expect, test } from 'bun:test'
import { retryAfterMs } from './retry-after.ts'

const nowMs = Date.parse('Sat, 21 Nov 2026 10:00:00 GMT')
const wait = (headers: Record<string, string>) => retryAfterMs(new Headers(headers), nowMs)

describe('how long to wait', () => {
  test.each([
    [{ 'retry-after': '1' }, 1_000],
    [{ 'retry-after': ' 120 ' }, 120_000],
    [{ 'retry-after': '0.25' }, 250],
    [{ 'retry-after': 'Sat, 21 Nov 2026 10:00:30 GMT' }, 30_000],
    [{ 'retry-after': 'Saturday, 21-Nov-26 10:00:30 GMT' }, 30_000],
    [{ 'retry-after-ms': '180.5' }, 181],
    [{ 'retry-after-ms': '500', 'retry-after': '9' }, 500],
    [{ 'retry-after-ms': 'soon', 'retry-after': '9' }, 9_000],
  ])('%p is %p ms', (headers, ms) => {
    expect(wait(headers)).toBe(ms)
  })

  test.each([
    [{}],
    [{ 'retry-after': '' }],
    [{ 'retry-after': '0' }],
    [{ 'retry-after': '-5' }],
    [{ 'retry-after': 'soon' }],
    [{ 'retry-after': '1e9' }],
    [{ 'retry-after': '2026-11-21' }],
    [{ 'retry-after': 'Sat, 21 Nov 2026 09:59:00 GMT' }],
    [{ 'retry-after': '99999999999999999999' }],
  ])('%p says nothing', (headers) => {
    expect(wait(headers)).toBeNull()
  })
})
