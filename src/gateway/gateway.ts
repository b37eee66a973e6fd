import type { Clock } from '../clock.ts'
import { WarmkeyError } from '../errors.ts'
import { signatures } from '../signatures/index.ts'
import { createBodyHolder, defaultHoldLimits, type HoldLimits } from './body.ts'
import { type AdmissionRules, admit, mayReach, type Refused } from './caller.ts'
import { createCopies } from './copies.ts'
import type { Dialect } from './dialects/dialect.ts'
import { dialects } from './dialects/index.ts'
import type { Announce } from './events.ts'
import { type ExchangeDeps, exchange } from './exchange.ts'
import type { LocalKeys } from './local-keys.ts'
import { refuse, stopStatus } from './refusal.ts'
import { createTidy } from './tidy.ts'
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
  /** Bytes of bodies that the runtime may keep copies of while their answers run. Default 4 MiB. */
  readonly copyBytes?: number
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
  /** Bytes of request bodies of which the runtime keeps a copy at this moment, until their answers end. */
  copiedBytes(): number
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
  const tidy = createTidy(options.clock, (idle) => Bun.gc(idle))
  const copies = createCopies(options.copyBytes)
  const deps: ExchangeDeps = { clock: options.clock, holder, copies, tidy, cards: signatures, announce }
  let { upstreams } = options
  let spoken: Dialect[] = []
  let rules: AdmissionRules = { hosts: new Set(), origins: new Set(), keys: options.keys }
  const run = Buffer.from(crypto.getRandomValues(new Uint8Array(4))).toString('hex')
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
    tidy.busy()
    return exchange({ request, id: `${run}-${count.toString(36)}`, target, path, upstream }, deps)
  }

  const server = listen(hostname, options.port, handle)
  const port = server.port ?? options.port
  const name = hostname.includes(':') ? `[${hostname}]` : hostname
  const take: Gateway['take'] = (changed) => {
    upstreams = changed.upstreams
    spoken = [...new Set([...upstreams.values()].map((upstream) => upstream.dialect))]
    const names = ['127.0.0.1', 'localhost', '[::1]', name]
    const hosts = [...names.map((own) => `${own}:${port}`), ...(changed.hosts ?? [])]
    rules = { ...rules, hosts: new Set(hosts.map((host) => host.toLowerCase())), origins: new Set(changed.origins) }
  }
  take(options)
  return {
    url: `http://${name}:${port}`,
    port,
    heldBytes: holder.heldBytes,
    copiedBytes: copies.bytes,
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

/**
 * What the runtime asks for when it has no answer to send. A transfer that broke between the verdict and the first byte
 * is the upstream's; everything else is ours, and says no more.
 */
function ownFault(thrown: unknown): Response {
  const broke = thrown instanceof Error && 'code' in thrown && /^E[A-Z]+$/.test(String(thrown.code))
  return broke
    ? refuse(fallback, { status: 502, code: 'upstream-dropped', message: brokenOff }, null)
    : refuse(fallback, { status: 500, code: 'internal', message: 'warmkey: internal error' }, null)
}

const brokenOff =
  'warmkey: the upstream broke its answer off before a byte of it was passed on. Send the request again.'

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
      // The error page of development shows source code and messages. Without it the runtime would let a second program
      // of this user listen on the same port and take half of the connections, keys and all.
      development: false,
      // Which also lets another process of this user listen on the same port and take half of the requests.
      reusePort: false,
      fetch: handle,
      error: ownFault,
    })
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
    const other = notListening[code]
    const fact = other === undefined ? '' : ` (${code})`
    throw new WarmkeyError('port-in-use', `Port ${port} of ${hostname} cannot be listened on${fact}.`, {
      remedy: other ?? 'Another program, perhaps another warmkey, has it: stop that one or choose another port.',
      cause,
    })
  }
}

/** What to do where it is not another program that stands in the way. */
const notListening: Readonly<Record<string, string>> = {
  EADDRNOTAVAIL: 'That address is none of this machine: correct `listen.hostname`.',
  EACCES: 'This user may not have that port: choose one above 1023.',
}
