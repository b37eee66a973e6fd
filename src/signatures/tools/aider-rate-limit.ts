import type { Signature } from '../signature.ts'

export const aiderRateLimited: Signature = {
  id: 'aider-rate-limited',
  title: 'The provider slows aider down',
  provider: 'aider',
  cause: 'rate-limit',
  renewable: 'no',
  when: [{ printed: /\bThe API provider has rate limited you\b/i }],
  area: 'quota-or-rate',
  meaning: 'The provider answered with a 429; aider waits longer each time and tries again for a minute.',
  why: 'Aider sends repository map and files with each message, which a small tier reaches within a few messages; a used-up quota says the same.',
  commonCauses: [
    'a low tier',
    'large files in the chat',
    'a used-up quota, which waiting does not cure',
    'several tools on one key',
  ],
  remedy: [
    'Read the line above: insufficient_quota means money, anything else means speed.',
    'Take files out of the chat with /drop, or start aider with --map-tokens 0.',
  ],
  otherwise: 'Wait a minute, or use another model with --model.',
  checks: [
    { on: 'any', look: 'The line with litellm.RateLimitError', expect: 'The limit and when it is reset.' },
    { on: 'any', look: '/tokens in aider', expect: 'How many tokens each message carries.' },
  ],
  worked: 'The next message is answered at once.',
  ignorable: 'Yes, while aider is still trying.',
  prevent: 'Keep few files in the chat, or raise the tier.',
  related: ['aider-not-authenticated', 'openai-quota', 'litellm-no-deployments'],
  seen: [
    {
      text: 'The API provider has rate limited you. Try again later or check your quotas.',
      source: 'https://github.com/Aider-AI/aider/blob/main/aider/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
