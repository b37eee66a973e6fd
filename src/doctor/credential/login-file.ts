import { asObject, objectIn } from '../files/json-object.ts'

/** How the stored login of Claude Code stands, without a word of it. */
export type LoginState =
  | { readonly kind: 'broken' }
  /** No token is left in it: who lost a race of two renewals leaves such a file behind. */
  | { readonly kind: 'wiped' }
  /** The client takes a login without the scope `user:inference` for none (measured with 2.1.329). */
  | { readonly kind: 'no-scope'; readonly has: readonly string[] }
  | { readonly kind: 'ended'; readonly atMs: number; readonly refreshEndedMs: number | null }
  | {
      readonly kind: 'alive'
      /** When the access token ends; `null` where it does not say. */
      readonly endsMs: number | null
      /** Whether the client can get a new one. */
      readonly renewable: boolean
      /** When even that ends; `null` where it does not say. */
      readonly refreshEndsMs: number | null
      /** Times that are written in seconds, where the client reads milliseconds. */
      readonly inSeconds: readonly string[]
    }

/** Before the year 2001 as milliseconds: a time of these days that somebody wrote in seconds. */
const earliestMs = 1_000_000_000_000

/** Reads `.credentials.json`, as https://code.claude.com/docs/en/authentication and reports of it have it. */
export function readLogin(text: string, nowMs: number): LoginState {
  const login = asObject(objectIn(text)?.claudeAiOauth)
  if (login === null) return { kind: 'broken' }
  const { accessToken, refreshToken, scopes } = login
  const has = (token: unknown) => typeof token === 'string' && token !== ''
  if (!has(accessToken) && !has(refreshToken)) return { kind: 'wiped' }
  const inSeconds: string[] = []
  const timeOf = (name: 'expiresAt' | 'refreshTokenExpiresAt'): number | null => {
    const value = login[name]
    const ms = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value : Number.NaN
    if (!Number.isFinite(ms) || ms === 0) return null
    if (typeof value === 'string' || ms >= earliestMs) return ms
    inSeconds.push(name)
    return ms * 1000
  }
  const endsMs = timeOf('expiresAt')
  const refreshEndsMs = timeOf('refreshTokenExpiresAt')
  const renewable = has(refreshToken) && (refreshEndsMs === null || refreshEndsMs > nowMs)
  if (!renewable && endsMs !== null && endsMs <= nowMs)
    return { kind: 'ended', atMs: endsMs, refreshEndedMs: has(refreshToken) ? refreshEndsMs : null }
  const named = Array.isArray(scopes) ? scopes.filter((scope) => typeof scope === 'string') : []
  if (!named.includes('user:inference')) return { kind: 'no-scope', has: named }
  return { kind: 'alive', endsMs, renewable, refreshEndsMs, inSeconds }
}
