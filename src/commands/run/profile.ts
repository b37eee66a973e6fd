import type { Found } from '../../clients/client.ts'
import { WarmkeyError } from '../../errors.ts'
import { type Profile, type ProfileInput, profileSchema } from '../../profile.ts'

/** The shortest life that a profile may give a credential, milliseconds. */
const minTtlMs = 1_000

/** How long the client itself waits for its helper, which may open a browser. */
const helperTimeout = '600s'

function sourceOf({ credential, aws }: Found, cwd: string): ProfileInput['source'] {
  if (credential.type === 'helper') {
    const ttl = `${Math.max(credential.ttlMs, minTtlMs)}ms`
    return { type: 'command', command: credential.command, cwd, ttl, timeout: helperTimeout }
  }
  if (credential.type === 'aws') {
    // One with blanks and the like is left to AWS_PROFILE, which the source sees as well.
    const named = credential.profile !== null && /^[A-Za-z0-9][\w.@+/:-]{0,127}$/.test(credential.profile)
    const profile = named ? { profile: credential.profile } : {}
    return { type: 'aws', ...profile, ...(aws === undefined ? {} : { region: aws.region }) }
  }
  const { at, name } = credential
  return at.in === 'file' ? { type: 'file', path: at.path, field: at.pointer } : { type: 'env', name }
}

const headers = { token: 'authorization', 'api-key': 'x-api-key', helper: 'both', aws: 'authorization' } as const

function upstreamOf({ credential, baseUrl, aws }: Found): ProfileInput['upstream'] {
  const url = baseUrl.url === null ? {} : { url: baseUrl.url }
  // What goes to AWS is signed, unless it is a key.
  const isKey = credential.type === 'token' || credential.type === 'api-key'
  if (aws !== undefined) return { ...url, ...aws, ...(isKey ? { header: headers[credential.type] } : {}) }
  return { ...url, dialect: 'messages', header: headers[credential.type] }
}

/**
 * The profile of a credential that a client would have used. Base URL, region and header stay what they were: a token
 * travels in `Authorization`, an API key in `x-api-key`, what a helper gives in both; a helper runs in the directory of
 * the client. Throws `config-invalid` for an address or a region that no profile may have.
 */
export function profileOf(found: Found, cwd: string): Profile {
  const { credential, baseUrl } = found
  const result = profileSchema.safeParse({ source: sourceOf(found, cwd), upstream: upstreamOf(found) })
  if (result.success) return result.data
  const [issue] = result.error.issues
  const names: Readonly<Record<string, string>> = {
    url: found.aws === undefined ? 'ANTHROPIC_BASE_URL' : 'The base URL',
    region: 'The AWS region',
  }
  const what = names[String(issue?.path[1])] ?? 'The credential'
  const { place } = baseUrl.origin ?? credential.origin
  throw new WarmkeyError('config-invalid', `${what} (${place}) ${issue?.message}.`, { transient: false })
}
