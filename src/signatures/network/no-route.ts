import type { Signature } from '../signature.ts'

export const noRoute: Signature = {
  id: 'no-route',
  title: 'No way to the network',
  provider: 'network',
  cause: 'connection',
  renewable: 'no',
  when: [
    { printed: /\bNo internet route [—-] check your connection\b/i },
    { printed: /\b(?:connect )?(?:EHOSTUNREACH|ENETUNREACH) [0-9a-f.:]{3,45}/ },
    { printed: /\bUnable to connect to API \((?:EHOSTUNREACH|ENETUNREACH|ENETDOWN)\b/ },
  ],
  area: 'local-runtime',
  meaning: 'This machine knows no way to the network of the server.',
  why: 'The routing table has no entry for the address: the network is down, a VPN took all routes and is not connected, or only IPv6 is offered where there is none.',
  commonCauses: [
    'a network that is just changing, as after sleep',
    'a VPN that hangs half-connected',
    'an IPv6 address on a network without IPv6',
    'a container without a network',
  ],
  remedy: [
    'Disconnect and reconnect the network or the VPN.',
    'Run "curl -4 -sI https://api.anthropic.com"; if that works, the IPv6 of this network is broken: turn it off for the interface.',
  ],
  otherwise: 'Restart the machine or the virtual machine once: stale routes of a VPN client survive everything else.',
  checks: [
    { on: 'linux', look: 'ip route get 1.1.1.1', expect: 'Unreachable: there is no default route.' },
    {
      on: 'macos',
      look: 'netstat -rn | head',
      expect: 'The first line names where everything goes; utun means the VPN.',
    },
    { on: 'windows', look: 'route print', expect: 'No line with 0.0.0.0: no default route.' },
    { on: 'wsl', look: 'ping -c1 1.1.1.1', expect: 'Fails in WSL only: "wsl --shutdown" and start again.' },
    {
      on: 'container',
      look: 'docker network inspect bridge',
      expect: 'A subnet that collides with the one of the VPN.',
    },
  ],
  worked: 'curl -sI https://api.anthropic.com prints any HTTP status.',
  ignorable: 'Yes for a moment after sleep or a change of networks: clients try again.',
  prevent: 'Choose container subnets that do not collide with those of the company network.',
  related: ['dns-not-found', 'connect-timeout', 'connection-refused'],
  seen: [
    {
      text: 'API Error: No internet route — check your connection or VPN (EHOSTUNREACH)',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'API Error: Connection refused — a firewall or proxy may be blocking it (ECONNREFUSED)',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
