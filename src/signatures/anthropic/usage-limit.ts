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
  area: 'quota-or-rate',
  meaning: 'The organization or workspace set itself a spend limit, and it is reached until the date in the message.',
  why: 'An administrator has set a ceiling for money in the Console; the API refuses with a 400 when it is reached, and no client repeats that.',
  commonCauses: [
    'a workspace limit set for a trial',
    'a job that used more than expected',
    'a ceiling for the month set for the whole organization',
  ],
  remedy: [
    'Ask an administrator to raise the spend limit of the organization or workspace, or wait until the date in the message.',
  ],
  otherwise: 'Use a key of another workspace that still has room, if you are allowed to.',
  checks: [
    {
      on: 'any',
      look: 'Limits in the Console, for the organization and for the workspace',
      expect: 'Shows which of the two is reached.',
    },
    {
      on: 'any',
      look: 'The words "workspace" or none in the message',
      expect: 'With it the workspace, without it the organization has the ceiling.',
    },
  ],
  worked: 'The next request is answered right after the limit was raised.',
  ignorable: 'No: nothing is answered until the date in the message.',
  prevent: 'Have a mail sent at three quarters of the limit, and give CI a workspace of its own.',
  related: ['anthropic-tier-spend-limit', 'anthropic-credits-used-up', 'gateway-spend-limit'],
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
