import type { Credential } from '../credential/credential.ts'
import { WarmkeyError } from '../errors.ts'
import { Secret } from '../secret.ts'
import { type AwsKeys, type SigningScope, signatureHeaders, signRequest, type ToSign } from './signature-v4.ts'

/**
 * Where an upstream wants the credential: `authorization` as a Bearer token, `x-api-key` as it is, `both` (what Claude
 * Code does with the value of a helper), or any other header name, which gets the bare value.
 */
export type CredentialHeader = 'authorization' | 'x-api-key' | 'both' | (string & {})

/** Every header in which a caller may have sent a credential of its own; none of them ever reaches an upstream. */
export const callerCredentialHeaders = [
  'authorization',
  'x-api-key',
  'x-goog-api-key',
  'api-key',
  'proxy-authorization',
  'cookie',
  'x-amz-security-token',
] as const

/**
 * Puts the credential where the upstream wants it, replacing what an earlier attempt put there. Throws `config-invalid`
 * for AWS credentials, which are signed with and never sent.
 */
export function authorize(headers: Headers, credential: Credential, header: CredentialHeader): void {
  if (credential.kind === 'aws') throw cannotSign(credential)
  const wanted = credential.kind === 'any' ? header : credential.kind === 'bearer' ? 'authorization' : 'x-api-key'
  const value = credential.secret.open()
  if (wanted === 'authorization' || wanted === 'both') headers.set('authorization', `Bearer ${value}`)
  else headers.delete('authorization')
  if (wanted === 'x-api-key' || wanted === 'both') headers.set('x-api-key', value)
  else headers.delete('x-api-key')
  const named = header !== 'authorization' && header !== 'x-api-key' && header !== 'both'
  if (named && wanted === header) headers.set(header, value)
  // The caller's own, in the header that this upstream takes a credential from.
  else if (named) headers.delete(header)
}

const cannotSign = ({ origin }: Credential): WarmkeyError =>
  new WarmkeyError('config-invalid', `warmkey: ${origin} gives AWS credentials, and this upstream is not signed for.`, {
    remedy: 'Set `upstream.dialect` to "bedrock", or `upstream.service` and `upstream.region` to what it signs as.',
    transient: false,
  })

/**
 * Each credential taken apart once, for as long as it lives. Its parts are secrets of their own, so that a text that
 * repeats one of them is cleaned of it: AWS quotes the session token where a signature does not match.
 */
const taken = new WeakMap<Credential, { readonly keys: AwsKeys; readonly parts: readonly Secret[] }>()

/**
 * Signs a request with an AWS credential; a key of another kind goes as {@link authorize} has it, but for what can be
 * seen to be a part of an AWS credential. Throws `source-malformed` where that is, or the credential is not whole.
 */
export function authorizeSigned(
  request: ToSign,
  credential: Credential,
  header: CredentialHeader,
  scope: SigningScope,
  nowMs: number,
): Promise<void> | void {
  if (credential.kind === 'aws') return signRequest(request, keysOf(credential), scope, nowMs)
  if (/^(?:A[KS]IA[A-Z0-9]{12,}$|\s*\{)/.test(credential.secret.open())) {
    throw malformed(credential, 'gives a part of an AWS credential as one key, which cannot be signed with', {
      remedy: 'Use the source "aws", which reads key, secret and session token together.',
    })
  }
  for (const name of signatureHeaders) request.headers.delete(name)
  // A Bedrock key is a Bearer token, whatever the source takes it for.
  authorize(request.headers, credential.kind === 'api-key' ? { ...credential, kind: 'any' } : credential, header)
}

function keysOf(credential: Credential): AwsKeys {
  const known = taken.get(credential)
  if (known !== undefined) return known.keys
  const keys = parseKeys(credential)
  const { secretAccessKey, sessionToken } = keys
  const parts = [secretAccessKey, ...(sessionToken === undefined ? [] : [sessionToken])].map((part) => new Secret(part))
  taken.set(credential, { keys, parts })
  return keys
}

function parseKeys(credential: Credential): AwsKeys {
  const { AccessKeyId, SecretAccessKey, SessionToken } = fieldsOf(credential)
  if (!isKey(AccessKeyId) || !isKey(SecretAccessKey)) {
    throw malformed(credential, 'gives an AWS credential without AccessKeyId and SecretAccessKey')
  }
  if (SessionToken === undefined || SessionToken === null || SessionToken === '')
    return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey }
  if (!isKey(SessionToken)) throw malformed(credential, 'gives an AWS credential whose SessionToken is no text')
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken }
}

/** Visible ASCII: anything else could not stand in a header, and would make a signature over something else. */
const isKey = (value: unknown): value is string => typeof value === 'string' && /^[!-~]+$/.test(value)

function fieldsOf(credential: Credential): Readonly<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(credential.secret.open())
    if (typeof parsed === 'object' && parsed !== null) return parsed as Record<string, unknown>
  } catch {
    // The error of the parser quotes what it read.
  }
  throw malformed(credential, 'gives an AWS credential that is no JSON object')
}

const malformed = ({ origin }: Credential, fact: string, { remedy = 'Run it by hand and look at its form.' } = {}) =>
  new WarmkeyError('source-malformed', `warmkey: ${origin} ${fact}.`, { remedy, transient: false })
