import { claimsOf } from './claims.ts'

/** When a credential begins and ends, milliseconds since the epoch; `null` where it does not say. */
export interface Life {
  readonly startsAtMs: number | null
  readonly endsAtMs: number | null
  /** When it was made, by the clock of whoever made it. */
  readonly madeAtMs: number | null
  /** What says so: `exp of the key`. */
  readonly by: string
}

/** A time of these days as seconds, as milliseconds, or as a date; `null` for anything else. */
export function timeOf(value: unknown): number | null {
  if (typeof value === 'number') {
    if (!Number.isFinite(value) || value <= 0) return null
    return value < 100_000_000_000 ? value * 1000 : value
  }
  if (typeof value !== 'string' || value.trim() === '') return null
  if (/^\d{9,14}(\.\d+)?$/.test(value.trim())) return timeOf(Number(value))
  const ms = Date.parse(
    value
      .trim()
      .replace(/ UTC$/, 'Z')
      .replace(/^(\d{4}-\d\d-\d\d) (\d\d:)/, '$1T$2'),
  )
  return Number.isNaN(ms) ? null : ms
}

/**
 * What the text of a credential says of its life: `exp`, `nbf` and `iat` of a JSON Web Token, and the date and seconds in a
 * short-term key of Bedrock, which is a request that was signed ahead
 * (https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html).
 */
export function lifeInText(text: string): Life | null {
  const bedrock = /^bedrock-api-key-([A-Za-z0-9+/=_-]+)/.exec(text.trim())
  if (bedrock !== null) {
    const request = Buffer.from(bedrock[1] ?? '', 'base64').toString('latin1')
    const [, date = '', time = ''] = /X-Amz-Date=(\d{8})T(\d{6})Z/.exec(request) ?? []
    const seconds = /X-Amz-Expires=(\d+)/.exec(request)?.[1]
    if (date === '' || seconds === undefined) return null
    const startsAtMs = Date.parse(
      `${date.replace(/(....)(..)(..)/, '$1-$2-$3')}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z`,
    )
    if (Number.isNaN(startsAtMs)) return null
    return {
      startsAtMs,
      endsAtMs: startsAtMs + Number(seconds) * 1000,
      madeAtMs: startsAtMs,
      by: 'X-Amz-Expires in the key',
    }
  }
  if (!text.trim().startsWith('eyJ')) return null
  const claims = claimsOf(text)
  const endsAtMs = timeOf(claims?.exp)
  const startsAtMs = timeOf(claims?.nbf)
  if (endsAtMs === null && startsAtMs === null) return null
  return { startsAtMs, endsAtMs, madeAtMs: timeOf(claims?.iat), by: 'exp of the key' }
}

/** Variables beside a key in which people write down when it ends, such as `ANTHROPIC_AUTH_TOKEN_EXPIRES_AT`. */
export const namesBeside = (name: string): string[] =>
  ['EXPIRES_AT', 'EXPIRES', 'EXPIRATION', 'EXPIRY', 'EXPIRES_ON'].map((end) => `${name}_${end}`)

/**
 * When the key ends, as headers of some gateways say it. There is no standard: any that names both a credential and its end
 * is read, such as https://docs.github.com/en/rest/authentication/authenticating-to-the-rest-api's
 * `github-authentication-token-expiration`.
 */
export function endInHeaders(headers: Headers): { readonly name: string; readonly endsAtMs: number } | null {
  for (const [name, value] of headers) {
    if (!/(key|token|credential)[\w-]{0,20}-(expir\w*|expires-at|valid-until)$/.test(name)) continue
    const endsAtMs = timeOf(value)
    if (endsAtMs !== null) return { name, endsAtMs }
  }
  return null
}
