import type { Signature } from '../signature.ts'

export const anthropicRateLimit: Signature = {
  id: 'anthropic-rate-limit',
  title: 'Too many requests or tokens a minute',
  provider: 'anthropic',
  cause: 'rate-limit',
  renewable: 'no',
  when: [{ status: [429], code: ['rate_limit_error'] }],
  area: 'quota-or-rate',
  meaning: 'A limit for requests or tokens in a span of time is reached; the retry-after header says how long to wait.',
  why: 'Limits count requests, input tokens and output tokens by the minute for each model and organization; everybody who uses a key of the organization draws on them.',
  commonCauses: [
    'many subagents or parallel jobs',
    'long conversations that are sent whole with every prompt',
    'a loop without a pause',
    'a tier that is too low for the team',
  ],
  remedy: ['Wait for the time that the API names, and send fewer requests at once.'],
  otherwise:
    'Look at the anthropic-ratelimit headers of the answer: they say which of the limits it is and when it resets.',
  checks: [
    {
      on: 'any',
      look: 'The retry-after header of the answer',
      expect: 'Seconds: a limit by the minute. No header at all: rather a limit by the month.',
    },
    { on: 'any', look: 'The Limits page in the Console', expect: 'Shows the limits of the tier for each model.' },
    { on: 'ci', look: 'The number of jobs that start at once', expect: 'A matrix of twenty jobs is twenty users.' },
  ],
  worked: 'The request is answered after the time in retry-after.',
  ignorable: 'Yes, when it comes now and then: clients wait and repeat by themselves; no, when most requests get it.',
  prevent:
    'Put a queue in front that knows the limits and lets only as many requests through at once, and compact long conversations.',
  related: [
    'anthropic-account-rate-limit',
    'anthropic-tier-spend-limit',
    'anthropic-overloaded',
    'aws-throttling',
    'page-too-many-requests',
  ],
  seen: [
    {
      status: 429,
      text: '{"type":"error","error":{"type":"rate_limit_error","message":"Rate limited"},"request_id":"req_011CcRAg8tTKR3QtEPLyERT8"}',
      source: 'https://github.com/anthropics/claude-code/issues/71670',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 429,
      text: '{"type":"error","error":{"type":"rate_limit_error","message":"You have reached your API usage limits: your organization has crossed its monthly API usage threshold, set based on your organization\'s API tier. You will regain access on 2026-09-01 at 00:00 UTC.","details":{"error_code":"enforced_spend_limit_reached"}},"request_id":"req_018EeWyXxfu5pfWkrYcMdjWG"}',
      source: 'https://platform.claude.com/docs/en/api/rate-limits',
      on: '2026-11-21',
    },
    {
      status: 429,
      text: '{"type":"error","error":{"type":"rate_limit_error","message":"Extra usage is required for long context requests."},"request_id":"req_011CZTxMdaHqLNSHtJGUM7mh"}',
      source: 'https://github.com/anthropics/claude-code/issues/39948',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
