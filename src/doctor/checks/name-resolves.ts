import { type Check, doesNotApply, ok } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'

export const nameResolves: Check = {
  id: 'name-resolves',
  title: 'The name has an address',
  group: 'network',
  needs: ['base-url', 'proxy-variables'],
  aboutEndpoint: true,
  network: true,
  async run({ endpoint }, signal) {
    if (typeof endpoint.proxy === 'string') return doesNotApply('the proxy looks it up')
    const host = endpoint.parsed?.hostname ?? ''
    const found = await endpoint.resolve(signal)
    if (!isUnsaid(found)) return ok(`${host} is ${found.slice(0, 2).join(', ')}`)
    const late = found.fault === 'ETIMEDOUT'
    return {
      status: 'wrong',
      cause: 'dns',
      summary: late ? `No name server answers when asked for ${host}.` : `No name server knows ${host}.`,
      evidence: [`looking up ${host}: ${found.fault}`],
      fix:
        endpoint.place === null
          ? 'Check the network and the VPN, then: nslookup api.anthropic.com'
          : `Check the spelling of ANTHROPIC_BASE_URL in ${endpoint.place}; if it is right, switch on the VPN that knows the name.`,
    }
  },
}
