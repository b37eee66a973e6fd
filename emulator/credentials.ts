import { createHash, timingSafeEqual } from 'node:crypto'

export interface AcceptOptions {
  /** The header that it is accepted in. Default `any`. */
  readonly header?: 'any' | 'bearer' | 'api-key'
  /** How long it lives from now, milliseconds; `null` means for ever. Default `null`. */
  readonly lifeMs?: number | null
  /** Models that it may use; without this, all. */
  readonly permissions?: { readonly models?: readonly string[] }
  /** A value that `anthropic-beta` must list, as the API wants `oauth-2025-04-20` for OAuth tokens. */
  readonly beta?: string
  /** What the API says whose it is, in `anthropic-organization-id` and `anthropic-workspace-id`. */
  readonly organization?: string
  readonly workspace?: string
  /**
   * The token is the id of an AWS access key: requests are signed with its secret and are to carry its session token.
   * Without this a Bedrock request must carry the token as a Bearer.
   */
  readonly aws?: { readonly secretAccessKey: string; readonly sessionToken?: string }
}

/** What became of the credential of a request. */
export type Standing =
  | { readonly kind: 'accepted'; readonly mayUse: (model: string) => boolean; readonly whose?: AcceptOptions }
  | { readonly kind: 'none' }
  /** Two credentials came that are not the same. */
  | { readonly kind: 'two' }
  | { readonly kind: 'unknown'; readonly header: 'bearer' | 'api-key' }
  | { readonly kind: 'expired' | 'revoked' | 'beta-missing' }

/** A credential that is known, and whether it still counts. */
export interface Known {
  readonly state: 'accepted' | 'expired' | 'revoked'
  readonly options: AcceptOptions
  readonly mayUse: (model: string) => boolean
}

export interface Credentials {
  accept(token: string, options?: AcceptOptions): void
  expire(token: string): void
  revoke(token: string): void
  forget(token: string): void
  rotate(previous: string, next: string, overlapMs: number): void
  standing(headers: Readonly<Record<string, string>>): Standing
  /** A credential by itself or by its id; `null` when it is unknown. */
  look(token: string): Known | null
}

interface Held {
  digest: Buffer
  options: AcceptOptions
  expiresAtMs: number | null
  revoked: boolean
}

/** The credentials that an emulator knows; it keeps digests, so that it cannot leak what it was
 * given; secrets that sign are kept as they are, because a signature cannot be checked otherwise. */
export function credentials(nowMs: () => number): Credentials {
  const held = new Map<string, Held>()
  const digest = (token: string) => createHash('sha256').update(token, 'utf8').digest()
  const find = (token: string) => held.get(digest(token).toString('hex'))
  const known = (token: string): Held => {
    const found = find(token)
    if (found === undefined) throw new Error('The emulator does not know this credential; accept() it first.')
    return found
  }
  const accept = (token: string, options: AcceptOptions = {}) => {
    const lifeMs = options.lifeMs ?? null
    const key = digest(token)
    const expiresAtMs = lifeMs === null ? null : nowMs() + lifeMs
    held.set(key.toString('hex'), { digest: key, options, expiresAtMs, revoked: false })
  }

  const stateOf = ({ revoked, expiresAtMs }: Held): Known['state'] =>
    revoked ? 'revoked' : expiresAtMs !== null && expiresAtMs <= nowMs() ? 'expired' : 'accepted'
  const usable = ({ options }: Held) => {
    const models = options.permissions?.models
    return (model: string) => models === undefined || models.includes(model)
  }

  return {
    accept,
    look(token) {
      const found = find(token)
      return found === undefined ? null : { state: stateOf(found), options: found.options, mayUse: usable(found) }
    },
    expire(token) {
      known(token).expiresAtMs = nowMs()
    },
    revoke(token) {
      known(token).revoked = true
    },
    forget: (token) => void held.delete(digest(token).toString('hex')),
    rotate(previous, next, overlapMs) {
      const old = known(previous)
      accept(next, old.options)
      const endMs = nowMs() + overlapMs
      old.expiresAtMs = old.expiresAtMs === null ? endMs : Math.min(old.expiresAtMs, endMs)
    },
    standing(headers) {
      const apiKey = headers['x-api-key']
      const authorization = headers.authorization
      const bearer = authorization === undefined ? undefined : (/^bearer +(\S+)$/i.exec(authorization)?.[1] ?? '')
      if (apiKey === undefined && bearer === undefined) return { kind: 'none' }
      if (apiKey !== undefined && bearer !== undefined && !timingSafeEqual(digest(apiKey), digest(bearer))) {
        return { kind: 'two' }
      }
      const value = bearer ?? apiKey ?? ''
      const came = { bearer: bearer !== undefined, 'api-key': apiKey !== undefined }
      const header = came.bearer ? 'bearer' : 'api-key'
      const found = find(value)
      if (found === undefined || found.options.aws !== undefined) return { kind: 'unknown', header }
      const wanted = found.options.header ?? 'any'
      if (wanted !== 'any' && !came[wanted]) return { kind: 'unknown', header }
      const state = stateOf(found)
      if (state !== 'accepted') return { kind: state }
      const beta = found.options.beta
      const betas = (headers['anthropic-beta'] ?? '').split(',').map((one) => one.trim())
      if (beta !== undefined && !betas.includes(beta)) return { kind: 'beta-missing' }
      return { kind: 'accepted', mayUse: usable(found), whose: found.options }
    },
  }
}
