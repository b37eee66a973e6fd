import type { Signature } from '../signature.ts'

export const azureKeyDisabled: Signature = {
  id: 'azure-key-disabled',
  title: 'The Azure resource takes no keys',
  provider: 'azure',
  cause: 'org-policy',
  renewable: 'no',
  when: [
    { status: [403], code: ['AuthenticationTypeDisabled'] },
    { message: /\bKey based authentication is disabled for this resource\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The resource was set to Entra ID only: an API key is refused even if it is right.',
  why: 'Organizations switch local authentication off, so that access is by role and can be withdrawn per person.',
  commonCauses: [
    'a policy of the organization',
    'a resource made from a template with disableLocalAuth',
    'a tool that knows only keys',
  ],
  remedy: [
    'Use a token: "az account get-access-token --resource https://cognitiveservices.azure.com --query accessToken -o tsv", sent as Bearer.',
    'Set the source of this profile to Azure instead of a key.',
  ],
  otherwise: 'Ask the administrator for the role Cognitive Services OpenAI User, or for key access.',
  checks: [
    {
      on: 'any',
      look: 'az cognitiveservices account show -n NAME -g GROUP --query properties.disableLocalAuth',
      expect: 'true: keys are off.',
    },
    {
      on: 'any',
      look: 'az role assignment list --assignee YOU --scope RESOURCE',
      expect: 'A role that may call the model.',
    },
  ],
  worked: 'The request with a token is answered.',
  ignorable: 'No: no key will work.',
  prevent: 'Use tokens from the start.',
  related: ['azure-subscription-key', 'azure-data-action-missing', 'azure-network-rules'],
  seen: [
    {
      status: 403,
      text: '{"error":{"code":"AuthenticationTypeDisabled","message": "Key based authentication is disabled for this resource."}}',
      source: 'https://github.com/Azure-Samples/azure-search-openai-demo/issues/1617',
      on: '2026-11-21',
    },
    {
      text: "Error code: 403 - {'error': {'code': 'AuthenticationTypeDisabled', 'message': 'Key based authentication is disabled for this resource.'}}",
      source: 'https://github.com/microsoft/sample-app-aoai-chatGPT/issues/1000',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
