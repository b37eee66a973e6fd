import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { WarmkeyError } from '../errors.ts'
import { signatures } from '../signatures/index.ts'
import { createBodyHolder, defaultHoldLimits, type HoldLimits } from './body.ts'
import { type AdmissionRules, admit, mayReach, type Refused } from './caller.ts'
import type { Dialect } from './dialects/dialect.ts'
import { dialects } from './dialects/index.ts'
import type { Announce } from './events.ts'
import { type ExchangeDeps, exchange } from './exchange.ts'
import type { LocalKeys } from './local-keys.ts'
import { refuse, stopStatus } from './refusal.ts'
import type { Upstream } from './upstream.ts'

export interface GatewayOptions {
  /** Address to listen on. Default 127.0.0.1; anything that is not loopback is the user's explicit word. */
  readonly hostname?: string
  /** 0 for any free port. */
  readonly port: number
  readonly keys: Pick<LocalKeys, 'find'>
  /** Upstreams by profile name; a local key names the profile. */
  readonly upstreams: ReadonlyMap<string, Upstream>
  /** Further names that callers may use in `Host`, with port (containers). Default none. */
  readonly hosts?: readonly string[]
  /** Values of `Origin` that may call (webviews). Default none. */
  readonly origins?: readonly string[]
  readonly hold?: HoldLimits
  readonly clock: Clock
  /** Where each step is announced. Default nowhere, which costs nothing. */
  readonly announce?: Announce
}

export interface Gateway {
  /** `http://127.0.0.1:<port>` */
  readonly url: string
  readonly port: number
  /** Bytes of request bodies held for a replay at this moment. */
  heldBytes(): number
  /** Answers that run at this moment. */
  running(): number
  /** From the next request on it serves these; requests under way keep what they began with. */
  take(changed: Pick<GatewayOptions, 'upstreams' | 'hosts' | 'origins'>): void
  /** Stops listening, lets the running answers end, then resolves; with `now` it cuts them. */
  close(now?: boolean): Promise<void>
}

/** Opens the gateway. Throws `port-in-use` when somebody else listens there. */
export function openGateway(options: GatewayOptions): Gateway {
  const hostname = options.hostname ?? '127.0.0.1'
  const announce = options.announce ?? null
  const holder = createBodyHolder(options.hold ?? defaultHoldLimits)
  const deps: ExchangeDeps = { clock: options.clock, holder, cards: signatures, announce }
  let { upstreams } = options
  let spoken: Dialect[] = []
  let rules: AdmissionRules = { hosts: new Set(), origins: new Set(), keys: options.keys }
  const run = randomBytes(4).toString('hex')
  let count = 0

  const turnAway = (refusal: Refused, dialect: Dialect): Response => {
    announce?.({ type: 'refused', code: refusal.code, status: refusal.status })
    return refuse(dialect, refusal, null)
  }

  const handle = (request: Request): Response | Promise<Response> => {
    const target = targetOf(request.url)
    const query = target.indexOf('?')
    const path = query === -1 ? target : target.slice(0, query)
    const admission = admit(request, path, spoken, rules)
    if (admission.kind === 'sign-of-life') return new Response(null, { status: 200 })
    if (admission.kind === 'refused') return turnAway(admission, spoken[0] ?? fallback)
    const upstream = upstreams.get(admission.caller.profile)
    if (upstream === undefined) return turnAway(profileGone(admission.caller.profile), spoken[0] ?? fallback)
    const barred = mayReach(admission.caller, path, upstream.dialect)
    if (barred !== null) return turnAway(barred, upstream.dialect)
    count += 1
    return exchange({ request, id: `${run}-${count.toString(36)}`, target, path, upstream }, deps)
  }

  const server = listen(hostname, options.port, handle)
  const port = server.port ?? options.port
  const take: Gateway['take'] = (changed) => {
    upstreams = changed.upstreams
    spoken = [...new Set([...upstreams.values()].map((upstream) => upstream.dialect))]
    const names = ['127.0.0.1', 'localhost', '[::1]', ...(options.hostname === undefined ? [] : [options.hostname])]
    const hosts = [...names.map((name) => `${name}:${port}`), ...(changed.hosts ?? [])]
    rules = { ...rules, hosts: new Set(hosts.map((host) => host.toLowerCase())), origins: new Set(changed.origins) }
  }
  take(options)
  return {
    url: `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`,
    port,
    heldBytes: holder.heldBytes,
    running: () => server.pendingRequests,
    take,
    close: (now = false) => server.stop(now),
  }
}

const fallback = dialects[0] as Dialect

/** A key outlives its profile when somebody takes that out of the configuration. */
const profileGone = (profile: string): Refused => ({
  kind: 'refused',
  status: stopStatus,
  code: 'profile-unknown',
  message: `warmkey: this key is for the profile "${profile}", which the configuration does not define any more. Put it back, or connect this tool again.`,
})

/** Path and query of a request URL, without building a `URL`: it throws on what HTTP/1.0 without a Host gives. */
function targetOf(url: string): string {
  const scheme = url.indexOf('://')
  const slash = url.indexOf('/', scheme === -1 ? 0 : scheme + 3)
  return slash === -1 ? '/' : url.slice(slash)
}

/** Every option of the server, each because its default would harm. */
function listen(hostname: string, port: number, handle: (request: Request) => Response | Promise<Response>) {
  try {
    return Bun.serve({
      hostname,
      port,
      // The default cuts an answer that is silent for ten seconds; models think longer.
      idleTimeout: 0,
      // What is held is limited by the body holder; the rest streams.
      maxRequestBodySize: Number.MAX_SAFE_INTEGER,
      // The error page of development shows source code and messages.
      development: false,
      // Which also lets another process of this user listen on the same port and take half of the requests.
      reusePort: false,
      fetch: handle,
      error: () =>
        new Response('{"type":"error","error":{"type":"api_error","message":"warmkey: internal error"}}', {
          status: 500,
          headers: { 'content-type': 'application/json' },
        }),
    })
  } catch (cause) {
    throw new WarmkeyError('port-in-use', `Port ${port} of ${hostname} cannot be listened on.`, {
      remedy: 'Another program, perhaps another warmkey, has it: stop that one or choose another port.',
      cause,
    })
  }
}
