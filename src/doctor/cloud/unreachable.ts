import type { Cause } from '../../signatures/signature.ts'
import type { Bench } from '../bench.ts'
import type { Complaint } from '../check.ts'
import { createEndpoint } from '../endpoint.ts'
import { isCertificateFault } from '../network/client-tls.ts'

/** Why a host of a cloud says nothing, by the runtime's code, with what to do. */
export function unreachable(bench: Bench, host: string, fault: string, evidence: readonly string[]): Complaint {
  const [cause, summary, fix] = judged(host, fault, proxyOf(bench, host))
  return { status: 'wrong', cause, summary, evidence: [...evidence, `${host}: ${fault}`], fix }
}

/** The proxy on the way to this host; `null` for none. */
function proxyOf({ clientEnv: env, clock }: Bench, host: string): string | null {
  const { proxy } = createEndpoint({ url: `https://${host}`, place: null, trusted: true, env, clock })
  return typeof proxy === 'string' && URL.canParse(proxy) ? new URL(proxy).host : null
}

function judged(host: string, fault: string, proxy: string | null): readonly [Cause, string, string] {
  if (isCertificateFault(fault))
    return [
      'tls',
      `The certificate of ${host} is signed by somebody whom nobody here trusts (${fault}).`,
      `Ask whoever runs ${proxy ?? 'this network'} for its root certificate as a PEM file, then type: export NODE_EXTRA_CA_CERTS=<the file>`,
    ]
  // With one on the way, nobody else is spoken to before it has opened a tunnel.
  if (proxy !== null && !/TIMEDOUT|Timeout/i.test(fault))
    return [
      'proxy',
      `The proxy ${proxy} opens no way to ${host} (${fault}).`,
      `Ask whoever runs ${proxy} to let CONNECT ${host} through.`,
    ]
  if (/ENOTFOUND|EAI_|NXDOMAIN|DNS/.test(fault))
    return [
      'dns',
      `The name ${host} is not found (${fault}).`,
      `Ask whoever runs this network to let ${host} be looked up.`,
    ]
  const firewall = `Ask whoever runs this network to let ${host} through its firewall.`
  if (/TIMEDOUT|Timeout/i.test(fault)) return ['timeout', `${host} says nothing.`, firewall]
  return ['connection', `${host} cannot be reached (${fault}).`, firewall]
}
