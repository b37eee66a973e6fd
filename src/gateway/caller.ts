import type { WarmkeyErrorCode } from '../errors.ts'
import type { Dialect } from './dialects/dialect.ts'
import type { Caller, LocalKeys } from './local-keys.ts'
import { stopStatus } from './refusal.ts'

/** Who may call the gateway by which name; everything else is refused before anything is read. */
export interface AdmissionRules {
  /** Values of `Host` that are ours, lower case: protects against names that an attacker's DNS turns to loopback. */
  readonly hosts: ReadonlySet<string>
  /** Values of `Origin` that the user listed; a page in a browser always sends one, a tool never does. */
  readonly origins: ReadonlySet<string>
  readonly keys: Pick<LocalKeys, 'find'>
}

export interface Refused {
  readonly kind: 'refused'
  readonly status: number
  readonly code: WarmkeyErrorCode
  readonly message: string
}

export type Admission =
  | { readonly kind: 'caller'; readonly caller: Caller }
  | { readonly kind: 'sign-of-life' }
  | Refused

const refused = (status: number, code: WarmkeyErrorCode, message: string): Refused => ({
  kind: 'refused',
  status,
  code,
  message,
})

/** Shape of the token of a Claude login, told only to word a refusal; a key that is ours never looks like it. */
const loginShape = /^sk-ant-oat/

const leadsAstray = /\.\.|%2e|%5c/i

/** Decides from the head of a request alone whether it is let in. `path` is without query. */
export function admit(request: Request, path: string, dialects: readonly Dialect[], rules: AdmissionRules): Admission {
  const { headers, method } = request
  const host = headers.get('host')
  // Two Host headers arrive joined by a comma and so match nothing.
  if (host === null || !rules.hosts.has(host.toLowerCase())) {
    return refused(
      421,
      'host-refused',
      'warmkey: this gateway does not answer to that Host. Use the address that it printed, or list the name under `listen.hosts`.',
    )
  }
  const origin = headers.get('origin')
  if (origin !== null && !rules.origins.has(origin)) {
    return refused(
      403,
      'origin-refused',
      'warmkey: web pages may not call this gateway. If this page is yours, list its origin under `listen.origins`.',
    )
  }
  if (method === 'CONNECT' || method === 'TRACE')
    return refused(405, 'method-refused', `warmkey: ${method} is not for a gateway of APIs.`)
  if (dialects.some((dialect) => dialect.signOfLife(method, path))) return { kind: 'sign-of-life' }
  // The runtime has resolved plain dots. Those that are left could lead an upstream that decodes again out of the base
  // path that the profile names, or the key of a run to what it may not reach.
  if (leadsAstray.test(path)) {
    return refused(
      400,
      'path-refused',
      'warmkey: the path holds two dots, encoded dots or backslashes, which no API of ours uses.',
    )
  }
  const presented = [bearerOf(headers.get('authorization')), headers.get('x-api-key')]
  for (const key of presented) {
    const caller = key === null ? null : rules.keys.find(key)
    if (caller !== null) return { kind: 'caller', caller }
  }
  return unknownCaller(presented, headers.get('user-agent') ?? '')
}

function unknownCaller(presented: readonly (string | null)[], userAgent: string): Refused {
  // Claude Code would answer a 401 with a minute of retries and a request to log in.
  const status = userAgent.startsWith('claude-cli/') ? stopStatus : 401
  if (presented.some((key) => key !== null && loginShape.test(key))) {
    return refused(
      status,
      'subscription-login',
      'warmkey: this request carries a Claude login, which warmkey never forwards. Start the tool with `warmkey run`, or unset ANTHROPIC_BASE_URL.',
    )
  }
  const fact = presented.every((key) => key === null)
    ? 'this request carries no local key'
    : 'the key of this request is not a local key of this gateway'
  return refused(
    status,
    'caller-unknown',
    `warmkey: ${fact}. Start the tool with \`warmkey run\`, or give it the key that \`warmkey serve\` printed.`,
  )
}

/**
 * The token of `Authorization: Bearer …`, or of a bare value, which some tools send. An SDK of AWS that cannot but sign
 * has the local key as its access key id; what it signs with says nothing here.
 */
const bearerOf = (value: string | null): string | null =>
  value === null ? null : (/^bearer\s+(.+)$/i.exec(value)?.[1]?.trim() ?? signerOf(value) ?? value)

const signerOf = (value: string): string | undefined =>
  /^AWS4-HMAC-SHA256 Credential=([^/\s]{1,200})\//.exec(value)?.[1]

/** Whether this caller may go to this path; a run's key opens inference and nothing else. */
export function mayReach(caller: Caller, path: string, dialect: Dialect): Refused | null {
  if (caller.kind === 'lasting' || dialect.openToRuns(path)) return null
  return refused(
    404,
    'path-refused',
    `warmkey: the key of a run reaches inference only, not ${path.slice(0, 80)}. Use a lasting key of \`warmkey serve\` for it.`,
  )
}
