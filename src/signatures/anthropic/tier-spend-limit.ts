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
  meaning:
    'The organization has spent what its tier allows in a month; the API answers 429 until the first of the next month, and waiting a minute does not help.',
  remedy: [
    'Ask an administrator to move the organization to a higher tier, or use another provider until the date in the message.',
  ],
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
