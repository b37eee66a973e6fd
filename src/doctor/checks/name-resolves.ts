import { isIP } from 'node:net'
import { isLoopback } from '../../proxy.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { tunnelsHere } from './vpn-interfaces.ts'

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
    if (!isUnsaid(found)) {
      const here = found.every((address) => isLoopback(address) || /^(0\.0\.0\.0|::1?)$/.test(address))
      if (isLoopback(host) || isIP(host) !== 0 || !here || !isUnsaid(await endpoint.reach(signal)))
        return ok(`${host} is ${found.slice(0, 2).join(', ')}`)
      // Whoever blocks names lets them lead nowhere.
      return {
        status: 'wrong',
        cause: 'dns',
        summary: `${host} leads to ${found[0]}, this machine itself, where nobody listens: the name server or the file of hosts blocks it.`,
        evidence: [`looking up ${host}: ${found.join(', ')}`],
        fix: `Look for it in /etc/hosts, and take it off the list of whatever blocks names in this network (Pi-hole, AdGuard, a VPN); what another one says: nslookup ${host} 1.1.1.1`,
      }
    }
    const late = found.fault === 'ETIMEDOUT'
    const tunnels = tunnelsHere()
    return {
      status: 'wrong',
      cause: 'dns',
      summary: late ? `No name server answers when asked for ${host}.` : `No name server knows ${host}.`,
      evidence: [
        `looking up ${host}: ${found.fault}`,
        tunnels.length === 0 ? 'no tunnel of a VPN is open' : `tunnels of a VPN: ${tunnels.join(', ')}`,
      ],
      fix:
        endpoint.place === null
          ? 'Check the network and the VPN, then: nslookup api.anthropic.com'
          : `Check the spelling of ANTHROPIC_BASE_URL in ${endpoint.place}; if it is right, switch on the VPN that knows the name.`,
    }
  },
}
