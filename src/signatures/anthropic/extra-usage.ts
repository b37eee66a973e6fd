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
  area: 'quota-or-rate',
  meaning: 'Requests of this kind are paid from extra usage of the plan, and there is none left or none allowed.',
  why: 'Some requests, such as those of third-party programs, do not count towards a plan and are paid separately; without that budget they are refused with a 400.',
  commonCauses: [
    'a third-party tool that uses a subscription',
    'the budget for extra usage is spent or switched off',
    'a proxy that changes the request so that it no longer looks like one of the client',
  ],
  remedy: [
    'Use an API key for requests of third-party tools, or add extra usage in the settings of the account.',
    'Check that the account in use is the one that has the extra usage.',
  ],
  otherwise: 'Compare with the unchanged client and no proxy: if that works, the tool or the proxy is the reason.',
  checks: [
    { on: 'any', look: 'claude.ai/settings/usage', expect: 'Shows whether extra usage is on and what is left.' },
    {
      on: 'any',
      look: 'claude -p ping without any proxy or plugin',
      expect: 'An answer means that the other tool, not the account, is refused.',
    },
  ],
  worked: 'The tool is answered with its own API key, or the usage page shows the new budget being used.',
  ignorable: 'No: requests of this kind fail until there is a budget or another credential.',
  prevent: 'Give third-party tools an API key from the start.',
  related: ['anthropic-long-context', 'anthropic-credential-restricted', 'anthropic-credits-used-up'],
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
