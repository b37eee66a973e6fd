import type { Credential } from '../credential/credential.ts'

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
] as const

/** Puts the credential where the upstream wants it, replacing what an earlier attempt put there. */
export function authorize(headers: Headers, credential: Credential, header: CredentialHeader): void {
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
