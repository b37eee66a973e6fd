import type { Signature } from '../signature.ts'

export const dnsNotFound: Signature = {
  id: 'dns-not-found',
  title: 'The host name has no address',
  provider: 'network',
  cause: 'dns',
  renewable: 'no',
  when: [
    { printed: /\bCan't reach the API server [—-] check your internet or DNS\b/i },
    { printed: /\bgetaddrinfo (?:ENOTFOUND|EAI_AGAIN) [a-z0-9.-]{3,100}/i },
    { printed: /\bcurl: \(6\) Could not resolve host\b/ },
    { printed: /\bUnable to connect to API \((?:ENOTFOUND|EAI_AGAIN|FailedToOpenSocket)\b/i },
  ],
  area: 'local-runtime',
  meaning: 'The name of the server could not be turned into an address.',
  why: 'Either the name is misspelled, or the name server that is asked does not know it: internal names live on the company network, and a machine without network knows none.',
  commonCauses: [
    'no network, or a captive portal',
    'an internal host name outside the VPN',
    'a typing error in the base URL',
    'a name server that the VPN or Docker set and that is gone',
  ],
  remedy: [
    'Run "nslookup <host>" with the host of the base URL, and connect the VPN if it is an internal name.',
    'If other names fail too, reconnect the network or set another name server.',
  ],
  otherwise:
    'Ask a public server with "nslookup <host> 1.1.1.1": an answer there and none from yours means that your name server is at fault.',
  checks: [
    {
      on: 'any',
      look: 'nslookup api.anthropic.com',
      expect: 'No address: DNS of this machine is broken, not the address in question.',
    },
    { on: 'linux', look: 'resolvectl status', expect: 'Shows which name server is asked for which domain.' },
    { on: 'macos', look: 'scutil --dns | head -20', expect: 'Shows whether the VPN has put its name servers first.' },
    { on: 'windows', look: 'ipconfig /flushdns', expect: 'Forgets a wrong answer from before.' },
    {
      on: 'wsl',
      look: 'cat /etc/resolv.conf',
      expect: 'A name server of a network that is gone: run "wsl --shutdown" and start again.',
    },
    {
      on: 'container',
      look: 'docker run --rm busybox nslookup api.anthropic.com',
      expect: 'Fails while the host succeeds: restart Docker or set "dns" in its configuration.',
    },
    { on: 'ci', look: 'The network rules of the runner', expect: 'Private runners often resolve internal names only.' },
  ],
  worked: 'nslookup prints an address and the next prompt is answered.',
  ignorable: 'Only while you are offline on purpose.',
  prevent: 'Use full host names in base URLs, and let the VPN connect before the tools start.',
  related: ['connection-refused', 'no-route', 'connect-timeout', 'proxy-unreachable'],
  seen: [
    {
      text: "API Error: Can't reach the API server — check your internet or DNS (ENOTFOUND)",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: "Error: getaddrinfo ENOTFOUND gateway.invalid\n    at GetAddrInfoReqWrap.onlookupall [as oncomplete] (node:dns:122:26) {\n  errno: -3008,\n  code: 'ENOTFOUND',\n  syscall: 'getaddrinfo',\n  hostname: 'gateway.invalid'\n}",
      source: 'https://nodejs.org/api/errors.html#common-system-errors',
      on: '2026-11-21',
    },
    {
      text: 'curl: (6) Could not resolve host: gateway.invalid',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'curl: (5) Could not resolve proxy: proxy.invalid',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
