import { type Presented, saidBy } from '../../present.ts'

/** What a token of Entra says of itself: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
export interface AzureIdentity {
  /** A name, or the id of an application. */
  readonly who: string | null
  /** The object that roles are given to. */
  readonly principal: string | null
  readonly tenant: string | null
  readonly audience: string | null
  /** Whether it is an application, and no person. */
  readonly isApplication: boolean
  /** Milliseconds since the epoch. */
  readonly endsAtMs: number | null
}

/** Reads it from the claims of the token. */
export function identityIn(credential: Presented): AzureIdentity {
  const claims = saidBy(credential)?.claims ?? {}
  const text = (...names: readonly string[]) => {
    const found = names.map((name) => claims[name]).find((value) => typeof value === 'string' && value !== '')
    return typeof found === 'string' ? found.slice(0, 200) : null
  }
  const person = text('upn', 'unique_name', 'preferred_username', 'email')
  const application = text('appid', 'azp')
  return {
    who: person ?? (application === null ? text('oid') : `the application ${application}`),
    principal: text('oid'),
    tenant: text('tid'),
    audience: text('aud'),
    isApplication: person === null,
    endsAtMs: typeof claims.exp === 'number' ? claims.exp * 1000 : null,
  }
}
