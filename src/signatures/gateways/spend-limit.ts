import type { Signature } from '../signature.ts'

export const gatewaySpendLimit: Signature = {
  id: 'gateway-spend-limit',
  title: 'Your spend limit at the gateway is reached',
  provider: 'gateway',
  cause: 'billing',
  renewable: 'no',
  when: [
    { status: [429], code: ['billing_error'], message: /^spend limit reached\b/i },
    { message: /\bspend limit reached \((?:daily|weekly|monthly)\b/i },
  ],
  meaning: 'The operator of the gateway set a cap for each person, and yours is reached until the period ends.',
  remedy: ['Wait until the period in the message ends, or ask the operator of the gateway to raise your cap.'],
  seen: [
    {
      status: 429,
      headers: { 'x-should-retry': 'false' },
      text: '{"type":"error","error":{"type":"billing_error","message":"spend limit reached (monthly; resets 2026-10-06 13:00 UTC)"}}',
      source: 'https://code.claude.com/docs/en/claude-apps-gateway-spend-limits',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 429,
      text: '{"type":"error","error":{"type":"billing_error","message":"spend limit unavailable"}}',
      source: 'https://code.claude.com/docs/en/claude-apps-gateway-spend-limits',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
