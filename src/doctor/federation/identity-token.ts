import type { Cause } from '../../signatures/signature.ts'

/** Why an identity token will be refused, whatever the rule says. */
export interface TokenFault {
  readonly cause: Cause
  /** To be read after "The identity token". */
  readonly fact: string
  /** What another one has to be like, to be read after "a new identity token"; `null` where it is the same but for its times. */
  readonly but: string | null
}

const mostBytes = 16 * 1024
const leewaySeconds = 30
const longestSeconds = 3600

/**
 * What can be seen without asking: size, signature, key, claims and times, in the order in which the token endpoint is
 * documented to look: https://platform.claude.com/docs/en/manage-claude/wif-reference (JWT verification).
 */
export function faultOfToken(
  said: {
    readonly head: Readonly<Record<string, unknown>>
    readonly claims: Readonly<Record<string, unknown>>
    readonly bytes: number
  } | null,
  nowMs: number,
): TokenFault | null {
  const invalid = (fact: string, but: string | null): TokenFault => ({ cause: 'invalid-credential', fact, but })
  if (said === null)
    return invalid('is no JSON Web Token', 'which has three parts with dots between them and begins with eyJ')
  const { head, claims, bytes } = said
  if (bytes > mostBytes)
    return invalid(
      `is ${Math.ceil(bytes / 1024)} KiB long, and 16 KiB are taken`,
      'without groups and other long claims',
    )
  const alg = typeof head.alg === 'string' ? head.alg : 'none'
  if (!/^(RS|PS|ES)(256|384|512)$/.test(alg))
    return invalid(
      `is signed with ${/^[\w-]{1,20}$/.test(alg) ? alg : 'something unknown'}, which is not taken`,
      'signed with RS256 or ES256',
    )
  if (typeof head.kid !== 'string' || head.kid === '')
    return invalid('does not say with which key it is signed (no "kid")', 'with the "kid" of its key in the header')
  for (const name of ['iss', 'sub', 'iat', 'exp'])
    if (claims[name] === undefined) return invalid(`has no "${name}"`, `with a "${name}"`)
  const [issuedMs, endsMs, startsMs] = [claims.iat, claims.exp, claims.nbf ?? claims.iat].map(
    (each) => Number(each) * 1000,
  )
  const [iat = Number.NaN, exp = Number.NaN, nbf = Number.NaN] = [issuedMs, endsMs, startsMs]
  if (![iat, exp, nbf].every(Number.isFinite))
    return invalid('has times that are no numbers', 'whose times are numbers')
  if (exp + leewaySeconds * 1000 <= nowMs) return { cause: 'expired', fact: `ended on ${dateOf(exp)} UTC`, but: null }
  if (Math.max(nbf, iat) - leewaySeconds * 1000 > nowMs)
    return {
      cause: 'clock-skew',
      fact: `begins to count on ${dateOf(Math.max(nbf, iat))} UTC, which is still to come here`,
      but: null,
    }
  return null
}

/** A life that only some issuers may give: their `max_jwt_lifetime_seconds` is an hour unless it was raised. */
export const isLongLived = (claims: Readonly<Record<string, unknown>>): boolean =>
  Number(claims.exp) - Number(claims.iat) > longestSeconds

/** Identity, not secret: who signed it, for whom, about whom. */
export function shownClaims(claims: Readonly<Record<string, unknown>>): string[] {
  return ['iss', 'sub', 'aud'].flatMap((name) => {
    const value = claims[name]
    const text = Array.isArray(value) ? value.join(', ') : value
    return typeof text === 'string' && /^[ -~]{1,200}$/.test(text) ? [`${name}: ${text}`] : []
  })
}

const dateOf = (ms: number): string => {
  const date = new Date(ms)
  return Number.isNaN(date.getTime()) ? 'an impossible day' : date.toISOString().slice(0, 16).replace('T', ' ')
}
