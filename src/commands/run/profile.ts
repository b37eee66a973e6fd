import type { Found } from '../../clients/client.ts'

/**
 * The profile of a credential that a client would have used, as the configuration file would say it. The base URL and
 * the header stay what they were: a token travels in `Authorization`, an API key in `x-api-key`, a helper's in both.
 */
export function profileOf({ credential, baseUrl }: Found) {
  const upstream = { url: baseUrl.url, dialect: 'messages' } as const
  if (credential.type === 'helper') {
    const source = { type: 'command', command: credential.command, ttl: `${credential.ttlMs}ms` } as const
    return { source, upstream: { ...upstream, header: 'both' } } as const
  }
  const { at, name } = credential
  const source =
    at.in === 'file' ? ({ type: 'file', path: at.path, field: at.pointer } as const) : ({ type: 'env', name } as const)
  return {
    source,
    upstream: { ...upstream, header: credential.type === 'token' ? 'authorization' : 'x-api-key' },
  } as const
}
