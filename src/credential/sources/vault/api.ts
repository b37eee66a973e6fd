import { type Clock, deadline } from '../../../clock.ts'
import { sayDuration } from '../../../duration.ts'
import { WarmkeyError } from '../../../errors.ts'
import { isLoopback } from '../../../proxy.ts'
import type { Secret } from '../../../secret.ts'
import type { VaultPlace } from './place.ts'

/** The parts of an answer that anybody here reads. https://developer.hashicorp.com/vault/api-docs */
export interface VaultBody {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly auth?: Readonly<Record<string, unknown>> | null
  readonly wrap_info?: { readonly token?: unknown } | null
  readonly lease_id?: unknown
  readonly lease_duration?: unknown
  readonly renewable?: unknown
  readonly errors?: readonly unknown[]
  readonly warnings?: readonly unknown[] | null
}

export interface VaultAnswer {
  readonly status: number
  readonly body: VaultBody
}

export interface VaultRequest {
  readonly method: 'GET' | 'POST'
  /** Below `/v1/`, its segments not encoded; a query may follow. */
  readonly path: string
  readonly query?: string
  readonly token?: Secret
  readonly body?: unknown
  /** Seconds that a wrapped answer is to live; left out for a plain answer. */
  readonly wrapSeconds?: number
  /** `false` where the path exists in the root namespace only. */
  readonly namespaced?: false
}

/** The HTTP API of one Vault. Rejects with `source-*` errors, and with the signal's reason. */
export interface VaultApi {
  /** For people: host and port. */
  readonly host: string
  ask(request: VaultRequest, signal: AbortSignal): Promise<VaultAnswer>
}

const mostBytes = 1024 * 1024

/**
 * Talks to the node at the configured address. A standby that cannot forward answers 307; its `Location` is not
 * followed, because a token goes to no address that an answer names. It only makes us ask the node who is active
 * (`sys/leader`, without a token); if that is the same address, and as well protected as the configured one, requests
 * go there until it fails. https://developer.hashicorp.com/vault/docs/concepts/ha#request-forwarding
 */
export function createVaultApi(place: VaultPlace, clock: Clock): VaultApi {
  const configured = new URL(place.base)
  const where = `The Vault at ${configured.host}`
  let active: string | null = null

  async function send(base: string, request: VaultRequest, signal: AbortSignal): Promise<Response> {
    const headers = new Headers({ accept: 'application/json', 'user-agent': 'warmkey', 'x-vault-request': 'true' })
    if (request.token !== undefined) headers.set('x-vault-token', request.token.open())
    if (place.namespace !== null && request.namespaced !== false) headers.set('x-vault-namespace', place.namespace)
    if (request.wrapSeconds !== undefined) headers.set('x-vault-wrap-ttl', String(request.wrapSeconds))
    if (request.body !== undefined) headers.set('content-type', 'application/json')
    const path = request.path.split('/').map(encodeURIComponent).join('/')
    const init: BunFetchRequestInit & { timeout: false } = {
      method: request.method,
      headers,
      redirect: 'manual',
      timeout: false,
      signal,
      proxy: place.proxy as string,
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      ...(place.tls === null ? {} : { tls: { ...place.tls } }),
    }
    try {
      return await fetch(`${base}/v1/${path}${request.query === undefined ? '' : `?${request.query}`}`, init)
    } catch (thrown) {
      if (signal.aborted) throw signal.reason
      throw faultOf(thrown, where, place)
    }
  }

  async function once(base: string, request: VaultRequest, signal: AbortSignal): Promise<VaultAnswer | URL> {
    const response = await send(base, request, signal)
    if (response.status >= 300 && response.status < 400) {
      await response.body?.cancel()
      const location = response.headers.get('location')
      const to = location === null ? null : URL.parse(location, `${base}/`)
      if (response.status === 307 && to !== null) return to
      throw misdirected(where, to)
    }
    return { status: response.status, body: await bodyOf(response, where, signal) }
  }

  /** The base of the active node, if the cluster itself names the one that a standby points to. */
  async function activeNode(pointed: URL, signal: AbortSignal): Promise<string> {
    const answer = await once(place.base, { method: 'GET', path: 'sys/leader', namespaced: false }, signal)
    const named = answer instanceof URL ? null : URL.parse(String(leaderOf(answer.body)))
    const safe =
      named !== null && (named.protocol === 'https:' || (isLoopback(named.hostname) && isLoopback(configured.hostname)))
    if (named === null || !safe || named.origin !== pointed.origin) throw misdirected(where, pointed)
    return named.href.replace(/\/+$/, '')
  }

  return {
    host: configured.host,
    async ask(request, signal) {
      const limit = deadline(clock, place.timeoutMs, signal, () => tooLate(where, place.timeoutMs))
      try {
        if (active !== null) {
          const answer = await once(active, request, limit.signal).catch((error: unknown) => {
            active = null
            if (limit.signal.aborted || !isUnreachable(error)) throw error
            return null
          })
          if (answer !== null && !(answer instanceof URL)) return answer
          active = null
        }
        const first = await once(place.base, request, limit.signal)
        if (!(first instanceof URL)) return first
        const base = await activeNode(first, limit.signal)
        const second = await once(base, request, limit.signal)
        if (second instanceof URL) throw misdirected(where, second)
        active = base
        return second
      } finally {
        limit.callOff()
      }
    },
  }
}

/** `sys/leader` answers at the top; behind some proxies it is wrapped as all else is. */
const leaderOf = (body: VaultBody): unknown =>
  (body as { leader_address?: unknown }).leader_address ?? body.data?.leader_address

async function bodyOf(response: Response, where: string, signal: AbortSignal): Promise<VaultBody> {
  let text = ''
  let bytes = 0
  const decoder = new TextDecoder()
  try {
    for await (const chunk of response.body ?? []) {
      bytes += chunk.byteLength
      if (bytes > mostBytes) throw malformed(`${where} answered with more than 1 MiB.`)
      text += decoder.decode(chunk, { stream: true })
    }
  } catch (cause) {
    if (signal.aborted) throw signal.reason
    if (cause instanceof WarmkeyError) throw cause
    throw new WarmkeyError('source-unavailable', `${where} broke off its answer.`, {
      remedy: 'It is asked again by itself.',
      cause,
    })
  }
  if (text.trim() === '') return {}
  try {
    const body: unknown = JSON.parse(text)
    if (typeof body === 'object' && body !== null && !Array.isArray(body)) return body
  } catch {
    // Told below; the parser's own message may quote the text.
  }
  throw malformed(
    `${where} answered ${response.status} with ${/^\s*</.test(text) ? 'a web page' : 'something'} that no Vault sends.`,
  )
}

const malformed = (message: string): WarmkeyError =>
  new WarmkeyError('source-malformed', message, {
    remedy: 'Check "address"; if something stands before Vault that wants a sign-in, sign in there.',
  })

const misdirected = (where: string, to: URL | null): WarmkeyError =>
  new WarmkeyError(
    'source-failed',
    `${where} points to ${to === null ? 'nowhere' : to.host}, which its cluster does not name as its active node.`,
    {
      remedy: 'A token follows no redirect: set "address" to the active node, or to what stands before the cluster.',
      transient: false,
    },
  )

const tooLate = (where: string, limitMs: number): WarmkeyError =>
  new WarmkeyError('source-timeout', `${where} gave no answer within ${sayDuration(limitMs)}.`, {
    remedy: 'Check the network and the VPN, or set a longer "timeout".',
  })

const isUnreachable = (error: unknown): boolean => error instanceof WarmkeyError && error.code === 'source-unavailable'

const tlsCodes = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|TLSV1|HANDSHAKE|^EPROTO$|^ERR_SSL/

/** What went wrong on the way; the runtime's own message stays behind as the cause. */
function faultOf(cause: unknown, where: string, { proxy, tls }: VaultPlace): WarmkeyError {
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : 'no reason given'
  if (/PROXY/i.test(code)) {
    return new WarmkeyError(
      'source-unavailable',
      `${where} cannot be reached through the proxy ${new URL(String(proxy)).host} (${code}).`,
      {
        remedy: 'Check the proxy in HTTPS_PROXY, or set "proxy" of the source.',
        cause,
      },
    )
  }
  if (tlsCodes.test(code)) {
    return new WarmkeyError('source-failed', `${where} shows a certificate that is not trusted here (${code}).`, {
      remedy: `Set "caFile" to the PEM file of the authority that signed it${tls?.ca === undefined ? '' : '; the one that is set did not'}.`,
      cause,
      transient: false,
    })
  }
  return new WarmkeyError('source-unavailable', `${where} cannot be reached (${code}).`, {
    remedy: 'Check the network, the VPN and "address".',
    cause,
  })
}
