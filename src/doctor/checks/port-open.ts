import { isLoopback } from '../../proxy.ts'
import { type Check, ok } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { portOf } from './warmkey-port.ts'

export const portOpen: Check = {
  id: 'port-open',
  title: 'Somebody listens there',
  group: 'network',
  needs: ['name-resolves'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint } = bench
    const through = typeof endpoint.proxy === 'string'
    const host = through ? `the proxy ${new URL(endpoint.proxy).host}` : (endpoint.parsed?.host ?? '')
    const reached = await endpoint.reach(signal)
    if (!isUnsaid(reached)) return ok(`${host} answers after ${Math.round(reached.elapsedMs)} ms`)
    const ours = isLoopback(endpoint.parsed?.hostname ?? '') && endpoint.parsed?.port === String(portOf(bench))
    return {
      status: 'wrong',
      cause: through ? 'proxy' : reached.fault === 'ETIMEDOUT' ? 'timeout' : 'connection',
      summary:
        reached.fault === 'ETIMEDOUT'
          ? `${host} does not answer; a firewall usually drops it in silence.`
          : `Nobody listens at ${host} (${reached.fault}).`,
      evidence: [`connecting to ${host}: ${reached.fault}`],
      fix: ours
        ? 'Start it: warmkey up'
        : through
          ? 'Check HTTPS_PROXY, or ask who runs that proxy.'
          : endpoint.place === null
            ? 'Check the network, the VPN and the firewall.'
            : `Start what listens there, or correct ANTHROPIC_BASE_URL in ${endpoint.place}.`,
    }
  },
}
