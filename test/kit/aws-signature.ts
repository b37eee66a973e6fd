import { createHash } from 'node:crypto'
import { RequestSigner } from 'aws4'

/** A request as it came over the wire. */
export interface SignedRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
}

const form =
  /^AWS4-HMAC-SHA256 Credential=([^/\s]+)\/(\d{8})\/([a-z0-9-]+)\/([a-z0-9-]+)\/aws4_request, ?SignedHeaders=([a-z0-9;-]+), ?Signature=([0-9a-f]{64})$/

/**
 * What a server of AWS finds wrong with a signature, or `null`; worked out by an implementation that shares no code with
 * ours (the package `aws4`).
 */
export function signatureProblem(
  { method, target, headers, body }: SignedRequest,
  keys: { readonly accessKeyId: string; readonly secretAccessKey: string; readonly sessionToken?: string },
  scope: { readonly service: string; readonly region: string },
): string | null {
  const [, accessKeyId, date = '', region = '', service = '', names = '', signature] =
    form.exec(headers.authorization ?? '') ?? []
  if (signature === undefined) return `no signature: ${headers.authorization}`
  if (accessKeyId !== keys.accessKeyId) return `another access key: ${accessKeyId}`
  if (service !== scope.service || region !== scope.region) return `scoped to ${region}/${service}`
  if (headers['x-amz-date']?.startsWith(date) !== true) return 'date and scope differ'
  if (headers['x-amz-security-token'] !== keys.sessionToken) return 'another session token'
  const signedNames = names.split(';')
  const due = ['host', ...Object.keys(headers).filter((name) => name === 'content-type' || name.startsWith('x-amz-'))]
  const missing = due.filter((name) => !signedNames.includes(name))
  if (missing.length > 0) return `not signed: ${missing}`
  const bodyHash = createHash('sha256').update(body).digest('hex')
  if ((headers['x-amz-content-sha256'] ?? bodyHash) !== bodyHash) return 'the hash is of another body'
  const signed = Object.fromEntries(signedNames.map((name) => [name, headers[name] ?? '']))
  const signer = new RequestSigner(
    {
      method,
      path: target,
      service,
      region,
      headers: signed,
      body: Buffer.from(body),
      doNotModifyHeaders: true,
      extraHeadersToInclude: Object.fromEntries(signedNames.map((name) => [name, true as const])),
    },
    keys,
  )
  signer.datetime = headers['x-amz-date'] ?? ''
  const right = signer.signature()
  return right === signature ? null : `should be ${right}`
}
