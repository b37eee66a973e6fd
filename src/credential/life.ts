import { decodeJwt } from 'jose/jwt/decode'
import type { LifeHints } from './sources/source.ts'

/**
 * The `exp` of a JSON Web Token in milliseconds since the epoch, `null` for any other text. The signature is not
 * checked: this only says when the issuer means to stop accepting it. https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4
 */
export function jwtEndMs(text: string): number | null {
  if (!text.startsWith('eyJ')) return null
  try {
    const { exp } = decodeJwt(text)
    return typeof exp === 'number' && Number.isFinite(exp) && exp > 0 ? exp * 1_000 : null
  } catch {
    return null
  }
}

/** The hints with the end that the key itself tells, where it is a JSON Web Token; the earlier end counts. */
export function withJwtEnd(key: string, hints: LifeHints = {}): LifeHints {
  const endMs = jwtEndMs(key)
  if (endMs === null) return hints
  return { ...hints, expiresAtMs: Math.min(endMs, hints.expiresAtMs ?? Number.POSITIVE_INFINITY) }
}

export interface LifeBasis {
  readonly nowMs: number
  /** How far the upstream's clock is ahead of ours, milliseconds. */
  readonly skewMs: number
  /** Configured time to live, `null` when none. */
  readonly ttlMs: number | null
}

/**
 * Milliseconds that a credential obtained now will live: the smallest of all hints, `Infinity` when there is none, zero
 * or less when it has ended already. A hint that is no finite number is none.
 */
export function lifeMs(hints: LifeHints, { nowMs, skewMs, ttlMs }: LifeBasis): number {
  const lives = [
    hints.expiresAtMs === undefined ? undefined : hints.expiresAtMs - nowMs - skewMs,
    hints.expiresInMs,
    ttlMs ?? undefined,
  ]
  let least = Number.POSITIVE_INFINITY
  for (const life of lives) if (life !== undefined && Number.isFinite(life) && life < least) least = life
  return least
}
