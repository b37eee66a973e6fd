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
  area: 'quota-or-rate',
  meaning: 'The limit of the plan or account is reached; it may take until its next reset.',
  why: 'Plans and accounts have limits over hours and days besides those by the minute, and all clients that use the account draw on the same one.',
  commonCauses: [
    'several sessions or subagents at work on one account',
    'a loop or a CI job that uses the same account',
    'a large model where a small one would do',
  ],
  remedy: ['Wait until the limit of the account resets, or use a credential whose limit is not reached.'],
  otherwise: 'If the limit is not reached according to the usage page, keep the request id and ask Anthropic support.',
  checks: [
    {
      on: 'any',
      look: '/usage in Claude Code, or the usage page of the account',
      expect: 'Shows which limit is reached and when it resets.',
    },
    {
      on: 'any',
      look: '/status in Claude Code',
      expect: 'Shows the account that pays; another one than you think means that a stray key or login wins.',
    },
    {
      on: 'ci',
      look: 'The list of jobs that run at this hour',
      expect: 'Each one that uses the same account takes from the same limit.',
    },
  ],
  worked: 'The same prompt is answered after the reset, without another 429.',
  ignorable: 'No: nothing is answered until the limit resets, and repeating the request only adds to the waiting.',
  prevent: 'Give CI and long unattended runs a key of their own, so that they cannot use up the account of a person.',
  related: ['anthropic-rate-limit', 'anthropic-tier-spend-limit', 'anthropic-long-context', 'claude-code-usage-limit'],
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
