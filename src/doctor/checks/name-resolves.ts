import { getServers } from 'node:dns'
import { isIP } from 'node:net'
import { isLoopback } from '../../proxy.ts'
import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { toRightAddress } from '../fixes/set-variable.ts'
import { hostsLine, withoutLine } from '../network/hosts-file.ts'
import { tunnelsHere } from './vpn-interfaces.ts'

export const nameResolves: Check = {
  id: 'name-resolves',
  title: 'The name has an address',
  group: 'network',
  needs: ['base-url', 'proxy-variables'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint, world } = bench
    if (typeof endpoint.proxy === 'string') return doesNotApply('the proxy looks it up')
    const host = endpoint.parsed?.hostname ?? ''
    const found = await endpoint.resolve(signal)
    if (!isUnsaid(found)) {
      const here = found.every((address) => isLoopback(address) || /^(0\.0\.0\.0|::1?)$/.test(address))
      if (isLoopback(host) || isIP(host) !== 0 || !here || !isUnsaid(await endpoint.reach(signal)))
        return ok(`${host} is ${found.slice(0, 2).join(', ')}`)
      const line = hostsLine(world, host)
      if (line !== null)
        return {
          status: 'wrong',
          cause: 'dns',
          summary: `${host} leads to ${line.address}, this machine itself, as line ${line.line} of ${line.file} says, and nobody listens there.`,
          evidence: [`${line.file}, line ${line.line}: ${line.address}`],
          fix: withoutLine(world, line),
        }
      // Whoever blocks names lets them lead nowhere.
      return {
        status: 'wrong',
        cause: 'dns',
        summary: `${host} leads to ${found[0]}, this machine itself, where nobody listens: the name server blocks it.`,
        evidence: [
          `looking up ${host}: ${found.join(', ')}`,
          `lists of blocked names (Pi-hole, AdGuard, a VPN) do that; what another one says: nslookup ${host} 1.1.1.1`,
        ],
        fix: rightOne(bench),
      }
    }
    const late = /ETIMEDOUT|EAI_AGAIN|ECONNREFUSED|DNS_(ETIMEOUT|ESERVFAIL|ECONNREFUSED)/.test(found.fault)
    const [server] = getServers()
    const tunnels = tunnelsHere()
    return {
      status: 'wrong',
      cause: 'dns',
      summary: late ? `No name server answers when asked for ${host}.` : `No name server knows ${host}.`,
      evidence: [
        `looking up ${host}: ${found.fault}`,
        tunnels.length === 0
          ? 'no tunnel of a VPN is open; the name of a company may be known inside of one alone'
          : `tunnels of a VPN: ${tunnels.join(', ')}`,
        `name servers: ${getServers().join(', ')}`,
      ],
      fix:
        late && server !== undefined
          ? `Ask whoever runs ${server} to answer when it is asked for ${host}.`
          : rightOne(bench),
    }
  },
}

/** A name is misspelt, or known only elsewhere: whoever runs the server knows which. */
function rightOne(bench: Bench): string {
  const { endpoint } = bench
  const host = endpoint.parsed?.host ?? ''
  return endpoint.place === null
    ? `Ask whoever runs this network to let ${host} be looked up.`
    : toRightAddress(bench, 'ANTHROPIC_BASE_URL', host)
}
