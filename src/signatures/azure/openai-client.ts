import type { Signature } from '../signature.ts'

export const azureOpenaiClient: Signature = {
  id: 'azure-openai-client',
  title: 'The Azure OpenAI client has no credential',
  provider: 'azure',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bMissing credentials\. Please pass one of `api_key`, `azure_ad_token\b/i },
    { printed: /`AZURE_OPENAI_API_KEY` or `AZURE_OPENAI_AD_TOKEN` environment variables?\b/ },
    { printed: /\bMust provide either the `api_version` argument\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The client of the openai library for Azure was made without key, token or API version.',
  why: 'It reads AZURE_OPENAI_API_KEY, AZURE_OPENAI_AD_TOKEN and OPENAI_API_VERSION, and not the OPENAI_API_KEY of the other client.',
  commonCauses: ['only OPENAI_API_KEY is set', 'variables of another shell', 'OPENAI_API_VERSION is missing'],
  remedy: [
    'Type "export AZURE_OPENAI_API_KEY=…" and "export OPENAI_API_VERSION=…", with the version of your deployment.',
    'Start the program again.',
  ],
  otherwise: 'Pass azure_ad_token_provider to the client and sign in with az.',
  checks: [
    {
      on: 'any',
      look: 'env | cut -d= -f1 | grep "AZURE_OPENAI\\|OPENAI_API"',
      expect: 'Key or token, endpoint and version.',
    },
  ],
  worked: 'The client is made and the next error, if any, comes from Azure.',
  ignorable: 'No: no request is made.',
  prevent: 'Keep all four settings in one file.',
  related: ['azure-default-credential', 'openai-client-key', 'azure-subscription-key'],
  seen: [
    {
      text: 'openai.OpenAIError: Missing credentials. Please pass one of `api_key`, `azure_ad_token`, `azure_ad_token_provider`, or the `AZURE_OPENAI_API_KEY` or `AZURE_OPENAI_AD_TOKEN` environment variables.',
      source: 'https://github.com/openai/openai-python/blob/main/src/openai/lib/azure.py',
      on: '2026-11-21',
    },
    {
      text: 'ValueError: Must provide either the `api_version` argument or the `OPENAI_API_VERSION` environment variable',
      source: 'https://github.com/openai/openai-python/blob/main/src/openai/lib/azure.py',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'openai.OpenAIError: Missing credentials. Please pass an `api_key`, `workload_identity`, `admin_api_key`, or set the `OPENAI_API_KEY` or `OPENAI_ADMIN_KEY` environment variable.',
      source: 'https://github.com/openai/openai-python/blob/main/src/openai/_client.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
