/** `Retry-After` as a date has letters first; without this test `Date.parse` would read `120` as a year. */
const httpDate = /^[A-Za-z]{3,9},? /

/**
 * How long the upstream asks to wait, milliseconds, 0 or more; `null` when it does not say or cannot be read.
 * `retry-after-ms` goes first, as in the official SDKs; `retry-after` is seconds or a date (RFC 9110 section 10.2.3).
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const exact = numberOf(headers.get('retry-after-ms'))
  if (exact !== null) return Math.round(exact)
  const value = headers.get('retry-after')?.trim() ?? ''
  const seconds = numberOf(value)
  if (seconds !== null) return Math.round(seconds * 1_000)
  const atMs = httpDate.test(value) ? Date.parse(value) : Number.NaN
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs)
}

/** A plain decimal number, at most twelve digits before the point; anything else is `null`. */
function numberOf(value: string | null): number | null {
  return value !== null && /^\s?\d{1,12}(?:\.\d{1,6})?\s?$/.test(value) ? Number(value) : null
}
