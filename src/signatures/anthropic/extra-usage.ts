import type { Signature } from '../signature.ts'

export const anthropicExtraUsage: Signature = {
  id: 'anthropic-extra-usage',
  title: 'The plan does not cover this request',
  provider: 'anthropic',
  cause: 'billing',
  renewable: 'no',
  when: [
    {
      status: [400],
      code: ['invalid_request_error'],
      message: /\bout of extra usage\b|\bdraw from your extra usage\b/i,
    },
    { message: /\bYou're out of extra usage\b|\bdraw from your extra usage\b/i },
  ],
  meaning: 'Requests of this kind are paid from extra usage of the plan, and there is none left or none allowed.',
  remedy: [
    'Use an API key for requests of third-party tools, or add extra usage in the settings of the account.',
    'Check that the account in use is the one that has the extra usage.',
  ],
  seen: [
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"You\'re out of extra usage. Add more at claude.ai/settings/usage and keep going."},"request_id":"req_011CZrAa8yRtecaj3bbZmkiT"}',
      source: 'https://github.com/anthropics/claude-code/issues/45144',
      on: '2026-11-21',
    },
    {
      status: 400,
      text: '{"type":"error","error":{"type":"invalid_request_error","message":"Third-party apps now draw from your extra usage, not your plan limits. We\'ve added a $20 credit to get you started. Claim it at claude.ai/settings/usage and keep going."},"request_id":"req_011CZqpMLV2mFDafSPRNAc8Y"}',
      source: 'https://github.com/anthropics/claude-code/issues/45048',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 429,
      text: '{"type":"error","error":{"type":"rate_limit_error","message":"Extra usage is required for long context requests."},"request_id":"req_011CZTxMdaHqLNSHtJGUM7mh"}',
      source: 'https://github.com/anthropics/claude-code/issues/39948',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
