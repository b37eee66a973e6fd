import type { Signature } from '../signature.ts'

export const litellmModelDenied: Signature = {
  id: 'litellm-model-denied',
  title: 'The LiteLLM key may not use this model',
  provider: 'litellm',
  cause: 'model-access',
  renewable: 'no',
  when: [
    {
      status: [401, 403],
      code: [
        'key_model_access_denied',
        'team_model_access_denied',
        'user_model_access_denied',
        'org_model_access_denied',
        'project_model_access_denied',
      ],
    },
    { message: /\bis not available for this API key, or the model name is invalid\b/i },
    { message: /\bnot allowed to access model\. This (?:key|team|user|org|project) can only access\b/i },
  ],
  area: 'model-or-provider',
  meaning: 'The proxy has the model, perhaps, and this key, user or team is not allowed to call it.',
  why: 'A key carries a list of models; older versions say so with a 401, which looks like a wrong key and is not.',
  commonCauses: [
    'a model that is not in the list of the key',
    'the name of the provider in place of the name at the proxy',
    'a tool that adds a small model of its own for titles',
    'an allow-list made before the model was added',
  ],
  remedy: [
    'Type curl -s https://PROXY/v1/models -H "Authorization: Bearer $KEY" and choose one of the names it prints.',
    'Set it in the tool, for Claude Code also ANTHROPIC_DEFAULT_HAIKU_MODEL.',
  ],
  otherwise: 'Ask the operator to add the model to the key or team.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://PROXY/v1/models -H "Authorization: Bearer $KEY"',
      expect: 'The name is in the list, letter by letter.',
    },
  ],
  worked: 'The same prompt is answered.',
  ignorable: 'No: a new key of the same kind is refused too.',
  prevent: 'Map the names of the tool to those of the proxy in one place.',
  related: ['litellm-model-name', 'litellm-budget', 'aws-model-access'],
  seen: [
    {
      status: 403,
      text: '{"error":{"message":"The requested model \'gpt-5.6\' is not available for this API key, or the model name is invalid. Check the models available to you and try again.","type":"key_model_access_denied","param":"model","code":"403"}}',
      source: 'https://github.com/BerriAI/litellm/blob/main/litellm/proxy/auth/model_access_denied.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
