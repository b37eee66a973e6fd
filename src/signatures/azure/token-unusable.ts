import type { Signature } from '../signature.ts'

export const azureTokenUnusable: Signature = {
  id: 'azure-token-unusable',
  title: 'The token is expired, or for another service',
  provider: 'azure',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [{ status: [401], message: /\bAccess token is missing, invalid, audience is incorrect\b/i }],
  meaning:
    'One text for four causes: no token, a malformed one, an expired one, or one whose audience is another service.',
  remedy: [
    'Obtain a new token for the scope https://ai.azure.com/.default (or https://cognitiveservices.azure.com/.default for older resources) and repeat the request.',
    'Check the aud and exp claims of the token that is sent.',
  ],
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
