import { SignatureV4 } from '@smithy/signature-v4'
import { Sha256 } from '../../../sha256.ts'
import type { AwsCredentials } from './obtain.ts'

/** Half a day, which is what AWS gives by itself; it allows 15 minutes to 36 hours. */
const lifeSeconds = 43_200

export interface SessionTokenOptions {
  readonly keys: AwsCredentials
  readonly serial: string
  readonly code: string
  readonly endpoint: string
  readonly region: string | undefined
  readonly nowMs: () => number
}

/** An answer of STS that is none, with what the SDK's own errors have. */
export class StsError extends Error {
  override readonly name: string
  readonly $metadata: { readonly httpStatusCode: number }
  constructor(code: string, message: string, status: number) {
    super(message)
    this.name = code
    this.$metadata = { httpStatusCode: status }
  }
}

/** Opens a session with the code of a device; the SDK that is here has no such call. Rejects with {@link StsError}. */
export async function getSessionToken({
  keys,
  serial,
  code,
  endpoint,
  region = 'us-east-1',
  nowMs,
}: SessionTokenOptions) {
  const url = new URL(endpoint)
  const body = new URLSearchParams({
    Action: 'GetSessionToken',
    Version: '2011-06-15',
    DurationSeconds: String(lifeSeconds),
    SerialNumber: serial,
    TokenCode: code,
  }).toString()
  const signer = new SignatureV4({ service: 'sts', region, credentials: keys, sha256: Sha256 })
  const request = {
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: '/',
    query: {},
    headers: { host: url.host, 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    body,
  }
  const { headers } = await signer.sign(request, { signingDate: new Date(nowMs()) })
  const response = await fetch(new URL('/', url), { method: 'POST', headers, body, redirect: 'manual' })
  const text = await response.text()
  const field = (name: string): string => new RegExp(`<${name}>([^<]{1,16384})</${name}>`).exec(text)?.[1] ?? ''
  const expiresAtMs = Date.parse(field('Expiration'))
  const session = {
    accessKeyId: field('AccessKeyId'),
    secretAccessKey: field('SecretAccessKey'),
    sessionToken: field('SessionToken'),
    expiresAtMs,
  }
  if (
    response.ok &&
    session.accessKeyId &&
    session.secretAccessKey &&
    session.sessionToken &&
    !Number.isNaN(expiresAtMs)
  )
    return session
  throw new StsError(
    field('Code') || 'InvalidResponse',
    field('Message') || `status ${response.status}`,
    response.status,
  )
}
