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
  meaning: 'The gateway cannot reach the store with its caps and is set to refuse everything until it can.',
  remedy: ['Wait a little and repeat the request; tell the operator of the gateway if it lasts.'],
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
