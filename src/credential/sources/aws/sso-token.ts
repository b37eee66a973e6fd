import { type Clock, sleep } from '../../../clock.ts'
import type { AwsFailure } from './answer.ts'
import { readText, type Section, ssoTokenFile } from './profile-files.ts'
import { writeToken } from './sso-device.ts'

/** What `aws sso login` leaves, as far as it matters here. */
export interface SsoToken {
  readonly expiresAtMs: number
  readonly registrationExpiresAtMs: number | null
  readonly refreshable: boolean
}

type Fields = Readonly<Record<string, unknown>>

/** The token of a session; `null` where nobody has signed in, or the file is not whole. */
export function readSsoToken(section: Section, home: string): SsoToken | null {
  const fields = fieldsIn(readText(ssoTokenFile(section, home)))
  const expiresAtMs = timeOf(fields?.expiresAt)
  if (fields === null || expiresAtMs === null || typeof fields.accessToken !== 'string') return null
  const whole = [fields.clientId, fields.clientSecret, fields.refreshToken].every((each) => typeof each === 'string')
  const registrationExpiresAtMs = timeOf(fields.registrationExpiresAt)
  return { expiresAtMs, registrationExpiresAtMs, refreshable: whole && section.sso_session !== undefined }
}

/**
 * Until when the person has to sign in again, milliseconds since the epoch, as far as it is known: the end of a token
 * that cannot be refreshed, and for one that can, the end of the registration that refreshes it. When a session itself
 * ends before that, only AWS knows.
 */
export function signInBefore(token: SsoToken | null): number | null {
  if (token === null) return null
  return token.refreshable ? token.registrationExpiresAtMs : token.expiresAtMs
}

/** How long another program may take from the answer of AWS to its file. */
const fasterMs = 500

export type Refresh =
  | { readonly kind: 'refreshed' }
  /** Only a person can go on. */
  | { readonly kind: 'over' }
  | { readonly kind: 'unreachable'; readonly host: string; readonly why: string }

/**
 * Refreshes the token of a session as the SDK does, and says why it could not: the SDK takes every failure of a refresh
 * for a session that is over, a cable that is unplugged too.
 * https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_CreateToken.html
 */
export async function refreshSsoToken(
  section: Section,
  home: string,
  endpoint: string,
  clock: Clock,
): Promise<Refresh> {
  const file = ssoTokenFile(section, home)
  const fields = fieldsIn(readText(file))
  if (fields === null) return { kind: 'over' }
  const { clientId, clientSecret, refreshToken } = fields
  const url = `${endpoint.replace(/\/+$/, '')}/token`
  const { host } = new URL(url)
  let response: Response
  try {
    response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ clientId, clientSecret, refreshToken, grantType: 'refresh_token' }),
      redirect: 'manual',
    })
  } catch {
    return { kind: 'unreachable', host, why: 'it cannot be reached' }
  }
  const answer = fieldsIn(await response.text().catch(() => ''))
  if (response.ok && typeof answer?.accessToken === 'string' && typeof answer.expiresIn === 'number') {
    const expiresAt = new Date(clock.nowMs() + answer.expiresIn * 1_000).toISOString()
    const token = { ...fields, accessToken: answer.accessToken, expiresAt }
    const next = typeof answer.refreshToken === 'string' ? { ...token, refreshToken: answer.refreshToken } : token
    writeToken(file, next)
    return { kind: 'refreshed' }
  }
  // The errors of https://www.rfc-editor.org/rfc/rfc6749#section-5.2, and a client whose registration is over.
  if (response.status === 400 || response.status === 401) {
    const isOther = () => fieldsIn(readText(file))?.refreshToken !== refreshToken
    // A refresh token is good once. Somebody who was faster may still be writing what came of it.
    if (!isOther()) await sleep(clock, fasterMs)
    return isOther() ? { kind: 'refreshed' } : { kind: 'over' }
  }
  return { kind: 'unreachable', host, why: `it answered ${response.status}` }
}

/** The failure of a refresh that the network is to blame for. */
export const unreachable = (host: string, why: string): AwsFailure => ({
  code: 'source-unavailable',
  message: `The token of the SSO session could not be refreshed at ${host}: ${why}.`,
  remedy: 'Check the network; it is tried again by itself.',
  transient: true,
})

function fieldsIn(text: string): Fields | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? { ...value } : null
  } catch {
    return null
  }
}

const timeOf = (value: unknown): number | null => {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(ms) ? null : ms
}
