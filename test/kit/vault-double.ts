/** A request as the double saw it. */
export interface Seen {
  readonly method: string
  readonly path: string
  readonly token: string | null
  readonly namespace: string | null
  readonly wrapTtl: string | null
  readonly body: Record<string, unknown>
}

/** An answer: a status with a body, or a whole response. */
export type Answered = readonly [status: number, body?: unknown] | Response

/**
 * A Vault of which a test writes every answer, for what the real one does not do here: namespaces, lost connections,
 * states of a cluster. It says what it wants: what it was not told of is a 404 and stands in `unexpected`.
 */
export interface VaultDouble extends AsyncDisposable {
  readonly address: string
  readonly host: string
  readonly seen: readonly Seen[]
  readonly unexpected: readonly string[]
  /** `GET secret/data/claude` → its answer from now on. */
  on(what: string, answer: Answered | ((seen: Seen) => Answered | Promise<Answered>)): void
  /** Methods and paths asked since the last call. */
  asked(): string[]
}

export interface VaultDoubleOptions {
  readonly tls?: Bun.TLSOptions
  /** A path before `/v1/`, as a proxy in front may have. */
  readonly prefix?: string
}

export function startVaultDouble({ tls, prefix = '' }: VaultDoubleOptions = {}): VaultDouble {
  const answers = new Map<string, Answered | ((seen: Seen) => Answered | Promise<Answered>)>()
  const seen: Seen[] = []
  const unexpected: string[] = []
  let told = 0
  const start = `${prefix}/v1/`
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    idleTimeout: 0,
    ...(tls === undefined ? {} : { tls }),
    async fetch(request) {
      const url = new URL(request.url)
      const text = await request.text()
      const path = url.pathname.startsWith(start) ? `${url.pathname.slice(start.length)}${url.search}` : url.pathname
      const one: Seen = {
        method: request.method,
        path,
        token: request.headers.get('x-vault-token'),
        namespace: request.headers.get('x-vault-namespace'),
        wrapTtl: request.headers.get('x-vault-wrap-ttl'),
        body: text === '' ? {} : JSON.parse(text),
      }
      seen.push(one)
      const what = `${request.method} ${path}`
      const answer = answers.get(what)
      if (answer === undefined || request.headers.get('x-vault-request') !== 'true') {
        unexpected.push(what)
        return Response.json({ errors: [`the double knows no ${what}`] }, { status: 404 })
      }
      const given = typeof answer === 'function' ? await answer(one) : answer
      if (given instanceof Response) return given.clone() as Response
      const [status, body] = given
      return body === undefined ? new Response(null, { status }) : Response.json(body, { status })
    },
  })
  return {
    address: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${server.port}${prefix}`,
    host: `127.0.0.1:${server.port}`,
    seen,
    unexpected,
    on: (what, answer) => void answers.set(what, answer),
    asked() {
      const fresh = seen.slice(told).map(({ method, path }) => `${method} ${path}`)
      told = seen.length
      return fresh
    },
    [Symbol.asyncDispose]: () => server.stop(true),
  }
}

/** A login's answer. `seconds` 0 is a token that never ends. */
export const loggedIn = (token: string, seconds = 3600, more: Record<string, unknown> = {}): Answered => [
  200,
  {
    auth: {
      client_token: token,
      renewable: true,
      lease_duration: seconds,
      token_policies: ['default', 'reader'],
      ...more,
    },
  },
]

/** A secret of KV v2. */
export const kept = (data: Record<string, unknown>, metadata: Record<string, unknown> = {}): Answered => [
  200,
  {
    lease_id: '',
    lease_duration: 0,
    renewable: false,
    data: { data, metadata: { version: 1, deletion_time: '', destroyed: false, ...metadata } },
  },
]

/** What an engine has made. */
export const made = (lease: string, seconds: number, data: Record<string, unknown>, renewable = true): Answered => [
  200,
  { lease_id: lease, lease_duration: seconds, renewable, data },
]
