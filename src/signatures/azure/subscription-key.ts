import type { Signature } from '../signature.ts'

/** A regenerated key looks the same as a wrong one, so a source that holds the new one by now is asked once. */
export const azureSubscriptionKey: Signature = {
  id: 'azure-subscription-key',
  title: 'The key and the address do not belong together',
  provider: 'azure',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { message: /\binvalid subscription key or wrong API endpoint\b/i },
    {
      status: [401],
      code: ['401', 'Unauthorized', 'PermissionDenied'],
      message: /\binvalid subscription key or wrong API endpoint\b/i,
    },
  ],
  meaning: 'The key is not a key of the resource at this address.',
  remedy: [
    'Copy key and endpoint of the same resource from the Azure portal into the profile.',
    'If the key was regenerated, put the new one where the source reads it.',
  ],
  seen: [
    {
      status: 401,
      text: '{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource."}}',
      source: 'https://github.com/SciSharp/BotSharp/issues/386',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"error":{"code":"Unauthorized","message": "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource."}}',
      source: 'https://github.com/vercel/chatbot/issues/588',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"statusCode":401,"message":"Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com/ or https://ai.azure.com/), or have expired."}',
      source: 'https://github.com/Azure/azure-sdk-for-net/issues/50872',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"error":{"code":"PermissionDenied","message":"The principal XXXXXXXXXXXXXXXX lacks the required data action Microsoft.CognitiveServices/accounts/AIServices/agents/read to perform GET /api/projects/{projectName}/assistants/{assistantId} operation. For instructions on granting the necessary permissions, see https://aka.ms/FoundryPermissions."}}',
      source: 'https://github.com/davrous/AzureAgentToM365/issues/3',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
