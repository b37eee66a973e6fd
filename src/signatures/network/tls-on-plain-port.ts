import type { Signature } from '../signature.ts'

export const tlsOnPlainPort: Signature = {
  id: 'tls-on-plain-port',
  title: 'HTTPS sent to a port that speaks plain HTTP',
  provider: 'network',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    { printed: /\bUnable to connect to API \(EPROTO\b/ },
    { printed: /\bSSL routines:(?:ssl3_get_record|tls_get_more_records)?:wrong version number\b/i },
    { printed: /\bWRONG_VERSION_NUMBER\b/ },
    { printed: /\bserver gave HTTP response to HTTPS client\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The address begins with https, and the server on that port answers without TLS.',
  why: 'Local gateways mostly speak plain HTTP on their port; a proxy that is itself reached by HTTP but named with https gives the same.',
  commonCauses: [
    'https:// in front of a local gateway',
    'HTTPS_PROXY set to an https:// address of a plain proxy',
    'port 80 in an https address',
  ],
  remedy: [
    'Write http:// in ANTHROPIC_BASE_URL for a gateway on this machine.',
    'Write http:// in HTTPS_PROXY: the name of the variable says what is sent through it, not how the proxy is reached.',
  ],
  otherwise: 'Ask the operator which port of the gateway speaks TLS.',
  checks: [
    { on: 'any', look: 'curl -sI http://<host>:<port>', expect: 'A status: the port speaks plain HTTP.' },
    { on: 'any', look: 'env | grep -iE "https_proxy|BASE_URL"', expect: 'https:// in one of them: this card.' },
    {
      on: 'container',
      look: 'The port mapping of the gateway container',
      expect: 'The TLS port may not be published.',
    },
  ],
  worked: 'The next prompt is answered with http in the address.',
  ignorable: 'No: nothing can be sent this way.',
  prevent: 'Keep scheme, host and port of a gateway together in one place that everybody copies from.',
  related: ['tls-self-signed', 'connection-refused', 'claude-code-proxy-tunnel'],
  seen: [
    {
      text: 'API Error: Unable to connect to API (EPROTO)',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'curl: (35) OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number',
      source: 'https://curl.se/libcurl/c/libcurl-errors.html',
      on: '2026-11-21',
    },
    {
      text: 'Get "https://127.0.0.1:33765/": http: server gave HTTP response to HTTPS client',
      source: 'https://pkg.go.dev/net/http',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
