import type { Cause } from '../../signatures/signature.ts'
import type { Complaint } from '../check.ts'

/** Why a host of a cloud says nothing, by the runtime's code, with what to type. */
export function unreachable(host: string, fault: string, evidence: readonly string[]): Complaint {
  const [cause, summary, fix] = judged(host, fault)
  return { status: 'wrong', cause, summary, evidence: [...evidence, `${host}: ${fault}`], fix }
}

function judged(host: string, fault: string): readonly [Cause, string, string] {
  if (/CERT|SELF_SIGNED|UNABLE_TO|ISSUER/.test(fault))
    return [
      'tls',
      `The certificate of ${host} is signed by somebody whom nobody here trusts (${fault}).`,
      'Get the root certificate of your proxy as a PEM file from your administrator, then: export NODE_EXTRA_CA_CERTS=/path/to/it.pem',
    ]
  if (/PROXY|TUNNEL/.test(fault))
    return [
      'proxy',
      `The proxy of HTTPS_PROXY opens no way to ${host} (${fault}).`,
      `Ask whoever runs the proxy of HTTPS_PROXY to let ${host} through, on port 443.`,
    ]
  if (/ENOTFOUND|EAI_|NXDOMAIN|DNS/.test(fault))
    return [
      'dns',
      `The name ${host} is not found (${fault}).`,
      `Type: getent hosts ${host} (and, without an answer, correct the network or VPN)`,
    ]
  if (/TIMEDOUT|Timeout/i.test(fault))
    return [
      'timeout',
      `${host} says nothing.`,
      `Type: curl -m 5 -sSI https://${host} (and, without an answer, correct the network or HTTPS_PROXY)`,
    ]
  return [
    'connection',
    `${host} cannot be reached (${fault}).`,
    `Type: curl -m 5 -sSI https://${host} (and, without an answer, correct the network or HTTPS_PROXY)`,
  ]
}
