import type { Signature } from '../signature.ts'

export const gatewayUpstreamUnreachable: Signature = {
  id: 'gateway-upstream-unreachable',
  title: 'The gateway cannot reach what lies behind it',
  provider: 'gateway',
  cause: 'server-error',
  renewable: 'no',
  when: [
    { status: [502, 503, 504], message: /\bupstream connect error or disconnect\/reset before headers\b/i },
    { message: /\bupstream connect error or disconnect\/reset before headers\b/i },
    { status: [503], message: /^no healthy upstream$/i },
    { status: [502], message: /^all upstreams failed \(\d{1,3} attempted\)/i },
    { message: /\ball upstreams failed \(\d{1,3} attempted\)/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The gateway took the request and could not reach any server that could answer it.',
  why: 'The words are those of Envoy and of gateways like it; the reason behind them names connection, TLS or time.',
  commonCauses: [
    'a server behind the gateway that is down',
    'a network rule between gateway and provider',
    'an incident at the provider',
    'credentials of the gateway that every provider refused',
  ],
  remedy: [
    'Send the prompt again after a minute.',
    'If it lasts, give the operator of the gateway the words behind "reset reason".',
  ],
  otherwise: 'Choose another model or another gateway.',
  checks: [
    {
      on: 'any',
      look: 'The host in ANTHROPIC_BASE_URL',
      expect: 'Your own gateway: its operator; api.anthropic.com: the provider.',
    },
    { on: 'any', look: 'https://status.claude.com', expect: 'An incident explains it.' },
    { on: 'container', look: 'A sidecar or mesh in the pod', expect: 'It may be the one that speaks.' },
  ],
  worked: 'The same prompt is answered without a change here.',
  ignorable: 'Yes, when it comes now and then: clients try again.',
  prevent: 'Give gateways more than one provider and health checks for each.',
  related: ['gateway-html-error', 'anthropic-server-error', 'connection-dropped'],
  seen: [
    {
      status: 503,
      text: 'API Error (503 upstream connect error or disconnect/reset before headers. reset reason: remote connection failure, transport failure reason: delayed connect error: Connection refused) · Retrying in 4 seconds… (attempt 4/10)',
      source: 'https://github.com/anthropics/claude-code/issues/7043',
      on: '2026-11-21',
    },
    {
      status: 503,
      text: 'no healthy upstream',
      source: 'https://github.com/cortexlabs/cortex/issues/432',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
