import type { Signature } from '../signature.ts'

export const connectionDropped: Signature = {
  id: 'connection-dropped',
  title: 'The connection was cut',
  provider: 'network',
  cause: 'connection',
  renewable: 'no',
  when: [
    {
      printed:
        /\bConnection dropped \((?:ECONNRESET|EPIPE|ECONNABORTED|ConnectionClosed|ERR_SOCKET_CLOSED|UND_ERR_SOCKET)\b/,
    },
    {
      printed: /\bUnable to connect to API \((?:ECONNRESET|EPIPE|UND_ERR_SOCKET|ERR_SOCKET_CLOSED|ConnectionClosed)\b/,
    },
    { printed: /\bConnection to the API was lost\b/i },
    { printed: /\bThe socket connection was closed unexpectedly\b/i },
  ],
  area: 'local-runtime',
  meaning: 'The other side, or a device in between, closed the connection before the answer was complete.',
  why: 'Firewalls and VPNs forget quiet connections and cut them, load balancers close idle ones, and a gateway that crashes takes all of its connections along.',
  commonCauses: [
    'a VPN or firewall that cuts long or quiet connections',
    'a local gateway that crashed or restarted',
    'security software that inspects TLS',
    'a change of networks while an answer was streaming',
  ],
  remedy: [
    'Send the prompt again; if it fails again, run it once without the VPN or over another network.',
    'If a gateway is set in ANTHROPIC_BASE_URL, look into its log at the minute of the error and restart it.',
  ],
  otherwise:
    'Note how many seconds pass until the cut: always the same number means an idle timeout of a device, which its operator has to raise.',
  checks: [
    {
      on: 'any',
      look: 'curl -sS -m 20 -o /dev/null -w "%{http_code}\\n" https://api.anthropic.com',
      expect: 'A status: the way is open, so something cuts long answers only.',
    },
    { on: 'any', look: 'env | grep -iE "BASE_URL|PROXY"', expect: 'Names what lies in between and can cut.' },
    {
      on: 'macos',
      look: 'System Settings, Network, Filters',
      expect: 'A filter of security software there sees and cuts connections.',
    },
    { on: 'windows', look: 'The log of the firewall or antivirus', expect: 'An entry at the same minute names it.' },
    {
      on: 'container',
      look: 'The restart count of the gateway container (docker ps)',
      expect: 'Restarted seconds ago: it crashed.',
    },
    {
      on: 'ci',
      look: 'The idle timeout of the NAT of the runner',
      expect: 'Four minutes on some clouds; a long thinking pause is longer.',
    },
  ],
  worked: 'A prompt with a long answer comes through to its end.',
  ignorable: 'Yes, now and then: clients try again by themselves; no, when it comes at the same second each time.',
  prevent: 'Let gateways send a ping while they wait, and raise idle timeouts on the way to at least five minutes.',
  related: [
    'connection-refused',
    'closed-mid-response',
    'connect-timeout',
    'request-timed-out',
    'connection-reset-by-peer',
  ],
  seen: [
    {
      text: 'API Error: Connection dropped (ECONNRESET). Check the gateway set in ANTHROPIC_BASE_URL, then try again.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'API Error: Connection to the API was lost (ECONNRESET). This is usually temporary — try again.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'OAuth error: The socket connection was closed unexpectedly. For more information, pass `verbose: true` in the second argument to fetch()',
      source: 'https://github.com/anthropics/claude-code/issues/56711',
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
