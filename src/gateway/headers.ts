import { callerCredentialHeaders } from './authorize.ts'

/**
 * Headers that belong to one connection and not to the message: RFC 9110 §7.6.1. `host` and `content-length` are made
 * anew for each attempt by the HTTP client, which knows the address and the held body. `expect` was answered by us.
 */
const ofTheConnection = [
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'proxy-connection',
] as const
const made = ['host', 'content-length', 'expect'] as const

const removeNamedByConnection = (headers: Headers): void => {
  const named = headers.get('connection')
  if (named === null || named === 'keep-alive' || named === 'close') return
  for (const name of named.split(',')) {
    const trimmed = name.trim()
    // A caller may not name an end-to-end header of ours away.
    if (/^[a-z0-9-]+$/i.test(trimmed) && !trimmed.toLowerCase().startsWith('anthropic-')) headers.delete(trimmed)
  }
}

/**
 * Makes the caller's headers fit to go upstream, in place: building a second `Headers` costs a fifth of the
 * throughput. What stays, stays byte for byte, unknown names included.
 */
export function forwardable(headers: Headers): Headers {
  removeNamedByConnection(headers)
  for (const name of ofTheConnection) headers.delete(name)
  for (const name of made) headers.delete(name)
  for (const name of callerCredentialHeaders) headers.delete(name)
  // The runtime would name itself where the caller named nobody. Its `accept: */*` says what silence says (RFC 9110 §12.5.1).
  if (!headers.has('user-agent')) headers.set('user-agent', '')
  return headers
}

/** Makes an upstream's headers fit to go to the caller, in place, and names the exchange. */
export function returnable(headers: Headers, exchange: string): void {
  removeNamedByConnection(headers)
  for (const name of ofTheConnection) headers.delete(name)
  headers.set('x-warmkey-exchange', exchange)
}
