import type { Signature } from '../signature.ts'

export const anthropicAccountRateLimit: Signature = {
  id: 'anthropic-account-rate-limit',
  title: 'The limit of the account is reached',
  provider: 'anthropic',
  cause: 'rate-limit',
  renewable: 'no',
  when: [
    { status: [429], code: ['rate_limit_error'], message: /\bwould exceed your account's rate limit\b/i },
    { message: /\bwould exceed your account's rate limit\b/i },
  ],
  meaning: 'The limit of the plan or account is reached; it may take until its next reset.',
  remedy: ['Wait until the limit of the account resets, or use a credential whose limit is not reached.'],
  seen: [
    {
      status: 429,
      text: '{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your account\'s rate limit. Please try again later."},"request_id":"req_011CcR9mkMvXdaiWP4739PSN"}',
      source: 'https://github.com/anthropics/claude-code/issues/71670',
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
