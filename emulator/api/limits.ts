import type { HeaderList } from '../wire/answer.ts'

/** What an organisation may use in a minute; each refills continuously. */
export interface LimitOptions {
  /** Default 4,000. */
  readonly requestsPerMinute?: number
  /** Default 2,000,000. */
  readonly inputTokensPerMinute?: number
  /** Default 400,000. */
  readonly outputTokensPerMinute?: number
}

export interface Limits {
  /** Takes one request and its tokens; `retryAfterSeconds` is there when it does not fit, and then nothing is taken. */
  take(
    inputTokens: number,
    outputTokens: number,
  ): { headers: HeaderList; retryAfterSeconds: number | null; exceeded: string }
}

interface Bucket {
  readonly words: string
  readonly limit: number
  left: number
  atMs: number
}

/**
 * Token buckets and the headers that tell about them
 * (https://platform.claude.com/docs/en/api/rate-limits#response-headers): resets in RFC 3339, token counts rounded to
 * thousands, `tokens` being the tighter of input and output.
 */
export function limits(options: LimitOptions, nowMs: () => number): Limits {
  const bucket = (words: string, limit: number): Bucket => ({ words, limit, left: limit, atMs: nowMs() })
  const requests = bucket('requests', options.requestsPerMinute ?? 4_000)
  const input = bucket('input tokens', options.inputTokensPerMinute ?? 2_000_000)
  const output = bucket('output tokens', options.outputTokensPerMinute ?? 400_000)

  const refill = (one: Bucket) => {
    const now = nowMs()
    one.left = Math.min(one.limit, one.left + (Math.max(now - one.atMs, 0) * one.limit) / 60_000)
    one.atMs = now
  }
  const full = (one: Bucket) => {
    const at = new Date(nowMs() + ((one.limit - one.left) * 60_000) / one.limit)
    return `${new Date(Math.ceil(at.getTime() / 1000) * 1000).toISOString().slice(0, 19)}Z`
  }
  const lines = (name: string, one: Bucket, left: number): HeaderList => [
    [`anthropic-ratelimit-${name}-limit`, String(one.limit)],
    [`anthropic-ratelimit-${name}-remaining`, String(left)],
    [`anthropic-ratelimit-${name}-reset`, full(one)],
  ]
  const thousands = (one: Bucket) => Math.min(one.limit, Math.round(one.left / 1000) * 1000)

  return {
    take(inputTokens, outputTokens) {
      const wanted: readonly (readonly [Bucket, number])[] = [
        [requests, 1],
        [input, Math.min(inputTokens, input.limit)],
        [output, Math.min(outputTokens, output.limit)],
      ]
      let waitMs = 0
      let exceeded = ''
      for (const [one, amount] of wanted) {
        refill(one)
        const missingMs = ((amount - one.left) * 60_000) / one.limit
        if (missingMs <= waitMs) continue
        waitMs = missingMs
        exceeded = `${one.limit} ${one.words} per minute`
      }
      if (waitMs === 0) for (const [one, amount] of wanted) one.left -= amount
      const tighter = input.left / input.limit < output.left / output.limit ? input : output
      return {
        headers: [
          ...lines('requests', requests, Math.max(Math.floor(requests.left), 0)),
          ...lines('tokens', tighter, thousands(tighter)),
          ...lines('input-tokens', input, thousands(input)),
          ...lines('output-tokens', output, thousands(output)),
        ],
        retryAfterSeconds: waitMs === 0 ? null : Math.max(Math.ceil(waitMs / 1000), 1),
        exceeded,
      }
    },
  }
}
