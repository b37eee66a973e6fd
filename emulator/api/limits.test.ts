import { expect, test } from 'bun:test'
import { manualClock } from '../manual-clock.ts'
import { limits } from './limits.ts'

function start(options: Parameters<typeof limits>[0]) {
  const clock = manualClock(Date.parse('2026-11-21T12:00:00Z'))
  return { clock, bucket: limits(options, () => clock.nowMs()) }
}

test('the headers tell limit, rest and when it is full again', () => {
  const { bucket } = start({ requestsPerMinute: 60, inputTokensPerMinute: 600_000, outputTokensPerMinute: 60_000 })
  expect(bucket.take(12_345, 1_000)).toEqual({
    headers: [
      ['anthropic-ratelimit-requests-limit', '60'],
      ['anthropic-ratelimit-requests-remaining', '59'],
      ['anthropic-ratelimit-requests-reset', '2026-11-21T12:00:01Z'],
      ['anthropic-ratelimit-tokens-limit', '600000'],
      ['anthropic-ratelimit-tokens-remaining', '588000'],
      ['anthropic-ratelimit-tokens-reset', '2026-11-21T12:00:02Z'],
      ['anthropic-ratelimit-input-tokens-limit', '600000'],
      ['anthropic-ratelimit-input-tokens-remaining', '588000'],
      ['anthropic-ratelimit-input-tokens-reset', '2026-11-21T12:00:02Z'],
      ['anthropic-ratelimit-output-tokens-limit', '60000'],
      ['anthropic-ratelimit-output-tokens-remaining', '59000'],
      ['anthropic-ratelimit-output-tokens-reset', '2026-11-21T12:00:01Z'],
    ],
    retryAfterSeconds: null,
    exceeded: '',
  })
})

test('a request over the limit waits for its turn, takes nothing, and then fits', () => {
  const { clock, bucket } = start({ requestsPerMinute: 2 })
  const wait = () => bucket.take(1, 1).retryAfterSeconds
  expect([wait(), wait(), wait(), wait()]).toEqual([null, null, 30, 30])
  clock.advance(29_999)
  expect(wait()).toBe(1)
  clock.advance(1)
  expect([wait(), wait()]).toEqual([null, 30])
})

test('the limit that takes longest to refill is named', () => {
  const { bucket } = start({ requestsPerMinute: 60, inputTokensPerMinute: 1_000 })
  bucket.take(1_000, 1)
  expect(bucket.take(500, 1)).toMatchObject({ retryAfterSeconds: 30, exceeded: '1000 input tokens per minute' })
})

test('a request larger than the limit itself takes all there is', () => {
  const { bucket } = start({ inputTokensPerMinute: 1_000 })
  expect(bucket.take(5_000, 1).retryAfterSeconds).toBeNull()
  expect(bucket.take(5_000, 1).retryAfterSeconds).toBe(60)
})
