import { lookup } from 'node:dns/promises'
import { readFileSync } from 'node:fs'
import { connect, isIP } from 'node:net'
import { getCACertificates, rootCertificates, connect as secure, type TLSSocket } from 'node:tls'
import { type Clock, deadline } from '../clock.ts'
import { proxyFor } from '../proxy.ts'
import { bodyText, headersOf, type Presented } from './present.ts'
import { openTunnel } from './tunnel.ts'

/** What the endpoint said to one request. */
export interface Said {
  readonly status: number
  readonly headers: Headers
  /** At most 64 KiB. */
  readonly text: string
  readonly elapsedMs: number
}

/** Who signed for the server. */
export interface Shaken {
  /** Organisation and name, as the certificate says them. */
  readonly issuer: string
  /** The names that it is for, as far as it names any. */
  readonly names: string
  readonly trusted: boolean
  /** Why it is not trusted, such as `ERR_TLS_CERT_ALTNAME_INVALID`. */
  readonly code: string
}

/** Why nothing was said: the runtime's code, such as `ECONNREFUSED`; `PROXY_407` where a proxy opened no tunnel. */
export interface Unsaid {
  readonly fault: string
}

export interface Endpoint {
  readonly url: string
  /** The address without user name, password and whatever stands behind a `?`: for people. */
  readonly shown: string
  /** Where it is set; `null` when nothing sets it and the default counts. */
  readonly place: string | null
  /** Whether whoever set it is trusted with the user's credential. */
  readonly trusted: boolean
  /** `null` when the address is no URL. */
  readonly parsed: URL | null
  /** The proxy on the way; `false` for none, `null` when the variables cannot be understood. */
  readonly proxy: string | false | null
  resolve(signal: AbortSignal): Promise<readonly string[] | Unsaid>
  /** Opens a connection to the endpoint, or to the proxy on the way. */
  reach(signal: AbortSignal): Promise<{ readonly elapsedMs: number } | Unsaid>
  /** Agrees on TLS, through the proxy where one is on the way, and with one more file of authorities where that is given. */
  handshake(signal: AbortSignal, authorityFile?: string): Promise<Shaken | Unsaid>
  /** One request that is answered with a stream: when its first bytes came and when its last, counted from the question. */
  flow(
    question: Question,
    signal: AbortSignal,
  ): Promise<{ readonly status: number; readonly firstMs: number; readonly lastMs: number } | Unsaid>
  /** One request, asked once for the same question. */
  ask(question: Question, signal: AbortSignal): Promise<Said | Unsaid>
}

export interface Question {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: unknown
  readonly credentials: readonly Presented[]
  /** An identity token that stands in the body. */
  readonly assertion?: Presented
  /** More headers than the client always sends. */
  readonly headers?: Readonly<Record<string, string>>
}

export interface EndpointOptions {
  readonly url: string
  readonly place: string | null
  readonly trusted: boolean
  readonly env: Readonly<Record<string, string | undefined>>
  readonly clock: Clock
}

/** No stage may take longer; all of them together stay under ten seconds. */
const stageMs = 4_000
const mostText = 64 * 1024

export const isUnsaid = (value: object): value is Unsaid => 'fault' in value

const codeOf = (thrown: unknown): string =>
  thrown instanceof Error && 'code' in thrown ? String(thrown.code) : thrown instanceof Error ? thrown.name : 'unknown'

export function createEndpoint({ url, place, trusted, env, clock }: EndpointOptions): Endpoint {
  const parsed = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? new URL(url) : null
  const proxy = proxyOf(url, parsed, env)
  const asked = new Map<string, Promise<Said | Unsaid>>()
  const { hostname, port } = target(parsed, proxy)
  const timed = async <Value>(
    signal: AbortSignal,
    stage: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value | Unsaid> => {
    const late = deadline(clock, stageMs, signal, () => Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' }))
    return stage(late.signal)
      .catch((thrown: unknown): Unsaid => ({ fault: codeOf(late.signal.aborted ? late.signal.reason : thrown) }))
      .finally(late.callOff)
  }
  const send = (
    { method, path, body, credentials, assertion, headers: more = {} }: Question,
    signal: AbortSignal,
  ): Promise<Response> => {
    const secured = parsed?.protocol === 'https:'
    return fetch(url.replace(/\/+$/, '') + path, {
      method,
      headers: { ...Object.fromEntries(headersOf(credentials)), ...more },
      redirect: 'manual',
      signal,
      proxy: (proxy ?? false) as string,
      ...(body === undefined ? {} : { body: bodyText(body, assertion) }),
      ...(secured ? { tls: { ca: withFile(trustedByDefault(), env.NODE_EXTRA_CA_CERTS) } } : {}),
    })
  }
  const ask = async (question: Question, signal: AbortSignal): Promise<Said> => {
    const startedMs = clock.monotonicMs()
    const response = await send(question, signal)
    const text = (await response.text()).slice(0, mostText)
    return { status: response.status, headers: response.headers, text, elapsedMs: clock.monotonicMs() - startedMs }
  }
  return {
    url,
    shown: shownAddress(url),
    place,
    trusted,
    parsed,
    proxy,
    resolve: (signal) =>
      timed(signal, (within) =>
        until(within, lookup(hostname.replace(/^\[|\]$/g, ''), { all: true })).then((all) =>
          all.map(({ address }) => address),
        ),
      ),
    reach: (signal) =>
      timed(signal, async (within) => {
        const startedMs = clock.monotonicMs()
        const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port })
        await opened(socket, 'connect', within)
        socket.destroy()
        return { elapsedMs: clock.monotonicMs() - startedMs }
      }),
    handshake: (signal, authorityFile) =>
      timed(signal, async (within) => {
        if (parsed === null) return { fault: 'ERR_INVALID_URL' }
        const ca = [env.NODE_EXTRA_CA_CERTS, authorityFile].reduce<string[]>(withFile, trustedByDefault())
        const host = parsed.hostname.replace(/^\[|\]$/g, '')
        const direct = { host, port: Number(parsed.port || 443) }
        const way =
          typeof proxy === 'string'
            ? { socket: await openTunnel(new URL(proxy), `${parsed.hostname}:${direct.port}`, within) }
            : direct
        const named = isIP(host) === 0 ? { servername: host } : { host }
        const socket: TLSSocket = secure({ ...way, ...named, rejectUnauthorized: false, ca })
        await opened(socket, 'secureConnect', within)
        const certificate = socket.getPeerCertificate()
        const code = socket.authorizationError
        socket.destroy()
        const { issuer, subjectaltname } = certificate
        const who = [issuer?.O, issuer?.CN].flat().filter((part) => part !== undefined)
        return {
          issuer: [...new Set(who)].join(', '),
          names: (subjectaltname ?? '').replace(/\b(DNS|IP Address):/g, ''),
          trusted: socket.authorized,
          code: code ? String(code) : '',
        }
      }),
    flow: (question, signal) =>
      timed(signal, async (within) => {
        const startedMs = clock.monotonicMs()
        const { status, body } = await send(question, within)
        let firstMs: number | null = null
        for await (const _ of body ?? []) firstMs ??= clock.monotonicMs() - startedMs
        const lastMs = clock.monotonicMs() - startedMs
        return { status, firstMs: firstMs ?? lastMs, lastMs }
      }),
    ask(question, signal) {
      const names = question.credentials.map(({ secret, header }) => `${header} ${secret.fingerprint}`)
      const key = JSON.stringify([question.method, question.path, question.body ?? null, names])
      const known = asked.get(key)
      const answer = known ?? timed(signal, (within) => ask(question, within))
      asked.set(key, answer)
      return answer
    },
  }
}

/** An address may carry a key in two places; what is printed has neither. */
const shownAddress = (url: string): string => url.replace(/^(\w{1,20}:\/\/)[^/?#]*@/, '$1').replace(/[?#].*$/s, '')

/** Whom a connection is opened to: the proxy where one is on the way. */
function target(parsed: URL | null, proxy: string | false | null): { hostname: string; port: number } {
  const url = typeof proxy === 'string' && URL.canParse(proxy) ? new URL(proxy) : parsed
  if (url === null) return { hostname: '', port: 0 }
  return { hostname: url.hostname, port: Number(url.port || (url.protocol === 'https:' ? 443 : 80)) }
}

function proxyOf(url: string, parsed: URL | null, env: EndpointOptions['env']): string | false | null {
  if (parsed === null) return null
  try {
    return proxyFor(url, undefined, env)
  } catch {
    return null
  }
}

/** What Claude Code trusts: its own list, the system's, and the file of NODE_EXTRA_CA_CERTS. */
const trustedByDefault = (): string[] => [...rootCertificates, ...getCACertificates('system')]

/** With the certificates of that file; one without any changes nothing, as with the client. */
function withFile(all: string[], path: string | undefined): string[] {
  try {
    const text = path === undefined || path === '' ? '' : readFileSync(path, 'utf8')
    return text.includes('BEGIN CERTIFICATE') ? [...all, text] : all
  } catch {
    return all
  }
}

const until = <Value>(signal: AbortSignal, promise: Promise<Value>): Promise<Value> =>
  new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    promise.then(resolve, reject)
  })

function opened(
  socket: ReturnType<typeof connect>,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      socket.destroy()
      reject(error)
    }
    signal.addEventListener('abort', () => fail(signal.reason), { once: true })
    socket.once(event, () => resolve())
    socket.once('error', fail)
  })
}
