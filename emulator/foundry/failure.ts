import type { Answer, HeaderList } from '../wire/answer.ts'

/** A refusal of Azure: https://github.com/microsoft/api-guidelines/blob/vNext/azure/Guidelines.md#handling-errors */
export interface FoundryFailure {
  readonly status: number
  readonly code: string
  readonly message: string
}

export function failure({ status, code, message }: FoundryFailure, common: HeaderList): Answer {
  return {
    status,
    headers: [['content-type', 'application/json'], ...common],
    body: new TextEncoder().encode(JSON.stringify({ error: { code, message } })),
  }
}

/** https://learn.microsoft.com/azure/ai-services/openai/how-to/create-resource#deploy-a-model */
export const deploymentGone: FoundryFailure = {
  status: 404,
  code: 'DeploymentNotFound',
  message:
    'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
}

/** https://github.com/Azure-Samples/azure-search-openai-demo/issues/85 */
export const otherTenant = (tenant: string): FoundryFailure => ({
  status: 400,
  code: 'Tenant provided in token does not match resource token',
  message: `Token tenant ${tenant} does not match resource tenant.`,
})

/** https://learn.microsoft.com/azure/ai-services/cognitive-services-virtual-networks */
export const networkClosed: FoundryFailure = {
  status: 403,
  code: 'AccessDenied',
  message: 'Access denied due to Virtual Network/Firewall rules.',
}

/** A denial that comes as a 401: https://learn.microsoft.com/azure/ai-services/openai/how-to/role-based-access-control */
export const noDataAction = (principal: string): FoundryFailure => ({
  status: 401,
  code: 'PermissionDenied',
  message: `The principal \`${principal}\` lacks the required data action \`Microsoft.CognitiveServices/accounts/AIServices/anthropic/messages/action\` to perform \`POST /anthropic/v1/messages\` operation.`,
})

export const invalid = (message: string): FoundryFailure => ({ status: 400, code: 'invalid_request_error', message })
