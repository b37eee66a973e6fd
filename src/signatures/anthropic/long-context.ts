import type { Signature } from '../signature.ts'

export const anthropicLongContext: Signature = {
  id: 'anthropic-long-context',
  title: 'Long context is not included',
  provider: 'anthropic',
  cause: 'billing',
  renewable: 'no',
  when: [
    {
      status: [429, 400],
      code: ['rate_limit_error', 'invalid_request_error'],
      message: /\b(?:Extra usage is|Usage credits are|Usage credits) required for (?:long context|1M)/i,
    },
    { message: /\b(?:Extra usage is|Usage credits are|Usage credits) required for (?:long context|1M)/i },
  ],
  meaning:
    'The request asks for the long context window, which this plan pays for separately; it is no rate limit although it comes as one.',
  remedy: ['Choose the model without the long context window, or allow extra usage for the account.'],
  seen: [
    {
      status: 429,
      text: '{"type":"error","error":{"type":"rate_limit_error","message":"Extra usage is required for long context requests."},"request_id":"req_011CZTxMdaHqLNSHtJGUM7mh"}',
      source: 'https://github.com/anthropics/claude-code/issues/39948',
      on: '2026-11-21',
    },
    {
      status: 429,
      text: '{"type":"error","error":{"type":"rate_limit_error","message":"Usage credits are required for long context requests."},"request_id":"req_011Cbfu5Y9YjjLTXtuBBRj6B"}',
      source: 'https://github.com/anthropics/claude-code/issues/64982',
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
