import type { Signature } from '../signature.ts'

export const litellmBudget: Signature = {
  id: 'litellm-budget',
  title: 'The LiteLLM budget is used up',
  provider: 'litellm',
  cause: 'billing',
  renewable: 'no',
  when: [
    {
      status: [400, 429],
      code: ['budget_exceeded'],
      message: /\bBudget has been exceeded\b|\bexceeded budget\b|\bover \S{0,12} ?budget\b/i,
    },
    { code: ['budget_exceeded'] },
    { message: /\bBudget has been exceeded! (?:Key=\S{1,80} )?Current cost\b/i },
    { message: /\bExceededBudget: /i },
  ],
  area: 'quota-or-rate',
  meaning:
    'The proxy counts what the key, user or team costs, and the limit that its operator set is reached; it comes as a 429 that waiting does not cure.',
  why: 'Each answer adds its list price to a counter in the database of the proxy; wrong prices or a shared key fill it faster than expected.',
  commonCauses: [
    'the budget of the month is used up',
    'a key shared by several people',
    'a wrong price in the settings of the proxy',
    'a default budget for keys without one',
  ],
  remedy: [
    'Ask the operator to raise max_budget, or wait for the end of budget_duration.',
    'Use a model that is not counted until then.',
  ],
  otherwise: 'Let the operator compare the spend in the database with the bill of the provider.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://PROXY/key/info -H "Authorization: Bearer $KEY"',
      expect: 'spend, max_budget and budget_reset_at of the key.',
    },
  ],
  worked: 'The same prompt is answered.',
  ignorable: 'No: each request is refused until the budget is reset or raised.',
  prevent: 'Have the proxy send an alert at 80 % of the budget.',
  related: ['gateway-spend-limit', 'litellm-model-denied', 'openai-quota'],
  seen: [
    {
      status: 429,
      text: '{"error":{"message":"Budget has been exceeded! Key=e7fbc61f8b495ca3d88994cfa0fda7f12a8134d23f1346dccd7a2532dbd61a6d Current cost: 0.0, Estimated request cost: 3.6432300000000004, Max budget: 2.5","type":"budget_exceeded","param":null,"code":"429"}}',
      source: 'https://github.com/BerriAI/litellm/pull/40002',
      on: '2026-11-21',
    },
    {
      text: 'Message: Budget has been exceeded! Current cost: 26.075, Max budget: 0.25',
      source: 'https://github.com/BerriAI/litellm/issues/22726',
      on: '2026-11-21',
    },
    {
      text: '{"message": "LiteLLM Virtual Key: 2d0c41f0..., exceeded budget for model=anthropic/claude-opus-4-8", "type": "budget_exceeded", "code": "429"}',
      source: 'https://github.com/BerriAI/litellm/pull/37736',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
