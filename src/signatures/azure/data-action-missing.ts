import type { Signature } from '../signature.ts'

/** A denial that comes as a 401. */
export const azureDataActionMissing: Signature = {
  id: 'azure-data-action-missing',
  title: 'A role is missing',
  provider: 'azure',
  cause: 'permission',
  renewable: 'no',
  when: [
    {
      status: [401, 403],
      code: ['PermissionDenied'],
      message: /\black(?:s|ing) the required data action\b|\bdoes not have access to API\/Operation\b/i,
    },
    { message: /\black(?:s|ing) the required data action\b|\bPrincipal does not have access to API\/Operation\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'Azure knows who asks, and that identity has no role for this operation; it says so with a 401, which new tokens do not cure.',
  why: 'Roles to manage a resource do not include the right to use what it serves: that needs a data action, and Azure reports its absence with the status of a failed sign-in.',
  commonCauses: [
    'Owner or Contributor without Cognitive Services User',
    'a role given on another resource or group',
    'a managed identity that nobody gave a role',
    'a role given some minutes ago',
  ],
  remedy: [
    'Ask the owner of the Azure resource to give the identity in the message a role with the data action that it names.',
    'Wait a few minutes after the role was given: it takes time to reach every server.',
  ],
  otherwise: 'Give the role on the resource itself instead of the group, wait ten minutes, and sign in anew.',
  checks: [
    {
      on: 'any',
      look: 'az role assignment list --assignee <object id> --all --output table',
      expect: 'No role with data actions (Cognitive Services User, Azure AI User) on this resource.',
    },
    {
      on: 'any',
      look: 'az account show',
      expect: 'The identity and subscription that az uses; the client may use another.',
    },
    { on: 'container', look: 'AZURE_CLIENT_ID inside', expect: 'Chooses which managed identity asks.' },
    {
      on: 'ci',
      look: 'The object id of the federated application',
      expect: 'The role belongs on that id, not on a person.',
    },
  ],
  worked: 'The same request is answered with the same identity some minutes after the role was given.',
  ignorable: 'No: new tokens of the same identity are refused too.',
  prevent: 'Give the data role to a group when the resource is made, and add people and identities to the group.',
  related: ['azure-token-unusable', 'azure-wrong-tenant', 'azure-subscription-key'],
  seen: [
    {
      status: 401,
      text: '{"error":{"code":"PermissionDenied","message":"The principal XXXXXXXXXXXXXXXX lacks the required data action Microsoft.CognitiveServices/accounts/AIServices/agents/read to perform GET /api/projects/{projectName}/assistants/{assistantId} operation. For instructions on granting the necessary permissions, see https://aka.ms/FoundryPermissions."}}',
      source: 'https://github.com/davrous/AzureAgentToM365/issues/3',
      on: '2026-11-21',
    },
    {
      text: 'Principal does not have access to API/Operation.',
      source: 'https://github.com/Azure-Samples/azure-search-openai-demo/issues/1519',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"error":{"code":"401","message":"Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource."}}',
      source: 'https://github.com/SciSharp/BotSharp/issues/386',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"statusCode":401,"message":"Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com/ or https://ai.azure.com/), or have expired."}',
      source: 'https://github.com/Azure/azure-sdk-for-net/issues/50872',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
