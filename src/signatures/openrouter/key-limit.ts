import type { Signature } from '../signature.ts'

export const openrouterKeyLimit: Signature = {
  id: 'openrouter-key-limit',
  title: 'The limit of the OpenRouter key is too low for this prompt',
  provider: 'openrouter',
  cause: 'billing',
  renewable: 'no',
  when: [{ printed: /\bPrompt tokens limit exceeded: \d{1,9} > \d{1,9}\b/i }],
  area: 'quota-or-rate',
  meaning: 'What is left on the key pays for fewer prompt tokens than this conversation has.',
  why: 'OpenRouter turns the money left into tokens at the price of the model; a long conversation needs more for each prompt, however short the words.',
  commonCauses: [
    'a monthly limit on the key',
    'little credit on the account',
    'a long conversation with an expensive model',
  ],
  remedy: [
    'Open https://openrouter.ai/settings/keys and raise the limit of the key, or add credit.',
    'Or shorten the conversation with /compact and try again.',
  ],
  otherwise: 'Change to a cheaper model for this conversation.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://openrouter.ai/api/v1/key -H "Authorization: Bearer $OPENROUTER_API_KEY"',
      expect: 'limit_remaining of this key.',
    },
  ],
  worked: 'The same prompt is answered.',
  ignorable: 'No: the conversation only grows.',
  prevent: 'Give keys for coding tools no limit below a day’s work.',
  related: ['openrouter-credits', 'openrouter-user-unknown'],
  seen: [
    {
      text: 'Prompt tokens limit exceeded: 230799 > 91442. To increase, visit https://openrouter.ai/settings/keys and\ncreate a key with a higher monthly limit',
      source: 'https://github.com/anomalyco/opencode/issues/12219',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
