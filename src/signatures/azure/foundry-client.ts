import type { Signature } from '../signature.ts'

export const azureFoundryClient: Signature = {
  id: 'azure-foundry-client',
  title: 'The Foundry client has no credential',
  provider: 'azure',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bANTHROPIC_FOUNDRY_API_KEY` environment variable\b/ },
    { printed: /\bMissing credentials\. Please pass one of `api_key`, `azure_ad_token_provider`, or the `ANTHROPIC/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The Anthropic client for Microsoft Foundry was made without a key and without a token provider.',
  why: 'It does not read ANTHROPIC_API_KEY, so that a key of Anthropic is never sent to Microsoft.',
  commonCauses: ['only ANTHROPIC_API_KEY is set', 'a variable of another shell', 'a program without a token provider'],
  remedy: ['Type "export ANTHROPIC_FOUNDRY_API_KEY=…", or pass azure_ad_token_provider.', 'Start the program again.'],
  otherwise: 'Sign in with "az login" and use get_bearer_token_provider of azure-identity.',
  checks: [
    { on: 'any', look: 'env | cut -d= -f1 | grep FOUNDRY', expect: 'The key, and the resource or the base URL.' },
  ],
  worked: 'The client is made and the next error, if any, comes from Foundry.',
  ignorable: 'No: no request is made.',
  prevent: 'Keep key and resource in one file.',
  related: ['azure-openai-client', 'azure-default-credential', 'azure-token-unusable'],
  seen: [
    {
      text: 'anthropic.AnthropicError: Missing credentials. Please pass one of `api_key`, `azure_ad_token_provider`, or the `ANTHROPIC_FOUNDRY_API_KEY` environment variable.',
      source: 'https://github.com/anthropics/anthropic-sdk-python/blob/main/src/anthropic/lib/foundry.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
