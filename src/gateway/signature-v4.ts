import { WarmkeyError } from '../errors.ts'
import { Sha256 } from '../sha256.ts'

/** What a signature is good for. */
export interface SigningScope {
  /** Signing name of the service: `bedrock`, `aws-external-anthropic`. */
  readonly service: string
  readonly region: string
}

/** An AWS credential, taken apart. */
export interface AwsKeys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** A request as it will be on the wire. */
export interface ToSign {
  readonly method: string
  readonly url: URL
  /** Gets the headers of the signature; those of an earlier one are replaced. */
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer> | undefined
}

/** Headers that make a signature; those of a caller say nothing any more once another one signs. */
export const signatureHeaders = ['authorization', 'x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256'] as const

/**
 * Of the caller's headers only these are signed. AWS asks for `host`, `content-type` and all of `x-amz-*`; any other may
 * be changed by a proxy on the way, and then the signature would not match.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
const isSigned = (name: string): boolean => name === 'content-type' || name.startsWith('x-amz-')

/** Parameters by name, decoded once; a plus is a blank, as AWS reads it. */
function queryOf(search: string): Record<string, string[]> {
  const query: Record<string, string[]> = Object.create(null)
  try {
    for (const part of search.slice(1).split('&')) {
      if (part === '') continue
      const equals = part.indexOf('=')
      const name = decodeQuery(equals === -1 ? part : part.slice(0, equals))
      const values = query[name] ?? []
      values.push(equals === -1 ? '' : decodeQuery(part.slice(equals + 1)))
      query[name] = values
    }
  } catch (cause) {
    throw new WarmkeyError('request-ambiguous', 'warmkey: the query of the request holds bytes that are no text.', {
      remedy: 'A signature is made over text: encode the query as UTF-8.',
      cause,
      transient: false,
    })
  }
  if (Object.keys(query).some((name) => name.toLowerCase().startsWith('x-amz-'))) {
    throw new WarmkeyError('request-ambiguous', 'warmkey: the request carries a signature of its own in the query.', {
      remedy: 'Let the tool send it unsigned; warmkey signs it.',
      transient: false,
    })
  }
  return query
}

const decodeQuery = (text: string): string => decodeURIComponent(text.replaceAll('+', ' '))

/**
 * From this size on the runtime hashes on a thread of its own: 115 KB are 80 µs in which this one serves others. Below it
 * the way there and back costs more.
 */
const apartBytes = 64 * 1024

/** SHA-256 of a body, hex. */
const hashOf = async (body: Uint8Array<ArrayBuffer>): Promise<string> =>
  Buffer.from(await crypto.subtle.digest('SHA-256', body)).toString('hex')

/** Loaded once: asking the loader again would let other requests in between, and their bodies out of the cache. */
let library: typeof import('@smithy/signature-v4') | undefined

/**
 * Signs a request with Signature Version 4, the body's hash included; the library is loaded with the first request that
 * needs it. Throws `request-ambiguous` for a query that cannot be signed.
 */
export async function signRequest(
  { method, url, headers, body }: ToSign,
  keys: AwsKeys,
  { service, region }: SigningScope,
  nowMs: number,
): Promise<void> {
  const query = queryOf(url.search)
  library ??= await import('@smithy/signature-v4')
  const { SignatureV4, clearCredentialCache } = library
  const large = body !== undefined && body.byteLength >= apartBytes
  const bodyHash = large ? await hashOf(body) : Bun.CryptoHasher.hash('sha256', body ?? '', 'hex')
  for (const name of signatureHeaders) headers.delete(name)
  const signed: Record<string, string> = { host: url.host, 'x-amz-content-sha256': bodyHash }
  headers.forEach((value, name) => {
    if (isSigned(name)) signed[name] = value
  })
  const signer = new SignatureV4({ service, region, credentials: keys, sha256: Sha256 })
  const { protocol, hostname, pathname } = url
  const request = { method, protocol, hostname, path: pathname, query, headers: signed }
  try {
    const { headers: made } = await signer.sign(request, { signingDate: new Date(nowMs) })
    for (const name of signatureHeaders) {
      const value = made[name]
      if (value !== undefined) headers.set(name, value)
    }
  } finally {
    // Else the library would keep session token and derived key for the life of the process.
    clearCredentialCache()
  }
}
