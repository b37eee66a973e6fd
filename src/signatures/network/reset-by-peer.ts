import type { Signature } from '../signature.ts'

export const connectionResetByPeer: Signature = {
  id: 'connection-reset-by-peer',
  title: 'The other side hung up',
  provider: 'network',
  cause: 'connection',
  renewable: 'no',
  when: [
    { printed: /\bConnection reset by peer\b/ },
    { printed: /\bread ECONNRESET\b/ },
    { printed: /\bsocket hang up\b/ },
  ],
  area: 'local-runtime',
  meaning: 'A connection was ended by a reset from the other side or from a device in between.',
  why: 'Firewalls and inspection devices answer what they do not like with a reset; servers do so when they restart.',
  commonCauses: [
    'a firewall or VPN that does not like the host',
    'a TLS-inspecting device',
    'a gateway that restarted',
    'a connection that was idle too long',
  ],
  remedy: [
    'Send the prompt again.',
    'Run "curl -sv https://api.anthropic.com" in the same shell; if that is reset too, leave the VPN or ask the network team to allow the host.',
  ],
  otherwise: 'Compare with a phone hotspot: if it works there, a device of this network resets.',
  checks: [
    {
      on: 'any',
      look: 'curl -sv <base URL> 2>&1 | tail -5',
      expect: 'Reset during the TLS handshake: a device that looks at the host name.',
    },
    {
      on: 'container',
      look: 'The same inside the container',
      expect: 'Only there: the MTU or the proxy of the container.',
    },
    { on: 'wsl', look: 'ip link | grep mtu', expect: 'A VPN with a smaller MTU cuts large packets.' },
    { on: 'ci', look: 'The outbound rules of the runner', expect: 'Some refuse by reset.' },
  ],
  worked: 'The curl prints a status and the next prompt is answered.',
  ignorable: 'Yes, now and then; no, when it comes each time.',
  prevent: 'Have the hosts of the API allowed by name, without inspection.',
  related: ['connection-dropped', 'connection-refused', 'tls-self-signed', 'claude-code-network-blocked'],
  seen: [
    {
      text: 'curl: (56) Recv failure: Connection reset by peer',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      on: '2026-11-21',
    },
    {
      text: 'Connection reset by peer',
      source: 'https://www.titikey.com/en/article/article-1778985333760',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'API Error: Connection dropped (ECONNRESET). Check the gateway set in ANTHROPIC_BASE_URL, then try again.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
