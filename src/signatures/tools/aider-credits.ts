import type { Signature } from '../signature.ts'

export const aiderCredits: Signature = {
  id: 'aider-credits',
  title: 'There is no credit for aider’s model',
  provider: 'aider',
  cause: 'billing',
  renewable: 'no',
  when: [{ printed: /\bInsufficient credits with the API provider\b/i }],
  area: 'quota-or-rate',
  meaning: 'The provider answered with a 402: the account behind the key has no credit.',
  why: 'Aider stops here at once, since trying again cannot help.',
  commonCauses: ['credit used up', 'a limit on the key', 'a paid model with a free account'],
  remedy: [
    'Add credit with the provider of the model; for OpenRouter at https://openrouter.ai/settings/credits.',
    'Repeat the message.',
  ],
  otherwise: 'Use another model with --model.',
  checks: [{ on: 'any', look: '/models in aider', expect: 'The prefix of the model tells the provider.' }],
  worked: 'The next message is answered.',
  ignorable: 'No: each message is refused.',
  prevent: 'Switch on automatic top-up.',
  related: ['openrouter-credits', 'aider-not-authenticated'],
  seen: [
    {
      text: 'Insufficient credits with the API provider. Please add credits.',
      source: 'https://github.com/Aider-AI/aider/blob/main/aider/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
