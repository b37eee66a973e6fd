import { isIP } from 'node:net'
import { type Check, doesNotApply, ok, skip } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { bare, faultOfConnecting, portOfUrl } from '../network/stages.ts'

/** A client that tries the other family first waits this long and longer. */
const patienceMs = 2_000

/** A name with addresses of both families, of which one answers nobody: some clients hang before they try the other. */
export const bothFamilies: Check = {
  id: 'both-families',
  title: 'IPv4 and IPv6 both answer',
  group: 'network',
  needs: ['port-open'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint } = bench
    if (typeof endpoint.proxy === 'string') return doesNotApply('the proxy connects')
    const host = endpoint.parsed?.hostname ?? ''
    if (isIP(bare(host)) !== 0) return doesNotApply('the address is a number')
    const found = await endpoint.resolve(signal)
    if (isUnsaid(found)) return skip(`looking it up: ${found.fault}`)
    const [four, six] = [found.find((each) => isIP(each) === 4), found.find((each) => isIP(each) === 6)]
    if (four === undefined || six === undefined) return doesNotApply(`${host} has one family alone`)
    if (host === 'localhost') return doesNotApply('this machine answers at once either way')
    const port = endpoint.parsed === null ? 0 : portOfUrl(endpoint.parsed)
    const faultAt = (hostname: string) =>
      faultOfConnecting({ hostname, port, proxy: null }, { clock: bench.clock, mostMs: patienceMs }, signal)
    const [fourFault, sixFault] = await Promise.all([faultAt(four), faultAt(six)])
    const fault = fourFault ?? sixFault
    if (fault === null) return ok(`${four} and ${six}`)
    const dead = fourFault === null ? six : four
    return {
      status: 'warn',
      cause: fault === 'ETIMEDOUT' ? 'timeout' : 'connection',
      summary: `${host} has two families of addresses, and ${dead} does not answer (${fault}): each new connection may wait for it first.`,
      evidence: [`${four}, port ${port}: ${fourFault ?? 'answers'}`, `${six}, port ${port}: ${sixFault ?? 'answers'}`],
      fix:
        fourFault === null
          ? bench.world.platform === 'darwin'
            ? 'Have IPv6 of this network repaired, or leave it off: networksetup -setv6off Wi-Fi'
            : "Have IPv6 of this network repaired, or let IPv4 go first: echo 'precedence ::ffff:0:0/96 100' | sudo tee -a /etc/gai.conf"
          : `Ask whoever runs the network why IPv4 does not reach ${host}: curl -4 -sv https://${host}/ -o /dev/null`,
    }
  },
}
