import type { Signature } from '../signature.ts'

export const connectionError: Signature = {
  id: 'connection-error',
  title: 'No connection, reason not shown',
  provider: 'network',
  cause: 'connection',
  renewable: 'no',
  when: [
    { printed: /\bAPI Error \(Connection error\.\)/ },
    { printed: /\bAPIConnectionError: Connection error\b/ },
    { printed: /\bAPI Error: Connection error\./ },
    { printed: /\bUnable to connect\. Is the computer able to access the url\b/i },
    { printed: /\bUnable to connect to API due to poor internet connection\b/i },
  ],
  area: 'local-runtime',
  meaning: 'No request reached the API, and the program does not print why.',
  why: 'Older clients and the SDKs wrap every network failure into these words; the reason stands in the cause of the error, or one line below.',
  commonCauses: [
    'no network, VPN or proxy',
    'a certificate of a TLS-inspecting proxy',
    'a local gateway that is not running',
    'a proxy that swallows requests to 127.0.0.1',
  ],
  remedy: [
    'Run "curl -sv https://api.anthropic.com" (or the base URL) in the same shell: its last lines name the reason.',
    'Update the client: current versions print the reason themselves.',
  ],
  otherwise: 'Print the cause of the error (error.cause in JavaScript, __cause__ in Python): it holds the system code.',
  checks: [
    {
      on: 'any',
      look: 'The line below: "TypeError (fetch failed)" or a code in brackets',
      expect: 'The code decides; look that one up.',
    },
    {
      on: 'any',
      look: 'env | grep -iE "proxy|BASE_URL"',
      expect: 'A loopback base URL together with HTTPS_PROXY and no NO_PROXY: requests go to the proxy.',
    },
    {
      on: 'container',
      look: 'curl from inside the container',
      expect: 'Fails only there: network or proxy of the container.',
    },
  ],
  worked: 'The curl prints a status, and the next prompt is answered.',
  ignorable: 'No, unless the retry that is announced succeeds.',
  prevent: 'Put 127.0.0.1 and localhost into NO_PROXY wherever a proxy is set.',
  related: ['connection-refused', 'dns-not-found', 'tls-self-signed', 'connect-timeout', 'connection-dropped'],
  seen: [
    {
      text: 'API Error (Connection error.) · Retrying in 1 seconds… (attempt 1/10)\n    ⎿  TypeError (fetch failed)',
      source: 'https://github.com/anthropics/claude-code/issues/4574',
      on: '2026-11-21',
    },
    {
      text: 'APIConnectionError: Connection error.',
      source: 'https://github.com/anthropics/claude-quickstarts/issues/85',
      on: '2026-11-21',
    },
    {
      text: 'Error: Unable to connect. Is the computer able to access the url?',
      source: 'https://github.com/ianjwhite99/opencode-with-claude/issues/43',
      on: '2026-11-21',
    },
    {
      text: 'Unable to connect to API due to poor internet connection',
      source: 'https://github.com/Wei-Shaw/claude-relay-service/issues/498',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'API Error (Request timed out.) · Retrying in 5 seconds… (attempt 4/10)',
      source: 'https://github.com/anthropics/claude-code/issues/4571',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
