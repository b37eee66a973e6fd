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
  area: 'quota-or-rate',
  meaning: 'The operator of the gateway set a cap for each person, and yours is reached until the period ends.',
  why: 'The gateway counts what each person spends and refuses at the cap; it asks clients not to repeat the request.',
  commonCauses: ['a long unattended run', 'a large model as the default', 'a cap from a time of smaller use'],
  remedy: ['Wait until the period in the message ends, or ask the operator of the gateway to raise your cap.'],
  otherwise: 'Ask the operator to split the cap: one for you, one for your unattended runs.',
  checks: [
    {
      on: 'any',
      look: 'The usage page of the gateway, or /usage in Claude Code',
      expect: 'Shows the cap and what is spent.',
    },
    { on: 'ci', look: 'Whose key the jobs use', expect: 'Jobs under your name spend your cap.' },
  ],
  worked: 'The next request is answered after the reset or the raise.',
  ignorable: 'No: nothing is answered until the period ends.',
  prevent: 'Use a smaller model for routine work, and give jobs an identity of their own.',
  related: ['gateway-spend-limit-unavailable', 'anthropic-usage-limit', 'anthropic-billing-error'],
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
