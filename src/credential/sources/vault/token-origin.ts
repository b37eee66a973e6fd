import type { WarmkeyError } from '../../../errors.ts'
import { Secret } from '../../../secret.ts'
import type { SourceDeps } from '../source.ts'
import type { VaultAnswer, VaultApi } from './api.ts'
import type { TokenFacts } from './token-life.ts'

/** Where the tokens of one source come from: warmkey's own login, or a person. */
export interface TokenOrigin {
  /** Another token. Rejects with the sentence of why there is none. */
  next(signal: AbortSignal): Promise<TokenFacts>
  /**
   * Only where a person leaves the token, which cannot be had again when it is lost: whether that person has left
   * another than the last one, and what to say when not.
   */
  readonly person: { hasLeftAnother(signal: AbortSignal): Promise<boolean>; isOver(): WarmkeyError } | null
}

/** What a {@link TokenOrigin} asks with. */
export interface OriginDeps {
  readonly api: () => VaultApi
  readonly base: () => string
  /** `null` for the root namespace. */
  readonly namespace: () => string | null
  readonly deps: SourceDeps
  /** What a person types to log in. */
  readonly signIn: string
}

export const secondsIn = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0)

export const namesIn = (value: unknown): string[] | null =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string') ? value : null

/** The token in the answer of a login or a renewal; `null` where there is none. */
export function tokenIn({ status, body }: VaultAnswer): Omit<TokenFacts, 'own'> | null {
  const { auth } = body
  const text = auth?.client_token
  if (status !== 200 || auth === undefined || auth === null || typeof text !== 'string' || text === '') return null
  return {
    secret: new Secret(text),
    renewable: auth.renewable === true,
    policies: namesIn(auth.token_policies) ?? namesIn(auth.policies),
    seconds: secondsIn(auth.lease_duration),
  }
}
