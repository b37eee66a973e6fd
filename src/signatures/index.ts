import { oauthTokenExpired } from './anthropic/oauth-token-expired.ts'
import { oauthTokenRevoked } from './anthropic/oauth-token-revoked.ts'
import type { Signature } from './signature.ts'

/** Every card. Order is precedence where two fit equally well: what must never be renewed comes first. */
export const signatures: readonly Signature[] = [oauthTokenExpired, oauthTokenRevoked]
