import type { Signature } from '../signature.ts'

export const openaiModelMissing: Signature = {
  id: 'openai-model-missing',
  title: 'The model does not exist, or not for you',
  provider: 'openai',
  cause: 'model-not-found',
  renewable: 'no',
  when: [
    { status: [404], code: ['model_not_found'] },
    { code: ['model_not_found'] },
    { message: /\bThe model:? `?[\w.:/-]{1,80}`? does not exist or you do not have access\b/i },
  ],
  area: 'model-or-provider',
  meaning:
    'The provider has no model of this name, or the project of the key may not use it; the answer does not tell which.',
  why: 'Models are retired, opened step by step, and can be switched off per project; a base URL of another provider has other names.',
  commonCauses: [
    'a typing mistake, as in gtp-4',
    'a retired model',
    'a project whose list of models leaves it out',
    'a name of another provider',
  ],
  remedy: [
    'Type curl -s https://api.openai.com/v1/models -H "Authorization: Bearer $OPENAI_API_KEY" and choose one of the names.',
    'Set it in the tool.',
  ],
  otherwise:
    'Look under Limits of the project whether the model is allowed, and verify the organization if it asks for that.',
  checks: [
    {
      on: 'any',
      look: 'curl -s https://api.openai.com/v1/models -H "Authorization: Bearer $OPENAI_API_KEY" | grep \'"id"\'',
      expect: 'The name, letter by letter.',
    },
    { on: 'any', look: 'env | grep OPENAI_BASE_URL', expect: 'The provider that has the model.' },
  ],
  worked: 'The same prompt is answered.',
  ignorable: 'No: the name is refused each time.',
  prevent: 'Watch the list of retirements of the provider.',
  related: ['codex-model', 'azure-deployment-missing', 'litellm-model-name'],
  seen: [
    {
      text: "Error code: 404 - {'error': {'message': 'The model `gpt-4` does not exist or you do not have access to it. Learn more: https://help.openai.com/en/articles/7102672-how-can-i-access-gpt-4.', 'type': 'invalid_request_error', 'param': None, 'code': 'model_not_found'}}",
      source: 'https://github.com/Chainlit/cookbook/issues/82',
      on: '2026-11-21',
    },
    {
      text: 'Error from API: map[code:model_not_found message:The model `gpt-4o` does not exist or you do not have access to it. param:<nil> type:invalid_request_error]',
      source: 'https://github.com/ksred/GitPilotAI/issues/12',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
