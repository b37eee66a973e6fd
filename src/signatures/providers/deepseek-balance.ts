import type { Signature } from '../signature.ts'

export const deepseekBalance: Signature = {
  id: 'deepseek-balance',
  title: 'The DeepSeek balance is used up',
  provider: 'deepseek',
  cause: 'billing',
  renewable: 'no',
  when: [
    { status: [402], code: ['invalid_request_error', 'unknown_error'], message: /\bInsufficient Balance\b/i },
    { message: /\bError code: 402\b.{1,60}\bInsufficient Balance\b/i },
  ],
  area: 'quota-or-rate',
  meaning: 'The key is good and the prepaid balance of the account is not enough.',
  why: 'DeepSeek is paid in advance; there is no free use of the API.',
  commonCauses: ['a new account without a top-up', 'balance used up', 'a granted balance past its date'],
  remedy: ['Open https://platform.deepseek.com/top_up and add balance.', 'Repeat the request after a minute.'],
  otherwise: 'Use the key of an account that has balance.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://api.deepseek.com/user/balance -H "Authorization: Bearer $DEEPSEEK_API_KEY"',
      expect: 'is_available is true.',
    },
  ],
  worked: 'The request above says is_available true, and the tool answers.',
  ignorable: 'No: each request is refused.',
  prevent: 'Look at the balance before long work.',
  related: ['deepseek-key-invalid', 'openrouter-credits', 'openai-quota'],
  seen: [
    {
      text: "Error code: 402 - {'error': {'message': 'Insufficient Balance', 'type': 'unknown_error', 'param': None, 'code': 'invalid_request_error'}}",
      source: 'https://github.com/1Panel-dev/MaxKB/issues/3797',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
