import type { Signature } from '../signature.ts'

export const gatewaySpendLimitUnavailable: Signature = {
  id: 'gateway-spend-limit-unavailable',
  title: 'The gateway cannot look up your spend limit',
  provider: 'gateway',
  cause: 'server-error',
  renewable: 'no',
  when: [
    { status: [429], code: ['billing_error'], message: /^spend limit unavailable\b/i },
    { message: /^spend limit unavailable\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The gateway cannot reach the store with its caps and is set to refuse everything until it can.',
  why: 'The gateway must know the caps before it lets anybody spend, and it is set to refuse when it cannot read them.',
  commonCauses: [
    'the database of the gateway is down or slow',
    'a deployment of the gateway under way',
    'a network rule between gateway and database',
  ],
  remedy: ['Wait a little and repeat the request; tell the operator of the gateway if it lasts.'],
  otherwise: 'Ask the operator whether the gateway may let requests through while the store is away.',
  checks: [
    { on: 'any', look: 'The health page of the gateway', expect: 'Reports the store as unreachable.' },
    { on: 'any', look: 'A colleague on the same gateway', expect: 'Gets the same: it is not your account.' },
  ],
  worked: 'The same request is answered without a change on your side.',
  ignorable: 'Yes for some minutes: it has nothing to do with you; tell the operator when it lasts.',
  prevent: 'Run the store redundantly, or let the gateway keep the last known caps for some minutes.',
  related: ['gateway-spend-limit', 'gateway-html-error'],
  seen: [
    {
      status: 429,
      headers: { 'x-should-retry': 'false' },
      text: '{"type":"error","error":{"type":"billing_error","message":"spend limit unavailable"}}',
      source: 'https://code.claude.com/docs/en/claude-apps-gateway-spend-limits',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 429,
      text: '{"type":"error","error":{"type":"billing_error","message":"spend limit reached (monthly; resets 2026-10-06 13:00 UTC)"}}',
      source: 'https://code.claude.com/docs/en/claude-apps-gateway-spend-limits',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
