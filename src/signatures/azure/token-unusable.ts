import type { Signature } from '../signature.ts'

export const azureTokenUnusable: Signature = {
  id: 'azure-token-unusable',
  title: 'The token is expired, or for another service',
  provider: 'azure',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [{ status: [401], message: /\bAccess token is missing, invalid, audience is incorrect\b/i }],
  area: 'account-or-auth',
  meaning:
    'One text for four causes: no token, a malformed one, an expired one, or one whose audience is another service.',
  why: 'The service refuses tokens before it looks why, and prints one sentence for all four cases; the token itself tells which it is.',
  commonCauses: [
    'a token for management.azure.com instead of the AI service',
    'a token past its hour',
    'the older audience where the newer is asked for',
    'a header without the word Bearer',
  ],
  remedy: [
    'Obtain a new token for the scope https://ai.azure.com/.default (or https://cognitiveservices.azure.com/.default for older resources) and repeat the request.',
    'Check the aud and exp claims of the token that is sent.',
  ],
  otherwise:
    'Send an API key of the resource once: if that is accepted, address and network are fine and only the token is wrong.',
  checks: [
    {
      on: 'any',
      look: 'az account get-access-token --scope https://ai.azure.com/.default --query accessToken -o tsv | cut -d. -f2 | base64 -d',
      expect: 'Shows aud and exp: compare with the audience in the message and with the time.',
    },
    { on: 'any', look: 'date -u', expect: 'Later than exp: expired; earlier than nbf: a clock problem.' },
    {
      on: 'vscode',
      look: 'The tenant chosen in the Azure extension',
      expect: 'Another tenant gives a token for another directory.',
    },
  ],
  worked: 'The request is answered with a token whose aud is one of the two in the message.',
  ignorable: 'No: it stays until the token has the right audience and is fresh.',
  prevent: 'Name the scope in the profile, and let the source fetch tokens for that scope alone.',
  related: ['azure-token-expired', 'azure-wrong-tenant', 'azure-data-action-missing', 'azure-subscription-key'],
  seen: [
    {
      status: 401,
      text: '{"statusCode":401,"message":"Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com/ or https://ai.azure.com/), or have expired."}',
      source: 'https://github.com/Azure/azure-sdk-for-net/issues/50872',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"error":{"code":"PermissionDenied","message":"The principal XXXXXXXXXXXXXXXX lacks the required data action Microsoft.CognitiveServices/accounts/AIServices/agents/read to perform GET /api/projects/{projectName}/assistants/{assistantId} operation. For instructions on granting the necessary permissions, see https://aka.ms/FoundryPermissions."}}',
      source: 'https://github.com/davrous/AzureAgentToM365/issues/3',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{ "error": { "code": "ExpiredAuthenticationToken", "message": "The access token expiry UTC time \'5/13/2024 6:05:58 PM\' is earlier than current UTC time \'5/13/2024 8:21:34 PM\'." } }',
      source: 'https://github.com/microsoft/PlanetaryComputer/issues/343',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
