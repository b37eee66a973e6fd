import type { Signature } from '../signature.ts'

export const connectTimeout: Signature = {
  id: 'connect-timeout',
  title: 'No answer to the call for a connection',
  provider: 'network',
  cause: 'timeout',
  renewable: 'no',
  when: [
    { printed: /\bConnectTimeoutError: Connect Timeout Error\b/ },
    { printed: /\bUND_ERR_CONNECT_TIMEOUT\b/ },
    { printed: /\bUnable to connect to API \((?:ETIMEDOUT|ConnectionTimeout)\b/i },
    { printed: /\bconnect ETIMEDOUT [0-9a-f.:]{3,45}/ },
    { printed: /\bcurl: \(28\) (?:Failed to connect|Connection timed out|Connection timeout)\b/ },
  ],
  area: 'local-runtime',
  meaning: 'The packets that ask for a connection are swallowed on the way: neither a yes nor a no came back.',
  why: 'A firewall that drops packets answers nothing; a refusal would have come at once.',
  commonCauses: [
    'a firewall that allows traffic only through the proxy',
    'a VPN that is needed and not connected',
    'a wrong address of a gateway',
    'a network that blocks the region of the server',
  ],
  remedy: [
    'Run "curl -sI -m 10 https://api.anthropic.com"; if it hangs as well, connect the VPN or set HTTPS_PROXY to the proxy of the company.',
    'Ask the network team to let port 443 of the hosts of the API through.',
  ],
  otherwise: 'Try from a phone hotspot: if it works there, the office network is the reason.',
  checks: [
    {
      on: 'any',
      look: 'curl -sv -m 10 https://api.anthropic.com 2>&1 | head -5',
      expect: 'Stops after "Trying": packets are dropped.',
    },
    { on: 'any', look: 'env | grep -i proxy', expect: 'Empty in an office that has a proxy: this card.' },
    { on: 'container', look: 'The same curl inside', expect: 'Hangs only there: the container has no proxy set.' },
    { on: 'ci', look: 'The outbound rules of the runner', expect: 'Only listed hosts are let out.' },
    { on: 'wsl', look: 'The same curl in Windows', expect: 'Works there: the VPN does not route WSL.' },
  ],
  worked: 'The curl prints a status within a second.',
  ignorable: 'No: waiting longer does not help against a dropped packet.',
  prevent: 'Set the proxy for login shells, services and containers alike.',
  related: ['request-timed-out', 'no-route', 'connection-refused', 'claude-code-proxy-tunnel'],
  seen: [
    {
      text: "TypeError: fetch failed {\n  cause: ConnectTimeoutError: Connect Timeout Error\n      at onConnectTimeout (node:internal/deps/undici/undici:8422:28)\n      at node:internal/deps/undici/undici:8380:50\n      at Immediate._onImmediate (node:internal/deps/undici/undici:8411:13)\n      at process.processImmediate (node:internal/timers:476:21) {\n    code: 'UND_ERR_CONNECT_TIMEOUT'\n  }\n}",
      source: 'https://github.com/Explosion-Scratch/claude-unofficial-api/issues/35',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Request timed out. If the API is slow to answer, or a proxy or gateway holds responses, set API_TIMEOUT_MS above 1500.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
