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
  area: 'deployment-or-configuration',
  meaning: 'The key is not a key of the resource at this address.',
  why: 'A key belongs to one resource, and the resource to one address; a regenerated key, another region and another resource give one and the same text.',
  commonCauses: [
    'the endpoint of another resource or region',
    'a key that was regenerated',
    'a key of OpenAI or Anthropic instead of one of Azure',
    'keys switched off for the resource in favour of Entra',
  ],
  remedy: [
    'Copy key and endpoint of the same resource from the Azure portal into the profile.',
    'If the key was regenerated, put the new one where the source reads it.',
  ],
  otherwise: 'Try key 2 of the resource with curl: if it works, key 1 was regenerated.',
  checks: [
    {
      on: 'any',
      look: 'az cognitiveservices account keys list -n <resource> -g <group>',
      expect: 'The key in use is neither of the two: this card.',
    },
    {
      on: 'any',
      look: 'az cognitiveservices account show -n <resource> -g <group> --query properties.endpoint',
      expect: 'Another address than the configured one: this card.',
    },
    {
      on: 'ci',
      look: 'The secret and the address of the same environment',
      expect: 'A key of the test resource against the address of production.',
    },
  ],
  worked: 'The request is answered with key and address copied from the same page of the portal.',
  ignorable: 'No: it fails until key and address belong together.',
  prevent: 'Read both from one vault entry, and rotate key 1 and key 2 in turns so that one is always good.',
  related: ['azure-token-unusable', 'azure-data-action-missing', 'gateway-key-unknown'],
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
    {
      status: 403,
      text: 'Microsoft Foundry authentication failed · refresh your Foundry credential (ANTHROPIC_FOUNDRY_AUTH_TOKEN, ANTHROPIC_FOUNDRY_API_KEY, Azure sign-in for Entra, or your proxy token) and retry · if credentials are current, check access to the Foundry resource · API Error: 403 Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
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
