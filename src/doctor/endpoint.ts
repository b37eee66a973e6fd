import { proxyUrl, proxyVariable, sparedBy } from '../clients/claude-code/proxy.ts'
import { type Clock, deadline } from '../clock.ts'
import { isLoopback } from '../proxy.ts'
import { readCustomHeaders } from './credential/custom-headers.ts'
import { clientTls } from './network/client-tls.ts'
import {
  connectOnce,
  type Heard,
  lookUpName,
  portOfUrl,
  type Shaken,
  shakeHands,
  spokenTo,
  type Way,
} from './network/stages.ts'
import { bodyText, headersOf, type Presented } from './present.ts'

export type { Shaken } from './network/stages.ts'

/** What the endpoint said to one request. */
export interface Said {
  readonly status: number
  readonly headers: Headers
  /** At most 65,536 characters. */
  readonly text: string
  readonly elapsedMs: number
}

/** Why nothing was said: the runtime's code, such as `ECONNREFUSED`; `PROXY_407` where a proxy opened no tunnel. */
export interface Unsaid {
  readonly fault: string
  /** What a proxy said beside it: how it wants to be signed in to, or the title of its page. */
  readonly detail?: string
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
  /** The variable that names it; `null` where none does. */
  readonly proxyName: string | null
  resolve(signal: AbortSignal): Promise<readonly string[] | Unsaid>
  /** Opens a connection to the endpoint, or to the proxy on the way. */
  reach(signal: AbortSignal): Promise<{ readonly elapsedMs: number } | Unsaid>
  /** Agrees on TLS, through the proxy where one is on the way, and with these authorities too where some are given (PEM). */
  handshake(signal: AbortSignal, authorities?: Authorities): Promise<Shaken | Unsaid>
  /** What it says to a first word without a credential, behind TLS. `without` leaves the own client certificate out. */
  demand(signal: AbortSignal, without?: boolean): Promise<Heard | Unsaid>
  /** One request that is answered with a stream: when its first bytes came and when its last, counted from the question. */
  flow(
    question: Question,
    signal: AbortSignal,
  ): Promise<
    { readonly status: number; readonly type: string; readonly firstMs: number; readonly lastMs: number } | Unsaid
  >
  /** One request, asked once for the same question. */
  ask(question: Question, signal: AbortSignal): Promise<Said | Unsaid>
}

/** What is trusted beside what Claude Code trusts. */
export interface Authorities {
  readonly pem?: string
  /** The system's and the bundled ones, whatever CLAUDE_CODE_CERT_STORE says. */
  readonly everyStore?: true
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
  /** The proxy, where it is not the one that Claude Code would take out of `env`. */
  readonly proxy?: string | false
}

/** No stage may take longer; all of them together stay under ten seconds. */
const stageMs = 4_000
const mostText = 64 * 1024

export const isUnsaid = (value: object): value is Unsaid => 'fault' in value

const unsaid = (thrown: unknown): Unsaid => {
  if (!(thrown instanceof Error)) return { fault: 'unknown' }
  const fault = 'code' in thrown ? String(thrown.code) : thrown.name
  return 'detail' in thrown ? { fault, detail: String(thrown.detail) } : { fault }
}

export function createEndpoint({ url, place, trusted, env, clock, ...given }: EndpointOptions): Endpoint {
  const parsed = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? new URL(url) : null
  const named = parsed === null ? null : proxyVariable(env)
  const proxy = given.proxy ?? proxyOf(parsed, named, env)
  const asked = new Map<string, Promise<Said | Unsaid>>()
  const way: Way = {
    hostname: parsed?.hostname ?? '',
    port: parsed === null ? 0 : portOfUrl(parsed),
    proxy: typeof proxy === 'string' && URL.canParse(proxy) ? new URL(proxy) : null,
  }
  const timed = async <Value>(
    signal: AbortSignal,
    stage: (signal: AbortSignal) => Promise<Value>,
  ): Promise<Value | Unsaid> => {
    const late = deadline(clock, stageMs, signal, () => Object.assign(new Error('too slow'), { code: 'ETIMEDOUT' }))
    return stage(late.signal)
      .catch((thrown: unknown): Unsaid => {
        const said = unsaid(thrown)
        return late.signal.aborted && !said.fault.startsWith('PROXY_') ? unsaid(late.signal.reason) : said
      })
      .finally(late.callOff)
  }
  const send = (
    { method, path, body, credentials, assertion, headers: more = {} }: Question,
    signal: AbortSignal,
  ): Promise<Response> => {
    const secured = parsed?.protocol === 'https:'
    return fetch(url.replace(/\/+$/, '') + path, {
      method,
      headers: { ...beside(credentials, env), ...Object.fromEntries(headersOf(credentials)), ...more },
      redirect: 'manual',
      signal,
      proxy: (proxy ?? false) as string,
      ...(body === undefined ? {} : { body: bodyText(body, assertion) }),
      ...(secured ? { tls: ofFetch(clientTls(env)) } : {}),
    })
  }
  const ask = async (question: Question, signal: AbortSignal): Promise<Said> => {
    const startedMs = clock.monotonicMs()
    const response = await send(question, signal)
    const text = await beginningOf(response)
    return { status: response.status, headers: response.headers, text, elapsedMs: clock.monotonicMs() - startedMs }
  }
  /** Many a gateway has no list of models, and says so in another way than 404; Claude Code never asks for it. */
  const orElse = async (question: Question, signal: AbortSignal): Promise<Said> => {
    const said = await ask(question, signal)
    if (!isList(question) || !isOdd(said)) return said
    const empty: Question = { method: 'POST', path: '/v1/messages', body: {}, credentials: question.credentials }
    const took = await ask(empty, signal)
    // Only what misses a part of the message has come as far as the message.
    if ((took.status !== 400 && took.status !== 422) || !/^\s*\{[\s\S]*(required|missing)/i.test(took.text)) return said
    // Whoever reads the body before the credential has not taken the credential yet.
    const bare = isRefusal(said) ? await ask({ ...empty, credentials: [] }, signal) : null
    return bare === null || isRefusal(bare) ? { ...said, status: 404, headers: new Headers(), text: '' } : said
  }
  return {
    url,
    shown: shownAddress(url),
    place,
    trusted,
    parsed,
    proxy,
    proxyName: typeof proxy === 'string' ? (named?.name ?? null) : null,
    resolve: (signal) => timed(signal, (within) => lookUpName(way.proxy?.hostname ?? way.hostname, within)),
    reach: (signal) =>
      timed(signal, async (within) => {
        const startedMs = clock.monotonicMs()
        await connectOnce(way, within)
        return { elapsedMs: clock.monotonicMs() - startedMs }
      }),
    handshake: (signal, { pem, everyStore } = {}) =>
      timed(signal, async (within) => {
        if (parsed === null) return { fault: 'ERR_INVALID_URL' }
        const tls = clientTls(env, everyStore)
        return shakeHands(way, pem === undefined ? tls : { ...tls, ca: [...tls.ca, pem] }, within)
      }),
    demand: (signal, without = false) =>
      timed(signal, async (within) => {
        const { ca, ...own } = clientTls(env)
        return spokenTo(way, without ? { ca } : { ca, ...own }, within)
      }),
    flow: (question, signal) =>
      timed(signal, async (within) => {
        const startedMs = clock.monotonicMs()
        const { status, headers, body } = await send(question, within)
        const type = headers.get('content-type') ?? 'no content type'
        let firstMs: number | null = null
        for await (const _ of body ?? []) firstMs ??= clock.monotonicMs() - startedMs
        const lastMs = clock.monotonicMs() - startedMs
        return { status, type, firstMs: firstMs ?? lastMs, lastMs }
      }),
    ask(question, signal) {
      const names = question.credentials.map(({ secret, header, under = header }) => `${under} ${secret.fingerprint}`)
      const key = JSON.stringify([
        question.method,
        question.path,
        question.body ?? null,
        question.headers ?? null,
        names,
      ])
      const known = asked.get(key)
      const answer = known ?? timed(signal, (within) => orElse(question, within))
      asked.set(key, answer)
      return answer
    },
  }
}

const isList = ({ method, path }: Question): boolean => method === 'GET' && path.startsWith('/v1/models?')
const isRefusal = ({ status }: Said): boolean => status === 401 || status === 403
const isOdd = ({ status, text }: Said): boolean =>
  (status >= 400 && status !== 404 && status !== 407) || (status < 300 && /^\s*(<!doctype|<html)/i.test(text))

/** The first characters of an answer; whatever sends more is not listened to any longer. */
async function beginningOf({ body }: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes, { stream: true })
    if (text.length >= mostText) return text.slice(0, mostText)
  }
  return text + decoder.decode()
}

/**
 * What else of ANTHROPIC_CUSTOM_HEADERS the client sends beside these credentials, and only with them: a gateway may want
 * to be signed in to as well. Keys in there are credentials themselves.
 */
function beside(credentials: readonly Presented[], env: EndpointOptions['env']): Record<string, string> {
  if (credentials.length === 0) return {}
  const { headers } = readCustomHeaders(env.ANTHROPIC_CUSTOM_HEADERS ?? '')
  return Object.fromEntries(
    [...headers].filter(
      ([name, value]) => name !== 'x-api-key' && (name !== 'authorization' || !/^bearer\s/i.test(value)),
    ),
  )
}

/** An address may carry a key in two places; what is printed has neither. */
const shownAddress = (url: string): string => url.replace(/^(\w{1,20}:\/\/)[^/?#]*@/, '$1').replace(/[?#].*$/s, '')

/** The proxy as Claude Code takes it. What is meant for this machine has none: sending it to one is a fault of its own. */
function proxyOf(parsed: URL | null, named: ReturnType<typeof proxyVariable>, env: EndpointOptions['env']) {
  if (parsed === null) return null
  if (named === null || isLoopback(parsed.hostname) || sparedBy(env, parsed) !== null) return false
  return proxyUrl(named)
}

const ofFetch = ({ ca, ...own }: ReturnType<typeof clientTls>) => ({ ca: [...ca], ...own })
