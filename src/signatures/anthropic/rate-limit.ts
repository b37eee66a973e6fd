import type { Signature } from '../signature.ts'

export const anthropicRateLimit: Signature = {
  id: 'anthropic-rate-limit',
  title: 'Too many requests or tokens a minute',
  provider: 'anthropic',
  cause: 'rate-limit',
  renewable: 'no',
  when: [{ status: [429], code: ['rate_limit_error'] }],
  meaning: 'A limit for requests or tokens in a span of time is reached; the retry-after header says how long to wait.',
  remedy: ['Wait for the time that the API names, and send fewer requests at once.'],
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
