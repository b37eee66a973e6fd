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
  area: 'quota-or-rate',
  meaning:
    'The request asks for the long context window, which this plan pays for separately; it is no rate limit although it comes as one.',
  why: 'The window of a million tokens is charged on its own; the API answers with the type of a rate limit, so that clients wait for something that never comes.',
  commonCauses: [
    'a model name that ends in [1m]',
    'a default model that was set to the long window',
    'a conversation that grew past 200,000 tokens',
  ],
  remedy: ['Choose the model without the long context window, or allow extra usage for the account.'],
  otherwise:
    'Start a new conversation with the same model: if that works, the length and not the account was the reason.',
  checks: [
    { on: 'any', look: '/model in Claude Code', expect: 'A name with [1m] asks for the long window.' },
    { on: 'any', look: 'env | grep ANTHROPIC_MODEL', expect: 'A variable here overrides the choice in the menu.' },
    { on: 'any', look: '/context in Claude Code', expect: 'Shows how large the conversation is.' },
  ],
  worked: 'The next prompt is answered at once with the model without [1m].',
  ignorable: 'No: waiting does not help, although the status says that it would.',
  prevent:
    'Set the model without the long window as the default, and use /compact before a conversation grows past it.',
  related: ['anthropic-rate-limit', 'anthropic-account-rate-limit', 'anthropic-extra-usage'],
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
