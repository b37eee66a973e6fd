import { networkInterfaces } from 'node:os'
import type { ClientWorld } from '../../clients/client.ts'
import { type Check, doesNotApply, ok } from '../check.ts'

/** Names that tunnels have: OpenVPN, WireGuard, Tailscale, ZeroTier, Cisco, PPP, IPsec, Clash. */
const tunnel = /^(u?tun|tap|wg|ppp|tailscale|zt|cscotun|gpd|ipsec|nordlynx|proton|mihomo|Meta|utap)/i

/** Tunnels of this machine: a name that is known inside of one alone, and one that takes every request, begin here. */
export const vpnInterfaces: Check = {
  id: 'vpn-interfaces',
  title: 'Tunnels of this machine',
  group: 'network',
  needs: [],
  run({ world }) {
    const tunnels = tunnelsHere()
    if (tunnels.length === 0) return doesNotApply('no tunnel is open')
    const all = wayOut(world)
    return ok(tunnels.map((name) => (name === all ? `${name}, through which everything goes` : name)).join(', '))
  },
}

/** Names of the tunnels that have an address. macOS has some of its own that carry link-local addresses alone. */
export const tunnelsHere = (): string[] =>
  Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    tunnel.test(name) && (addresses ?? []).some(({ address }) => !address.toLowerCase().startsWith('fe80:'))
      ? [name]
      : [],
  )

/**
 * The link of the default route of IPv4, the one with the least metric, or of the two halves with which WireGuard and
 * OpenVPN stand in for it; `null` where it cannot be told: https://man7.org/linux/man-pages/man5/proc_pid_net.5.html
 */
export function wayOut({ read }: ClientWorld): string | null {
  const text = read('/proc/net/route')
  if (typeof text !== 'string') return null
  const routes = text
    .split('\n')
    .slice(1)
    .map((line) => line.trim().split(/\s+/))
    .map(([link = '', to = '', , , , , metric = '0', mask = '']) => ({ link, to, mask, metric: Number(metric) }))
  // 0.0.0.0/1 in the byte order of this file.
  const half = routes.find(({ to, mask }) => to === '00000000' && mask === '00000080')
  const whole = routes
    .filter(({ to, mask }) => to === '00000000' && mask === '00000000')
    .toSorted((a, b) => a.metric - b.metric)[0]
  return (half ?? whole)?.link ?? null
}
