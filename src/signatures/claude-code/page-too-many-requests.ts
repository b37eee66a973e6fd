import type { Signature } from '../signature.ts'

export const pageTooManyRequests: Signature = {
  id: 'page-too-many-requests',
  title: 'Too many requests, by the minute or by the day',
  provider: 'gateway',
  cause: 'rate-limit',
  renewable: 'no',
  when: [{ printed: /^429 Too Many Requests\b/ }, { printed: /^Too Many Requests\.?$/ }],
  area: 'quota-or-rate',
  meaning:
    'A server counts requests and refuses more of them for now; the bare words do not say whether by the minute or by the day.',
  why: 'The API itself names the limit and how long to wait; bare words come from a proxy, a simple gateway or a page about errors.',
  commonCauses: [
    'a limit by the minute that parallel jobs or a loop reached',
    'a cap by the day that resets at midnight of some time zone',
    'a free plan with few requests',
  ],
  remedy: [
    'Wait a minute and send fewer requests at once, with at least half a second between those of a loop.',
    'If it still comes after some minutes, take it for a cap by the day: look at the usage page and wait for its reset.',
    'Run "curl -si" with the same request and read retry-after and the ratelimit headers.',
  ],
  otherwise: 'Ask the operator of the host in the base URL which limit it is.',
  checks: [
    { on: 'any', look: 'The retry-after header', expect: 'Seconds: by the minute; hours or none: by the day.' },
    { on: 'any', look: 'The server header', expect: 'Names who counts.' },
    { on: 'ci', look: 'The number of jobs at once', expect: 'Each counts.' },
  ],
  worked: 'The same request is answered after the pause.',
  ignorable: 'Yes, when the next attempt succeeds; no, when it lasts for hours.',
  prevent: 'Put a queue with controlled concurrency in front that honours retry-after, and watch the usage.',
  related: ['anthropic-rate-limit', 'claude-code-request-rejected', 'aws-throttling', 'anthropic-tier-spend-limit'],
  hearsay: true,
  seen: [
    {
      text: '429 Too Many Requests',
      source: 'https://www.titikey.com/en/article/article-1778985333760',
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
  ],
  updatedOn: '2026-11-21',
}
