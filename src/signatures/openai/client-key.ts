import type { Signature } from '../signature.ts'

export const openaiClientKey: Signature = {
  id: 'openai-client-key',
  title: 'The OpenAI client was made without a key',
  provider: 'openai',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bMissing credentials\. Please pass an `api_key`, `workload_identity`/i },
    { printed: /\bor set the `OPENAI_API_KEY` or `OPENAI_ADMIN_KEY` environment variable\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The library found no key in its arguments and none in OPENAI_API_KEY.',
  why: 'The variable is read when the client is made, in the environment of that process; an .env file is read only by programs that do so themselves.',
  commonCauses: [
    'the variable is set in another shell',
    'an .env file that nobody loads',
    'a secret that is not passed to the container or the job',
  ],
  remedy: ['Type "export OPENAI_API_KEY=…" in the shell that starts the program.', 'Start the program from it.'],
  otherwise: 'Pass api_key when the client is made.',
  checks: [
    { on: 'any', look: 'env | cut -d= -f1 | grep ^OPENAI_', expect: 'OPENAI_API_KEY is among them.' },
    { on: 'container', look: 'docker run -e OPENAI_API_KEY …', expect: 'The variable is passed.' },
    { on: 'ci', look: 'env: of the step', expect: 'The secret is named there.' },
    { on: 'vscode', look: 'A window opened from the dock', expect: 'It does not have the variables of your shell.' },
  ],
  worked: 'The client is made and the next error, if any, comes from the server.',
  ignorable: 'No: no request is made.',
  prevent: 'Set the variable where the program is configured, not in a shell.',
  related: ['openai-key-missing', 'azure-openai-client', 'ai-sdk-key-missing'],
  seen: [
    {
      text: 'openai.OpenAIError: Missing credentials. Please pass an `api_key`, `workload_identity`, `admin_api_key`, or set the `OPENAI_API_KEY` or `OPENAI_ADMIN_KEY` environment variable.',
      source: 'https://github.com/openai/openai-python/blob/main/src/openai/_client.py',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'openai.OpenAIError: Missing credentials. Please pass one of `api_key`, `azure_ad_token`, `azure_ad_token_provider`, or the `AZURE_OPENAI_API_KEY` or `AZURE_OPENAI_AD_TOKEN` environment variables.',
      source: 'https://github.com/openai/openai-python/blob/main/src/openai/lib/azure.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
