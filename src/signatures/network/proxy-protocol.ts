import type { Signature } from '../signature.ts'

export const proxyProtocol: Signature = {
  id: 'proxy-protocol',
  title: 'This kind of proxy is not spoken',
  provider: 'network',
  cause: 'proxy',
  renewable: 'no',
  when: [{ printed: /\bUnsupportedProxyProtocol\b/ }],
  area: 'deployment-or-configuration',
  meaning: 'The proxy address begins with a protocol that the client does not speak, mostly socks5.',
  why: 'The client speaks to HTTP and HTTPS proxies only; a SOCKS proxy, as an SSH tunnel with -D gives one, has another protocol.',
  commonCauses: [
    'socks5:// in HTTPS_PROXY or ALL_PROXY',
    'the SOCKS port of a VPN tool where its HTTP port is meant',
    'an address without http:// in front',
  ],
  remedy: [
    'Set HTTPS_PROXY to the HTTP port of the proxy tool, as in http://127.0.0.1:7890.',
    'If there is only a SOCKS proxy, run privoxy or gost in front of it and use that address.',
  ],
  otherwise: 'Use the TUN mode of the VPN tool and unset the proxy variables.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -i proxy',
      expect: 'socks in one of the lines: this card; the lower-case names count too.',
    },
    { on: 'ssh', look: 'ssh -D', expect: 'Opens a SOCKS proxy, which the client cannot use.' },
    {
      on: 'vscode',
      look: 'The terminal profile and http.proxy',
      expect: 'May set another proxy than the login shell.',
    },
  ],
  worked: 'The next prompt is answered with the new address.',
  ignorable: 'No: every request fails at once.',
  prevent: 'Write http:// addresses into the proxy variables, and leave ALL_PROXY unset.',
  related: ['claude-code-proxy-tunnel', 'proxy-unreachable', 'proxy-sign-in'],
  seen: [
    {
      text: 'API Error: Unable to connect to API (UnsupportedProxyProtocol)',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: "API Error: Couldn't connect through your proxy (ERR_PROXY_TUNNEL) — the proxy refused the tunnel: check its credentials and that it allows this host",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
