import { type Check, doesNotApply, ok } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'

export const tlsTrusted: Check = {
  id: 'tls-trusted',
  title: 'Its certificate is trusted',
  group: 'network',
  needs: ['port-open'],
  aboutEndpoint: true,
  network: true,
  async run({ endpoint, clientEnv }, signal) {
    if (endpoint.parsed?.protocol !== 'https:') return doesNotApply('it is not https')
    if (typeof endpoint.proxy === 'string') return doesNotApply('a proxy is on the way; the request itself shows it')
    const { host } = endpoint.parsed
    const shaken = await endpoint.handshake(signal)
    if (isUnsaid(shaken))
      return {
        status: 'wrong',
        cause: 'tls',
        summary: `${host} does not speak TLS (${shaken.fault}).`,
        evidence: [`TLS with ${host}: ${shaken.fault}`],
        fix: `Check the port, and whether it is http:// in ${endpoint.place ?? 'ANTHROPIC_BASE_URL'}.`,
      }
    if (shaken.trusted) return ok(`signed by ${shaken.issuer}`)
    const file = clientEnv.NODE_EXTRA_CA_CERTS
    const expired = /EXPIRED|NOT_YET_VALID/.test(shaken.code)
    return {
      status: 'wrong',
      cause: 'tls',
      summary: expired
        ? `The certificate of ${host} is not valid today (${shaken.code}).`
        : `The certificate of ${host} is signed by "${shaken.issuer}", whom nobody here trusts (${shaken.code}).`,
      evidence: [
        `TLS with ${host}: ${shaken.code}, issuer ${shaken.issuer}`,
        `NODE_EXTRA_CA_CERTS is ${file === undefined ? 'not set' : file}`,
      ],
      fix: expired
        ? 'Check the clock of this machine; if it is right, tell whoever runs that server.'
        : `Get the root certificate of "${shaken.issuer}" as a PEM file from your administrator, then: export NODE_EXTRA_CA_CERTS=/path/to/it.pem`,
    }
  },
}
