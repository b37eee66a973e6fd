import { type Clock, sleep } from '../clock.ts'
import type { Keeper } from '../credential/keeper.ts'
import type { Skew } from '../credential/skew.ts'
import { WarmkeyError } from '../errors.ts'
import type { CredentialHeader } from './authorize.ts'
import { pour } from './copies.ts'
import type { Dialect } from './dialects/dialect.ts'
import type { Pacer } from './pacer.ts'
import type { SigningScope } from './signature-v4.ts'
import type { UserRule } from './verdict-facts.ts'

/** An API as one profile sees it: where it is, how it is reached, what it speaks, which credential it gets. */
export interface Upstream {
  readonly profile: string
  /** Scheme, host, port and base path, without a slash at the end. */
  readonly base: string
  readonly dialect: Dialect
  readonly header: CredentialHeader
  /** What requests are signed for when the credential is one of AWS; absent where they are not. */
  readonly signing?: SigningScope
  /** Headers that it wants with each request and a caller may set otherwise, lower-case names. */
  readonly extra?: Readonly<Record<string, string>>
  readonly keeper: Keeper
  readonly pacer: Pacer
  /** Learns the upstream's clock from its successful answers; `null` where no TLS vouches for them. */
  readonly skew: Skew | null
  readonly rules: { readonly renewOn: readonly UserRule[]; readonly denyOn: readonly UserRule[] }
  /** Model names that callers use → names that the upstream knows; `null` when nothing is renamed. */
  readonly models: ReadonlyMap<string, string> | null
  /** HTTP proxy for the way there; `false` for none. */
  readonly proxy: string | false
  /** Certificate authority, client certificate and key, PEM text; `null` for the system's trust and no certificate. */
  readonly tls: { readonly ca?: string; readonly cert?: string; readonly key?: string } | null
}

/** A request that was made fit for the upstream. */
export interface Outgoing {
  readonly method: string
  /** The address, where it is another than the upstream's. */
  readonly base?: string
  /** Path and query as the caller sent them. */
  readonly target: string
  readonly headers: Headers
  readonly body: Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array> | undefined
  /** Whether bytes are poured, so that the runtime keeps no copy of them. Default false. */
  readonly poured?: boolean
  readonly signal: AbortSignal
}

/**
 * A connection that was never made carried nothing, so trying again is safe. For this long, because a laptop that
 * wakes up has a prompt before it has a network; after that the fact is told instead of a silence.
 */
const connectPatienceMs = 8000
const connectPausesMs = [150, 350, 750, 1500, 2500, 2500]

/** Sends one attempt. Rejects with `upstream-*` errors; with the signal's reason when the caller goes away. */
export async function send(upstream: Upstream, outgoing: Outgoing, clock: Clock): Promise<Response> {
  const startedMs = clock.monotonicMs()
  for (let tries = 0; ; tries++) {
    try {
      return await attempt(upstream, outgoing)
    } catch (thrown) {
      if (outgoing.signal.aborted) throw outgoing.signal.reason
      const fault = faultOf(thrown, upstream)
      const pauseMs = connectPausesMs[tries]
      const elapsedMs = clock.monotonicMs() - startedMs
      const once = outgoing.body instanceof ReadableStream
      if (
        fault.code !== 'upstream-unreachable' ||
        once ||
        pauseMs === undefined ||
        elapsedMs + pauseMs > connectPatienceMs
      )
        throw fault
      await sleep(clock, pauseMs, outgoing.signal)
    }
  }
}

function attempt(upstream: Upstream, outgoing: Outgoing): Promise<Response> {
  const init: BunFetchRequestInit & { timeout: false } = {
    method: outgoing.method,
    headers: outgoing.headers,
    redirect: 'manual',
    decompress: false,
    // The API decides how long an answer may take; the caller ends it by going away.
    timeout: false,
    signal: outgoing.signal,
    // `false` is the runtime's word for "not even the proxy of the environment"; its types know strings only.
    proxy: upstream.proxy as string,
  }
  const { body } = outgoing
  if (outgoing.poured === true && body instanceof Uint8Array) {
    outgoing.headers.set('content-length', String(body.byteLength))
    init.body = pour(body)
  } else if (body !== undefined) init.body = body
  if (upstream.tls !== null) init.tls = upstream.tls
  return fetch((outgoing.base ?? upstream.base) + outgoing.target, init)
}

const codeOf = (thrown: unknown): string =>
  typeof thrown === 'object' && thrown !== null && 'code' in thrown ? String(thrown.code) : ''

const handshakeCodes = /^EPROTO$|HANDSHAKE|^ERR_SSL/
const tlsCodes = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER|ERR_TLS|TLSV1/
const unreachable =
  /ConnectionRefused|ECONNREFUSED|FailedToOpenSocket|ENOTFOUND|EAI_|EHOSTUNREACH|ENETUNREACH|DNS|UnableToConnect/i

const noHttp = /Malformed|InvalidHTTP|InvalidContentLength|UnrequestedUpgrade/i

const checkProxy =
  'Check the address and the sign-in of the proxy in HTTPS_PROXY, or set `upstream.proxy` in the profile.'

/** What went wrong on the way to the upstream, in words. The runtime's own message stays behind as the cause. */
function faultOf(cause: unknown, upstream: Upstream): WarmkeyError {
  const code = codeOf(cause)
  const { host } = new URL(upstream.base)
  const proxy = upstream.proxy === false ? null : new URL(upstream.proxy).host
  const via = proxy === null ? '' : ` through the proxy ${proxy}`
  if (/PROXY/i.test(code)) {
    return new WarmkeyError('upstream-proxy', `warmkey: the proxy ${proxy} refused to connect to ${host} (${code}).`, {
      remedy: checkProxy,
      cause,
    })
  }
  if (tlsCodes.test(code)) {
    return new WarmkeyError(
      'upstream-tls',
      `warmkey: the certificate of ${host}${via} is not trusted here (${code}).`,
      {
        remedy: 'If your company inspects TLS, set `upstream.caFile` to the PEM file of its root certificate.',
        cause,
        transient: false,
      },
    )
  }
  if (handshakeCodes.test(code)) {
    return new WarmkeyError('upstream-tls', `warmkey: no TLS could be agreed on with ${host}${via} (${code}).`, {
      remedy:
        'Check that `upstream.url` names a port that speaks https; one that wants a client certificate gets it from `upstream.clientCertFile`.',
      cause,
      transient: false,
    })
  }
  if (unreachable.test(code)) {
    // Behind a proxy, the only connection that was tried is the one to the proxy.
    const [to, remedy] =
      proxy === null
        ? [host, 'Check the network, the VPN and the address in `upstream.url`, then send the prompt again.']
        : [`the proxy ${proxy} on the way to ${host}`, checkProxy]
    return new WarmkeyError('upstream-unreachable', `warmkey: no connection to ${to} (${code}).`, { remedy, cause })
  }
  const did = noHttp.test(code) ? 'answered in a way that is no HTTP' : 'dropped the connection before it answered'
  const named = code === '' ? '' : ` (${code})`
  return new WarmkeyError('upstream-dropped', `warmkey: ${host}${via} ${did}${named}.`, {
    remedy: 'Send the request again.',
    cause,
  })
}
