import type { Signature } from '../signature.ts'

export const azureDeploymentMissing: Signature = {
  id: 'azure-deployment-missing',
  title: 'The Azure deployment does not exist',
  provider: 'azure',
  cause: 'model-not-found',
  renewable: 'no',
  when: [
    { status: [404], code: ['DeploymentNotFound'] },
    { message: /\bAPI deployment for (?:this|the) resource does not exist\b/i },
  ],
  area: 'model-or-provider',
  meaning: 'The resource has no deployment of this name.',
  why: 'Azure does not call models by their name but by the name that somebody gave to a deployment in this one resource.',
  commonCauses: [
    'the name of the model in place of the deployment’s',
    'a deployment in another resource or region',
    'a deployment made less than five minutes ago',
  ],
  remedy: [
    'Type "az cognitiveservices account deployment list -n NAME -g GROUP --query [].name" and use one of the names.',
    'Put it into the model setting of the tool.',
  ],
  otherwise: 'Deploy the model in the portal, under the name the tool uses.',
  checks: [{ on: 'any', look: 'The host in the address', expect: 'The resource in which the deployment is.' }],
  worked: 'The same prompt is answered.',
  ignorable: 'No, unless the deployment is only minutes old.',
  prevent: 'Name deployments after their models.',
  related: ['azure-subscription-key', 'openai-model-missing'],
  seen: [
    {
      status: 404,
      text: '{"error":{"code":"DeploymentNotFound","message":"The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again."}}',
      source: 'https://github.com/chatboxai/chatbox/issues/646',
      on: '2026-11-21',
    },
    {
      text: 'An error occurred: The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.\nStatus: 404 (Not Found)\nErrorCode: DeploymentNotFound',
      source: 'https://github.com/MicrosoftDocs/azure-docs/issues/114013',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
