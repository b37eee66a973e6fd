import type { Signature } from '../signature.ts'

export const anthropicTierSpendLimit: Signature = {
  id: 'anthropic-tier-spend-limit',
  title: 'The monthly limit of the tier is reached',
  provider: 'anthropic',
  cause: 'billing',
  renewable: 'no',
  when: [
    { status: [429], code: ['enforced_spend_limit_reached'] },
    { message: /\bcrossed its monthly API usage threshold\b/i },
  ],
  area: 'quota-or-rate',
  meaning:
    'The organization has spent what its tier allows in a month; the API answers 429 until the first of the next month, and waiting a minute does not help.',
  why: 'Each tier has a sum for the calendar month; the answer is a 429 without retry-after, so that clients take it for a limit by the minute.',
  commonCauses: [
    'a team that grew within its tier',
    'a job that ran wild earlier in the month',
    'a new organization that is still in the lowest tier',
  ],
  remedy: [
    'Ask an administrator to move the organization to a higher tier, or use another provider until the date in the message.',
  ],
  otherwise: 'Move urgent work to Bedrock, Vertex or Foundry, whose limits are counted apart.',
  checks: [
    { on: 'any', look: 'error.details.error_code of the body', expect: 'enforced_spend_limit_reached: this card.' },
    { on: 'any', look: 'The retry-after header', expect: 'Missing: no waiting of minutes will do.' },
    { on: 'any', look: 'The Cost page of the Console', expect: 'Shows which key and model spent it.' },
  ],
  worked: 'A request is answered after the change of the tier, or after the first of the month at 00:00 UTC.',
  ignorable: 'No: it lasts until the date in the message.',
  prevent:
    'Set workspace limits below the sum of the tier and watch the cost by key, so that one job cannot use up the month.',
  related: ['anthropic-usage-limit', 'anthropic-rate-limit', 'anthropic-billing-error'],
  seen: [
    {
      status: 429,
      text: '{"type":"error","error":{"type":"rate_limit_error","message":"You have reached your API usage limits: your organization has crossed its monthly API usage threshold, set based on your organization\'s API tier. You will regain access on 2026-09-01 at 00:00 UTC.","details":{"error_code":"enforced_spend_limit_reached"}},"request_id":"req_018EeWyXxfu5pfWkrYcMdjWG"}',
      source: 'https://platform.claude.com/docs/en/api/rate-limits',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 429,
      text: '{"type":"error","error":{"type":"rate_limit_error","message":"Rate limited"},"request_id":"req_011CcRAg8tTKR3QtEPLyERT8"}',
      source: 'https://github.com/anthropics/claude-code/issues/71670',
      on: '2026-11-21',
    },
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits. You will regain access on 2026-04-01 at 00:00 UTC."},"request_id":"req_011CZLrUfBVkVHn5T6EqQaf7"}',
      source: 'https://github.com/anthropics/claude-code/issues/38035',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
