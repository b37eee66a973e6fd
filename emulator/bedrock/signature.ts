import { createHash, timingSafeEqual } from 'node:crypto'
import aws4 from 'aws4'
import type { RequestHead } from '../wire/request-head.ts'

/** Where a signature must have been made for. */
export interface Scope {
  readonly region: string
  readonly service: string
}

/** The parts of an `Authorization` header of AWS. */
export interface Signed {
  readonly accessKeyId: string
  readonly date: string
  readonly region: string
  readonly service: string
  readonly signedHeaders: readonly string[]
  readonly signature: string
  /** `X-Amz-Date`, as it came. */
  readonly at: string
}

/** What is wrong with a signature, as AWS names and words it. */
export interface SignatureFault {
  readonly type: 'IncompleteSignatureException' | 'InvalidSignatureException'
  readonly message: string
}

/** How far the clock of the caller may be off, milliseconds: five minutes, as Bedrock's own refusals say. */
const toleranceMs = 5 * 60_000

const incomplete = (message: string): SignatureFault => ({ type: 'IncompleteSignatureException', message })
const invalid = (message: string): SignatureFault => ({ type: 'InvalidSignatureException', message })
const isFault = (value: Signed | SignatureFault): value is SignatureFault => 'message' in value

/** Reads the header, or says what it lacks. */
export function readSignature({ headers }: RequestHead): Signed | SignatureFault {
  const authorization = headers.authorization ?? ''
  const parts = new Map(
    authorization
      .replace(/^AWS4-HMAC-SHA256\s+/, '')
      .split(',')
      .map((part): [string, string] => {
        const [name = '', ...value] = part.trim().split('=')
        return [name, value.join('=')]
      }),
  )
  for (const name of ['Credential', 'Signature', 'SignedHeaders']) {
    if ((parts.get(name) ?? '') === '')
      return incomplete(
        `Authorization header requires '${name}' parameter. Authorization=${authorization.slice(0, 16)}`,
      )
  }
  const at = headers['x-amz-date']
  if (at === undefined || !/^\d{8}T\d{6}Z$/.test(at)) {
    return incomplete(
      "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. Authorization=AWS4-HMAC-SHA256",
    )
  }
  const scope = (parts.get('Credential') ?? '').split('/')
  const [accessKeyId = '', date = '', region = '', service = '', end = ''] = scope
  if (scope.length !== 5 || end !== 'aws4_request') {
    return incomplete('Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term')
  }
  const signedHeaders = (parts.get('SignedHeaders') ?? '').split(';')
  return { accessKeyId, date, region, service, signedHeaders, signature: parts.get('Signature') ?? '', at }
}

/** What AWS checks before it looks for the key: the clock and the scope. `null` when nothing is wrong. */
export function scopeFault(signed: Signed, scope: Scope, nowMs: number): SignatureFault | null {
  const stamp = (ms: number) => new Date(ms).toISOString().replace(/[:-]|\.\d{3}/g, '')
  const atMs = Date.parse(signed.at.replace(/^(....)(..)(..T..)(..)(..)Z$/, '$1-$2-$3:$4:$5Z'))
  if (atMs < nowMs - toleranceMs) {
    return invalid(
      `Signature expired: ${signed.at} is now earlier than ${stamp(nowMs - toleranceMs)} (${stamp(nowMs)} - 5 min.)`,
    )
  }
  if (atMs > nowMs + toleranceMs) {
    return invalid(
      `Signature not yet current: ${signed.at} is still later than ${stamp(nowMs + toleranceMs)} (${stamp(nowMs)} + 5 min.)`,
    )
  }
  if (signed.date !== signed.at.slice(0, 8)) {
    return invalid(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${signed.date}' != '${signed.at.slice(0, 8)}', from '${signed.at}'.`,
    )
  }
  if (signed.region !== scope.region) return invalid('Credential should be scoped to a valid region. ')
  if (signed.service !== scope.service) {
    return invalid(`Credential should be scoped to correct service: '${scope.service}'. `)
  }
  return null
}

const noMatch = invalid(
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
)

/**
 * Whether the signature is that of this key over this request, computed anew by an implementation that is neither ours
 * nor Amazon's (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).
 * Stricter than AWS in one thing: every `x-amz-` header has to be signed.
 */
export function signatureFault(
  head: RequestHead,
  body: Uint8Array,
  signed: Signed,
  secretAccessKey: string,
): SignatureFault | null {
  const must = ['host', ...Object.keys(head.headers).filter((name) => name.startsWith('x-amz-'))]
  const missing = must.filter((name) => !signed.signedHeaders.includes(name))
  if (missing.length > 0) return invalid(`There were headers present in the request which were not signed: ${missing}`)
  const hash = head.headers['x-amz-content-sha256']
  if (hash !== undefined && hash !== createHash('sha256').update(body).digest('hex')) return noMatch

  const headers: Record<string, string> = {}
  for (const name of signed.signedHeaders) {
    const value = head.headers[name]
    if (value === undefined) return noMatch
    headers[name] = value
  }
  const signer = new aws4.RequestSigner(
    {
      method: head.method,
      path: head.target,
      headers,
      body,
      service: signed.service,
      region: signed.region,
      doNotModifyHeaders: true,
      extraHeadersToInclude: Object.fromEntries(signed.signedHeaders.map((name) => [name, true as const])),
    },
    { accessKeyId: signed.accessKeyId, secretAccessKey },
  )
  signer.datetime = signed.at
  const wanted = Buffer.from(signer.signature())
  const given = Buffer.from(signed.signature)
  return wanted.length === given.length && timingSafeEqual(wanted, given) ? null : noMatch
}

export { isFault as isSignatureFault }
