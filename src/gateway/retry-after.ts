/** `Retry-After` as a date has letters first; without this test `Date.parse` would read `120` as a year. */
const httpDate = /^[A-Za-z]{3,9},? /

/**
 * How long the upstream asks to wait, whole milliseconds, more than 0; `null` when it does not say, cannot be read, or
 * says "now": whoever answers that would be asked without end. `retry-after-ms` goes first, as in the official SDKs;
 * `retry-after` is seconds or a date (RFC 9110 section 10.2.3).
 */
export function retryAfterMs(headers: Headers, nowMs: number): number | null {
  const value = headers.get('retry-after')?.trim() ?? ''
  const seconds = numberOf(value)
  const atMs = httpDate.test(value) ? Date.parse(value) : Number.NaN
  const waitMs = numberOf(headers.get('retry-after-ms')) ?? (seconds === null ? atMs - nowMs : seconds * 1_000)
  return waitMs > 0 ? Math.ceil(waitMs) : null
}

/** A plain decimal number, at most twelve digits before the point; anything else is `null`. */
function numberOf(value: string | null): number | null {
  return value !== null && /^\s?\d{1,12}(?:\.\d{1,6})?\s?$/.test(value) ? Number(value) : null
}
