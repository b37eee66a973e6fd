import type { Signature } from '../signature.ts'

export const anthropicUsageLimit: Signature = {
  id: 'anthropic-usage-limit',
  title: 'The spend limit of the organization is reached',
  provider: 'anthropic',
  cause: 'billing',
  renewable: 'no',
  when: [
    {
      status: [400],
      code: ['invalid_request_error'],
      message: /\breached your specified (?:workspace )?API usage limits\b/i,
    },
    { message: /\breached your specified (?:workspace )?API usage limits\b/i },
  ],
  meaning: 'The organization or workspace set itself a spend limit, and it is reached until the date in the message.',
  remedy: [
    'Ask an administrator to raise the spend limit of the organization or workspace, or wait until the date in the message.',
  ],
  seen: [
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"You have reached your specified API usage limits. You will regain access on 2026-04-01 at 00:00 UTC."},"request_id":"req_011CZLrUfBVkVHn5T6EqQaf7"}',
      source: 'https://github.com/anthropics/claude-code/issues/38035',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing to upgrade or purchase credits."}}',
      source: 'https://github.com/anthropics/claude-code/issues/867',
      on: '2026-11-21',
    },
    {
      status: 429,
      text: '{"type":"error","error":{"type":"rate_limit_error","message":"You have reached your API usage limits: your organization has crossed its monthly API usage threshold, set based on your organization\'s API tier. You will regain access on 2026-09-01 at 00:00 UTC.","details":{"error_code":"enforced_spend_limit_reached"}},"request_id":"req_018EeWyXxfu5pfWkrYcMdjWG"}',
      source: 'https://platform.claude.com/docs/en/api/rate-limits',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
