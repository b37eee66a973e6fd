import type { Signature } from '../signature.ts'

export const anthropicRateLimit: Signature = {
  id: 'anthropic-rate-limit',
  title: 'Too many requests or tokens a minute',
  provider: 'anthropic',
  cause: 'rate-limit',
  renewable: 'no',
  when: [
    { status: [429], code: ['rate_limit_error'] },
    { message: /\bwould exceed (?:the rate limit for your organization|your organization's rate limit) /i },
  ],
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
    {
      status: 429,
      text: '{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed the rate limit for your organization (0dccdde6-f924-4f1b-bb3b-92ef846e0a5b) of 20,000 input tokens per minute. For details, refer to: https://docs.anthropic.com/en/api/rate-limits. You can see the response headers for current usage. Please reduce the prompt length or the maximum tokens requested, or try again later. You may also contact sales at https://www.anthropic.com/contact-sales to discuss your options for a rate limit increase."}}',
      source: 'https://github.com/OpenHands/OpenHands/issues/9259',
      on: '2026-11-21',
    },
    {
      text: 'Failed after 3 attempts. Last error: This request would exceed the rate limit for your organization (a22cf6e6-a940-4fff-8c4c-1580816ac7be) of 1,000,000 input tokens per minute. For details, refer to: https://docs.anthropic.com/en/api/rate-limits.',
      source: 'https://github.com/stackblitz/bolt.new/issues/8589',
      on: '2026-11-21',
    },
    {
      status: 429,
      text: '{"type":"rate_limit_error","message":"This request would exceed your organization\'s rate limit of 30,000 input tokens per minute (org: ef36bf5a-434a-4c52-b7a0-ba958aef9dfd, model: claude-sonnet-4-20250514). For details, refer to: https://docs.claude.com/en/api/rate-limits."}',
      source: 'https://github.com/continuedev/continue/issues/12057',
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
