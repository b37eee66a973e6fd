import type { Signature } from '../signature.ts'

export const proxyUnreachable: Signature = {
  id: 'proxy-unreachable',
  title: 'The proxy itself is not found',
  provider: 'network',
  cause: 'proxy',
  renewable: 'no',
  when: [
    { printed: /\bcurl: \(5\) Could not resolve proxy\b/ },
    { printed: /\bUnable to connect to API \(ProxyConnectFailed\b/ },
    { printed: /\bERR_PROXY_CONNECTION_FAILED\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The proxy in the environment has no address or cannot be reached.',
  why: 'The proxy variables name a host that exists only on the office network, or that was moved.',
  commonCauses: [
    'an office proxy in the variables while you are at home',
    'a proxy that got another name',
    'a variable in a shell profile that nobody remembers',
  ],
  remedy: [
    'Unset HTTPS_PROXY and HTTP_PROXY outside the office, or connect the VPN.',
    'Ask for the present address of the proxy if you are inside.',
  ],
  otherwise: 'Look for a PAC file address in the system settings: the proxy it names is the present one.',
  checks: [
    { on: 'any', look: 'env | grep -i proxy', expect: 'Names the proxy that is not found.' },
    { on: 'macos', look: 'scutil --proxy', expect: 'Shows the proxy that the system uses now.' },
    { on: 'windows', look: 'netsh winhttp show proxy', expect: 'Shows the proxy that the system uses now.' },
    { on: 'container', look: 'docker info | grep -i proxy', expect: 'Docker hands its own proxy to containers.' },
  ],
  worked: 'curl -sI https://api.anthropic.com prints a status.',
  ignorable: 'No: nothing gets through.',
  prevent: 'Set the proxy by a script that looks at the network it is in.',
  related: ['claude-code-proxy-tunnel', 'dns-not-found', 'connection-refused'],
  seen: [
    {
      text: 'curl: (5) Could not resolve proxy: proxy.invalid',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'curl: (6) Could not resolve host: gateway.invalid',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
