import type { Found } from '../../clients/client.ts'
import { WarmkeyError } from '../../errors.ts'
import { type Profile, type ProfileInput, profileSchema } from '../../profile.ts'

/** The shortest life that a profile may give a credential, milliseconds. */
const minTtlMs = 1_000

/** How long the client itself waits for its helper, which may open a browser. */
const helperTimeout = '600s'

function sourceOf({ credential }: Found, cwd: string): ProfileInput['source'] {
  if (credential.type === 'helper') {
    const ttl = `${Math.max(credential.ttlMs, minTtlMs)}ms`
    return { type: 'command', command: credential.command, cwd, ttl, timeout: helperTimeout }
  }
  const { at, name } = credential
  return at.in === 'file' ? { type: 'file', path: at.path, field: at.pointer } : { type: 'env', name }
}

const headers = { token: 'authorization', 'api-key': 'x-api-key', helper: 'both' } as const

/**
 * The profile of a credential that a client would have used. Base URL and header stay what they were: a token travels
 * in `Authorization`, an API key in `x-api-key`, what a helper gives in both; a helper runs in the directory of the
 * client. Throws `config-invalid` for a base URL
 * that no profile may have.
 */
export function profileOf(found: Found, cwd: string): Profile {
  const { credential, baseUrl } = found
  const upstream = { url: baseUrl.url, dialect: 'messages', header: headers[credential.type] }
  const result = profileSchema.safeParse({ source: sourceOf(found, cwd), upstream })
  if (result.success) return result.data
  const [issue] = result.error.issues
  const what = issue?.path[1] === 'url' ? 'ANTHROPIC_BASE_URL' : 'The credential'
  throw new WarmkeyError(
    'config-invalid',
    `${what} (${(baseUrl.origin ?? credential.origin).place}) ${issue?.message}.`,
    {
      transient: false,
    },
  )
}
