import type { Signature } from '../signature.ts'

export const openaiQuota: Signature = {
  id: 'openai-quota',
  title: 'The OpenAI account has no credit left',
  provider: 'openai',
  cause: 'billing',
  renewable: 'no',
  when: [
    { status: [429], code: ['insufficient_quota'] },
    { code: ['insufficient_quota'] },
    { message: /\bYou exceeded your current quota, please check your plan and billing\b/i },
  ],
  area: 'quota-or-rate',
  meaning:
    'The prepaid credit or the monthly budget of the organization or project is used up; it comes as a 429 and has nothing to do with speed.',
  why: 'Quota here means money: a subscription of ChatGPT does not pay for the API, and free credit ends with time.',
  commonCauses: [
    'no credit was ever bought',
    'credit used up or past its date',
    'the budget of the project reached',
    'a key of another organization',
  ],
  remedy: [
    'Open https://platform.openai.com/settings/organization/billing and add credit.',
    'Wait some minutes, then repeat the request.',
  ],
  otherwise: 'Check under Limits of the project whether its own budget is lower.',
  checks: [
    {
      on: 'any',
      look: 'https://platform.openai.com/settings/organization/limits',
      expect: 'The budget of the project that the key belongs to is not reached.',
    },
    { on: 'any', look: 'env | grep OPENAI_ORG', expect: 'The organization that has the credit.' },
  ],
  worked: 'The same request is answered.',
  ignorable: 'No: waiting and retrying cost only time.',
  prevent: 'Switch on automatic recharge, or an alert before the budget is reached.',
  related: ['openai-organization', 'deepseek-balance', 'openrouter-credits'],
  seen: [
    {
      status: 429,
      text: '{\n  "error": {\n    "message": "You exceeded your current quota, please check your plan and billing details.",\n    "type": "insufficient_quota",\n    "param": null,\n    "code": "insufficient_quota"\n  }\n}',
      source: 'https://github.com/ChatGPTNextWeb/NextChat/issues/3123',
      on: '2026-11-21',
    },
    {
      text: '429 You exceeded your current quota, please check your plan and billing details. For more information on this error, read the docs: https://platform.openai.com/docs/guides/error-codes/api-errors.',
      source: 'https://github.com/HeyPuter/puter/issues/1977',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
