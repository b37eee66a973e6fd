import type { Signature } from '../signature.ts'

export const claudeCodeFoundryAuthenticationFailed: Signature = {
  id: 'claude-code-foundry-authentication-failed',
  title: 'Refused by Foundry, in the words of the client',
  provider: 'azure',
  cause: 'unknown',
  renewable: 'unsure',
  when: [{ printed: /\bMicrosoft Foundry authentication failed ·/ }],
  area: 'account-or-auth',
  meaning: 'Foundry, or a gateway in front of it, refused the request; the end of the line says why.',
  why: 'The client puts the same advice in front of every 401 and 403; the words behind "API Error" are those of Azure.',
  commonCauses: [
    'a key of another resource',
    'an Entra token for another audience',
    'a missing role with data actions',
    'a token that ended',
  ],
  remedy: [
    'Read what follows "API Error" and paste that part alone.',
    'Run "az account get-access-token --scope https://ai.azure.com/.default": an error means sign in again; a token means role, audience or resource.',
  ],
  otherwise: 'Set ANTHROPIC_FOUNDRY_API_KEY for one try: if that works, only the sign-in is wrong.',
  checks: [
    {
      on: 'any',
      look: 'env | grep -E "FOUNDRY|AZURE_"',
      expect: 'Which credential wins: token, then key, then the chain of Azure.',
    },
    { on: 'container', look: 'Whether ~/.azure is mounted', expect: 'No sign-in is found otherwise.' },
    { on: 'ci', look: 'The federated identity of the job', expect: 'Needs the role on the resource.' },
  ],
  worked: 'The prompt is answered without this line.',
  ignorable: 'No: the request was refused.',
  prevent: 'Use a managed identity or federation with the data role, and no keys.',
  related: ['azure-subscription-key', 'azure-token-unusable', 'azure-data-action-missing', 'azure-token-expired'],
  seen: [
    {
      text: 'Microsoft Foundry authentication failed · refresh your Foundry credential (ANTHROPIC_FOUNDRY_AUTH_TOKEN, ANTHROPIC_FOUNDRY_API_KEY, Azure sign-in for Entra, or your proxy token) and retry · if credentials are current, check access to the Foundry resource · API Error: 403 Forbidden',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
