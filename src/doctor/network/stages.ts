import { X509Certificate } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { connect, isIP, type Socket } from 'node:net'
import { connect as secure, type TLSSocket } from 'node:tls'
import { type Clock, deadline } from '../../clock.ts'
import type { ClientTls } from './client-tls.ts'
import { openTunnel } from './tunnel.ts'

/** From here to a server. */
export interface Way {
  /** As in a URL: a number of IPv6 has its brackets. */
  readonly hostname: string
  readonly port: number
  /** The HTTP proxy on the way; `null` for none. */
  readonly proxy: URL | null
}

/** Who signed for the server. */
export interface Shaken {
  /** Organisation and name of whoever signed, as the certificate says them. */
  readonly issuer: string
  /** The names that it is for, as far as it names any. */
  readonly names: string
  readonly trusted: boolean
  /** Why it is not trusted, such as `ERR_TLS_CERT_ALTNAME_INVALID`. */
  readonly code: string
  /** The server showed its own certificate and none of whoever signed it. */
  readonly alone: boolean
  /** It says where the certificate of whoever signed it is to be had, as public authorities do. */
  readonly linked: boolean
  /** When it begins and ends, milliseconds since the epoch; `NaN` where that cannot be read. */
  readonly beginsMs: number
  readonly endsMs: number
}

/** A host as the network takes it: a number of IPv6 loses its brackets. */
export const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, '')

/** Every address of the name, of both families. */
export const lookUpName = (hostname: string, signal: AbortSignal): Promise<string[]> =>
  until(signal, lookup(bare(hostname), { all: true })).then((all) => all.map(({ address }) => address))

/** Opens a connection to the server, or to the proxy before it, and closes it again. */
export async function connectOnce({ hostname, port, proxy }: Way, signal: AbortSignal): Promise<void> {
  const there = proxy === null ? { hostname, port } : { hostname: proxy.hostname, port: portOfUrl(proxy) }
  const socket = connect({ host: bare(there.hostname), port: there.port })
  await opened(socket, 'connect', signal)
  socket.destroy()
}

/** Why nobody answers within that time, by the runtime's code; `null` when somebody does. */
export async function faultOfConnecting(
  way: Way,
  { clock, mostMs }: { readonly clock: Clock; readonly mostMs: number },
  signal: AbortSignal,
): Promise<string | null> {
  const late = deadline(clock, mostMs, signal, () => Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' }))
  return connectOnce(way, late.signal)
    .then(
      () => null,
      (thrown: unknown) => {
        if (!(thrown instanceof Error)) return 'unknown'
        return 'code' in thrown ? String(thrown.code) : thrown.name
      },
    )
    .finally(late.callOff)
}

/** Its port, or that of its protocol. */
export const portOfUrl = ({ port, protocol }: URL): number => Number(port || (protocol === 'https:' ? 443 : 80))

/** Agrees on TLS, through the proxy where one is on the way. The certificate is looked at and never required to be good. */
export async function shakeHands(way: Way, { ca, ...own }: ClientTls, signal: AbortSignal): Promise<Shaken> {
  const socket = await secured(way, { ca, ...own }, signal)
  const shown = socket.getPeerCertificate(true)
  const code = socket.authorizationError
  const trusted = socket.authorized
  socket.destroy()
  const { issuer, subjectaltname, issuerCertificate, raw } = shown
  const who = [issuer?.O, issuer?.CN].flat().filter((part) => part !== undefined)
  const selfSigned = JSON.stringify(shown.subject) === JSON.stringify(issuer)
  return {
    issuer: [...new Set(who)].join(', '),
    names: (subjectaltname ?? '').replace(/\b(DNS|IP Address):/g, ''),
    trusted,
    code: code ? String(code) : '',
    alone: !selfSigned && (issuerCertificate === undefined || issuerCertificate === null),
    linked: raw !== undefined && /CA Issuers/.test(new X509Certificate(raw).infoAccess ?? ''),
    beginsMs: Date.parse(shown.valid_from ?? ''),
    endsMs: Date.parse(shown.valid_to ?? ''),
  }
}

/** What came of a first word behind TLS, which carries no credential but the client's certificate. */
export interface Heard {
  /**
   * What the server thinks of the client's certificate, which in TLS 1.3 it says only now: the runtime's code, such as
   * `ERR_SSL_TLSV1_ALERT_CERTIFICATE_REQUIRED`; `closed` when it goes away, `null` when it answers.
   */
  readonly alert: string | null
  /** Its clock, milliseconds since the epoch; `null` where it does not say. */
  readonly dateMs: number | null
}

/** Says one word to whoever answers, whether or not the certificate is trusted. */
export async function spokenTo(way: Way, tls: ClientTls, signal: AbortSignal): Promise<Heard> {
  const socket = await secured(way, tls, signal)
  const { promise, resolve, reject } = Promise.withResolvers<Heard>()
  const ended = (alert: string) => resolve({ alert, dateMs: null })
  signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  socket.once('data', (head) => {
    const date = Date.parse(/^date:\s*(.+)$/im.exec(head.toString('latin1'))?.[1] ?? '')
    resolve({ alert: null, dateMs: Number.isNaN(date) ? null : date })
  })
  socket.once('error', (error) => ended('code' in error ? String(error.code) : error.name))
  socket.once('close', () => ended('closed'))
  socket.write(`HEAD / HTTP/1.1\r\nHost: ${way.hostname}\r\nConnection: close\r\n\r\n`)
  return promise.finally(() => socket.destroy())
}

async function secured(way: Way, { ca, ...own }: ClientTls, signal: AbortSignal): Promise<TLSSocket> {
  const host = bare(way.hostname)
  const to =
    way.proxy === null
      ? { host, port: way.port }
      : { socket: await openTunnel(way.proxy, `${way.hostname}:${way.port}`, signal) }
  const named = isIP(host) === 0 ? { servername: host } : { host }
  const socket = secure({ ...to, ...named, ...own, rejectUnauthorized: false, ca: [...ca] })
  await opened(socket, 'secureConnect', signal)
  return socket
}

const until = <Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    promise.then(resolve, reject)
  })

function opened(socket: Socket, event: 'connect' | 'secureConnect', signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      socket.destroy()
      reject(error)
    }
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
    socket.once(event, () => resolve())
    socket.once('error', fail)
    socket.once('close', () => fail(Object.assign(new Error('closed'), { code: 'ECONNRESET' })))
  })
}
