import { networkInterfaces } from 'node:os'
import { type Check, doesNotApply, ok } from '../check.ts'

/** Names that tunnels have: OpenVPN, WireGuard, Tailscale, ZeroTier, Cisco, PPP, IPsec, Clash. */
const tunnel = /^(u?tun|tap|wg|ppp|tailscale|zt|cscotun|gpd|ipsec|nordlynx|proton|mihomo|Meta|utap)/i

/** Tunnels of this machine: a name that is known inside of one alone, and one that takes every request, begin here. */
export const vpnInterfaces: Check = {
  id: 'vpn-interfaces',
  title: 'Tunnels of this machine',
  group: 'network',
  needs: [],
  run() {
    const tunnels = tunnelsHere()
    return tunnels.length === 0 ? doesNotApply('no tunnel is open') : ok(tunnels.join(', '))
  },
}

/** Names of the tunnels that have an address. macOS has some of its own that carry link-local addresses alone. */
export const tunnelsHere = (): string[] =>
  Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    tunnel.test(name) && (addresses ?? []).some(({ address }) => !address.toLowerCase().startsWith('fe80:'))
      ? [name]
      : [],
  )
