import type { Signature } from '../signature.ts'

export const openrouterCredits: Signature = {
  id: 'openrouter-credits',
  title: 'The OpenRouter credit does not cover the request',
  provider: 'openrouter',
  cause: 'billing',
  renewable: 'no',
  when: [
    { status: [402], message: /\brequires more credits, or fewer max_tokens\b/i },
    { message: /\brequires more credits, or fewer max_tokens\b/i },
    { message: /\bYou requested up to \d{1,9} tokens, but can only afford\b/i },
  ],
  area: 'quota-or-rate',
  meaning:
    'OpenRouter reserves the price of the longest answer that is allowed, and the credit or the limit of the key is below it.',
  why: 'Without max_tokens the longest answer of the model counts, so a request of one word can need dollars; the address at the end says whether account or key is the limit.',
  commonCauses: [
    'little or no credit',
    'a monthly limit on the key',
    'a tool that asks for very long answers or sends no max_tokens',
  ],
  remedy: [
    'Open the address in the message: settings/credits to add credit, settings/keys to raise the limit of the key.',
    'Or lower the maximum output of the tool below the number after "can only afford".',
  ],
  otherwise: 'Choose a cheaper model.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://openrouter.ai/api/v1/key -H "Authorization: Bearer $OPENROUTER_API_KEY"',
      expect: 'limit_remaining and usage of this key.',
    },
  ],
  worked: 'The same prompt is answered.',
  ignorable: 'No: each long request is refused.',
  prevent: 'Switch on automatic top-up, or set a maximum output in the tool.',
  related: ['deepseek-balance', 'openai-quota'],
  seen: [
    {
      text: 'API Error: 402 {"error":{"message":"This request requires more credits, or fewer max_tokens. You requested up to 32000 tokens, but can only afford 27342. To increase, visit https://openrouter.ai/settings/credits and upgrade to a paid account","code":402,"metadata":{"provider_name":null}},"user_id":"user_3D0IVsejFIV6kOYwkxFE9nKiq0g"}',
      source: 'https://github.com/Gitlawb/openclaude/issues/1125',
      on: '2026-11-21',
    },
    {
      text: '402 This request requires more credits, or fewer max_tokens. You requested up to 4096 tokens, but can only afford 4000. To increase, visit https://openrouter.ai/settings/credits and upgrade to a paid account',
      source: 'https://github.com/continuedev/continue/issues/10298',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
