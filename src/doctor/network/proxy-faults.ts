import type { Bench } from '../bench.ts'
import type { Complaint } from '../check.ts'
import type { Unsaid } from '../endpoint.ts'
import { toSet, toSetWhatIsAsked } from '../fixes/set-variable.ts'

/** A proxy that stands on the way and does not do what is asked of it. */
export interface OnTheWay {
  readonly proxy: URL
  /** The variable that names it. */
  readonly name: string
  /** Whom requests are meant for, with the port where it has one. */
  readonly host: string
  /** How that variable gets this value, as a sentence or what follows on one. */
  readonly toSet: (value: string) => string
  /** The same once somebody has handed it out. */
  readonly toSetAsked: (ask: string, what: string) => string
}

/** The proxy on the way to the endpoint; `null` for none. */
export function onTheWay(bench: Bench): OnTheWay | null {
  const { proxy, proxyName, parsed } = bench.endpoint
  if (typeof proxy !== 'string') return null
  const name = proxyName ?? 'HTTPS_PROXY'
  return {
    proxy: new URL(proxy),
    name,
    host: parsed?.host ?? '',
    toSet: (value) => toSet(bench, name, value).fix,
    toSetAsked: (ask, what) => toSetWhatIsAsked(bench, ask, name, what),
  }
}

/** Ways to sign in to a proxy that Claude Code does not know: https://code.claude.com/docs/en/network-config */
const unknownWays = /negotiate|ntlm|kerberos/i

/** Why the proxy gave no tunnel, as a complaint; `null` where the fault is none of the proxy's own answer. */
export function proxyComplaint(on: OnTheWay, { fault, detail = '' }: Unsaid): Complaint | null {
  const { proxy, host } = on
  const about = { status: 'wrong', cause: 'proxy', evidence: [`CONNECT ${host} at ${proxy.host}: ${fault}`] } as const
  const status = /^PROXY_(\d+)$/.exec(fault)?.[1]
  if (status === '407') return wantsSignIn(on, detail)
  if (status !== undefined)
    return {
      ...about,
      evidence: [`CONNECT ${host} at ${proxy.host}: ${status}${detail === '' ? '' : `, "${detail}"`}`],
      summary: `The proxy ${proxy.host} opens no way to ${host} (${status}${detail === '' ? '' : `: ${detail}`}).`,
      fix:
        Number(status) >= 500
          ? `Ask whoever runs ${proxy.host} to mend the way to ${host}: CONNECT is answered with ${status}.`
          : `Ask whoever runs ${proxy.host} to let CONNECT ${host} through.`,
    }
  if (fault === 'PROXY_SILENT')
    return {
      ...about,
      cause: 'timeout',
      summary: `The proxy ${proxy.host} takes the connection and says nothing when it is asked for ${host}.`,
      fix: `Ask whoever runs ${proxy.host} to answer CONNECT ${host}.`,
    }
  if (fault === 'PROXY_RESET')
    return {
      ...about,
      summary: `The proxy ${proxy.host} hangs up when it is asked for ${host}.`,
      fix: `Ask whoever runs ${proxy.host} to let CONNECT ${host} through.`,
    }
  if (fault === 'PROXY_ANSWER')
    return {
      ...about,
      summary: `What listens at ${proxy.host} is no HTTP proxy.`,
      fix: on.toSetAsked(`Ask whoever runs ${proxy.host} for the right address`, '<the right address>'),
    }
  return null
}

/** A proxy that wants to know who asks. `ways` are the names of its ways to sign in, such as `Negotiate, NTLM`. */
export function wantsSignIn({ proxy, name, host, toSet }: OnTheWay, ways: string): Complaint {
  const about = {
    status: 'wrong',
    cause: 'proxy',
    evidence: [`${host} through ${proxy.host}: 407${ways === '' ? '' : `, Proxy-Authenticate: ${ways}`}`],
  } as const
  const listed = ways.split(',').map((way) => way.trim())
  if (ways !== '' && listed.every((way) => unknownWays.test(way)))
    return {
      ...about,
      summary: `The proxy ${proxy.host} lets nobody through but with ${listed.join(' or ')}, which Claude Code cannot do.`,
      fix: `Ask whoever runs ${proxy.host} to let ${host} through without a sign-in, or for a gateway that is reached without that proxy.`,
    }
  return {
    ...about,
    summary:
      proxy.username === ''
        ? `The proxy ${proxy.host} wants a user name and a password.`
        : `The proxy ${proxy.host} does not take the user name and password in ${name}.`,
    // An @ in one of them has to be written as %40.
    fix: toSet(`${proxy.protocol}//<name>:<password>@${proxy.host}`),
  }
}

/** Ways to sign in that a `Proxy-Authenticate` lists, as `Negotiate, NTLM`: RFC 9110, section 11.7.1. */
export const waysIn = (header: string | null): string =>
  [
    ...new Set(
      (header ?? '')
        .replace(/"[^"]*"/g, '')
        .split(',')
        .map((each) => each.trim().split(/[\s=]/)[0] ?? ''),
    ),
  ]
    .filter((way) => /^(basic|bearer|digest|kerberos|negotiate|ntlm)$/i.test(way))
    .join(', ')
