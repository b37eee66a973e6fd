import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { type Clock, sleep } from '../../../clock.ts'
import type { AwsFailure } from './answer.ts'
import { type Section, ssoTokenFile } from './profile-files.ts'

/*
 * The sign-in of `aws sso login --use-device-code`, for machines without the AWS CLI: the same calls, and the same file.
 * https://docs.aws.amazon.com/singlesignon/latest/OIDCAPIReference/API_StartDeviceAuthorization.html
 */

/** What a person opens, and the code that the page has to show. */
export interface Visit {
  readonly url: string
  readonly code: string
  /** What is handed back to wait for the end; secret, good for this one sign-in. */
  readonly ticket: string
  /** Until when it can be ended, milliseconds since the epoch. */
  readonly endsAtMs: number
}

/** What a ticket holds. */
interface Ticket {
  readonly clientId: string
  readonly clientSecret: string
  readonly registrationExpiresAtMs: number
  readonly deviceCode: string
  readonly intervalMs: number
  readonly endsAtMs: number
}

export interface DeviceDeps {
  readonly endpoint: string
  readonly home: string
  readonly clock: Clock
}

/** What comes of a step of the sign-in: that, or why not. */
export type Outcome<Value> = Value | { readonly failure: AwsFailure }

type Fields = Readonly<Record<string, unknown>>

/** Between two questions where the server names no time; and the least that is kept where it names none at all. */
const defaultIntervalMs = 5_000
const leastIntervalMs = 100

/** Registers this program and asks for a code. */
export async function beginSignIn(section: Section, { endpoint, clock }: DeviceDeps): Promise<Outcome<Visit>> {
  const { sso_start_url: startUrl, sso_session: session } = section
  if (startUrl === undefined)
    return { failure: failed('The AWS profile names no sso_start_url.', 'Set it up: aws configure sso') }
  const scopes = (section.sso_registration_scopes ?? 'sso:account:access').split(',').map((scope) => scope.trim())
  const asked = { clientName: 'warmkey', clientType: 'public', ...(session === undefined ? {} : { scopes }) }
  const client = await post(endpoint, '/client/register', asked)
  if ('failure' in client) return client
  const { clientId, clientSecret, clientSecretExpiresAt } = client.fields
  const device = await post(endpoint, '/device_authorization', { clientId, clientSecret, startUrl })
  if ('failure' in device) return device
  const { deviceCode, userCode, verificationUri, verificationUriComplete, expiresIn, interval } = device.fields
  const url = String(verificationUriComplete ?? verificationUri ?? '')
  if (client.status !== 200 || device.status !== 200 || !/^https?:\/\/[\x21-\x7e]{1,2000}$/.test(url))
    return { failure: refusal(client.status === 200 ? device.fields : client.fields) }
  const endsAtMs = clock.nowMs() + seconds(expiresIn, 600)
  const ticket: Ticket = {
    clientId: String(clientId),
    clientSecret: String(clientSecret),
    registrationExpiresAtMs: typeof clientSecretExpiresAt === 'number' ? clientSecretExpiresAt * 1_000 : endsAtMs,
    deviceCode: String(deviceCode),
    intervalMs: Math.max(seconds(interval, defaultIntervalMs / 1_000), leastIntervalMs),
    endsAtMs,
  }
  const code = String(userCode ?? '').replace(/[^\w-]/g, '')
  return { url, code, ticket: Buffer.from(JSON.stringify(ticket)).toString('base64url'), endsAtMs }
}

/** How long one call waits: whoever asked has to hear something now and then. */
const patienceMs = 40_000

/**
 * Waits until the person has ended the sign-in, and leaves the token where every program of AWS looks for it; `signedIn` is
 * `false` when that takes longer than one call waits.
 */
export async function endSignIn(
  section: Section,
  ticketText: string,
  { endpoint, home, clock }: DeviceDeps,
): Promise<Outcome<{ readonly signedIn: boolean }>> {
  const ticket = readTicket(ticketText)
  if (ticket === null) return { failure: failed('What was handed back is no sign-in that was begun.', 'Begin again.') }
  const { clientId, clientSecret, deviceCode } = ticket
  let { intervalMs } = ticket
  const untilMs = clock.monotonicMs() + patienceMs
  while (clock.nowMs() < ticket.endsAtMs) {
    const grantType = 'urn:ietf:params:oauth:grant-type:device_code'
    const answer = await post(endpoint, '/token', { clientId, clientSecret, grantType, deviceCode })
    if ('failure' in answer) return answer
    const { fields, status } = answer
    if (status === 200 && typeof fields.accessToken === 'string') {
      const { accessToken, refreshToken, expiresIn } = fields
      const at = (ms: number) => new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z')
      const token = {
        startUrl: section.sso_start_url,
        region: section.sso_region,
        accessToken,
        expiresAt: at(clock.nowMs() + seconds(expiresIn, 3_600)),
        clientId,
        clientSecret,
        registrationExpiresAt: at(ticket.registrationExpiresAtMs),
        ...(typeof refreshToken === 'string' ? { refreshToken } : {}),
      }
      writeToken(ssoTokenFile(section, home), token)
      return { signedIn: true }
    }
    // https://www.rfc-editor.org/rfc/rfc8628#section-3.5
    if (fields.error === 'slow_down') intervalMs += 5_000
    else if (fields.error !== 'authorization_pending') return { failure: refusal(fields) }
    if (clock.monotonicMs() + intervalMs > untilMs) return { signedIn: false }
    await sleep(clock, intervalMs)
  }
  return { failure: failed('Nobody has ended the sign-in in its time.', 'Begin again.') }
}

/** In one step, so that no other program reads half a token; for its owner alone. */
export function writeToken(file: string, token: Fields): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  writeFileSync(`${file}.warmkey`, JSON.stringify(token, null, 2), { mode: 0o600 })
  renameSync(`${file}.warmkey`, file)
}

async function post(
  endpoint: string,
  path: string,
  body: Fields,
): Promise<Outcome<{ status: number; fields: Fields }>> {
  const url = `${endpoint.replace(/\/+$/, '')}${path}`
  try {
    const headers = { 'content-type': 'application/json' }
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), redirect: 'manual' })
    const fields: unknown = await response.json().catch(() => null)
    return { status: response.status, fields: typeof fields === 'object' && fields !== null ? { ...fields } : {} }
  } catch {
    const message = `The sign-in of AWS at ${new URL(url).host} cannot be reached.`
    return {
      failure: { code: 'source-unavailable', message, remedy: 'Check network, proxy and region.', transient: true },
    }
  }
}

const seconds = (value: unknown, otherwise: number): number =>
  (typeof value === 'number' && value >= 0 ? value : otherwise) * 1_000

function readTicket(text: string): Ticket | null {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString())
    const ticket = Object(value) as Ticket
    return typeof ticket.deviceCode === 'string' && typeof ticket.endsAtMs === 'number' ? ticket : null
  } catch {
    return null
  }
}

const failed = (message: string, remedy: string): AwsFailure => ({
  code: 'source-failed',
  message,
  remedy,
  transient: false,
})

/** What the server says, by its OAuth error; its description is text of others and short. */
function refusal({ error, error_description: said }: Fields): AwsFailure {
  if (error === 'expired_token') return failed('The sign-in was not ended in its time.', 'Begin again.')
  if (error === 'access_denied')
    return failed('The sign-in was refused in the browser.', 'Begin again, and allow it there.')
  const words = typeof said === 'string' ? said : typeof error === 'string' ? error : 'no reason'
  const plain = words
    .replace(/[^\x20-\x7e]/g, ' ')
    .slice(0, 160)
    .replace(/[.\s]+$/, '')
  return failed(`AWS does not begin a sign-in: "${plain}".`, 'Correct sso_start_url and sso_region in ~/.aws/config.')
}
