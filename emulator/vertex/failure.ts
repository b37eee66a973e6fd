import type { Answer, HeaderList } from '../wire/answer.ts'

/** A refusal of Google: https://google.aip.dev/193 */
export interface VertexFailure {
  readonly status: number
  /** Name of the canonical code: https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto */
  readonly code: string
  readonly message: string
  /** Of `google.rpc.ErrorInfo`, where there is one. */
  readonly reason?: string
  readonly metadata?: Readonly<Record<string, string>>
  /** Default `googleapis.com`. */
  readonly domain?: string
}

export function failure({ status, code, message, ...info }: VertexFailure, common: HeaderList): Answer {
  const { reason, metadata, domain = 'googleapis.com' } = info
  const details =
    reason === undefined
      ? {}
      : { details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain, metadata: metadata ?? {} }] }
  return {
    status,
    headers: [['content-type', 'application/json; charset=UTF-8'], ...common],
    body: new TextEncoder().encode(JSON.stringify({ error: { code: status, message, status: code, ...details } })),
  }
}

const service = { service: 'aiplatform.googleapis.com' }

/** https://cloud.google.com/docs/authentication/troubleshoot-adc */
export const unauthenticated = (reason: string): VertexFailure => ({
  status: 401,
  code: 'UNAUTHENTICATED',
  message:
    reason === 'CREDENTIALS_MISSING'
      ? 'Request is missing required authentication credential. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.'
      : 'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
  reason,
  metadata: service,
})

/** https://cloud.google.com/service-usage/docs/troubleshooting */
export const apiOff = (project: string): VertexFailure => ({
  status: 403,
  code: 'PERMISSION_DENIED',
  message: `Vertex AI API has not been used in project ${project} before or it is disabled. Enable it by visiting https://console.developers.google.com/apis/api/aiplatform.googleapis.com/overview?project=${project} then retry. If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.`,
  reason: 'SERVICE_DISABLED',
  metadata: { ...service, consumer: `projects/${project}`, containerInfo: project },
})

export const noBilling = (project: string): VertexFailure => ({
  status: 403,
  code: 'PERMISSION_DENIED',
  message: `This API method requires billing to be enabled. Please enable billing on project #${project} by visiting https://console.developers.google.com/billing/enable?project=${project} then retry. If you enabled billing for this project recently, wait a few minutes for the action to propagate to our systems and retry.`,
  reason: 'BILLING_DISABLED',
  metadata: { ...service, consumer: `projects/${project}` },
})

/** https://cloud.google.com/docs/quotas/quota-project */
export const quotaProjectDenied = (project: string): VertexFailure => ({
  status: 403,
  code: 'PERMISSION_DENIED',
  message: `Caller does not have required permission to use project ${project}. Grant the caller the roles/serviceusage.serviceUsageConsumer role, or a custom role with the serviceusage.services.use permission, by visiting https://console.developers.google.com/iam-admin/iam/project?project=${project} and then retry. Propagation of the new permission may take a few minutes.`,
  reason: 'USER_PROJECT_DENIED',
  metadata: { ...service, consumer: `projects/${project}` },
})

/** https://cloud.google.com/vertex-ai/docs/general/troubleshooting */
export const denied = (resource: string): VertexFailure => ({
  status: 403,
  code: 'PERMISSION_DENIED',
  message: `Permission 'aiplatform.endpoints.predict' denied on resource '//aiplatform.googleapis.com/${resource}' (or it may not exist).`,
  reason: 'IAM_PERMISSION_DENIED',
  domain: 'aiplatform.googleapis.com',
  metadata: { permission: 'aiplatform.endpoints.predict', resource },
})

/** https://cloud.google.com/vertex-ai/generative-ai/docs/learn/model-versions */
export const modelGone = (resource: string): VertexFailure => ({
  status: 404,
  code: 'NOT_FOUND',
  message: `Publisher Model \`${resource}\` was not found or your project does not have access to it. Please ensure you are using a valid model version. For more information, see: https://cloud.google.com/vertex-ai/generative-ai/docs/learn/model-versions`,
})

export const notHere = (resource: string, region: string): VertexFailure => ({
  status: 400,
  code: 'FAILED_PRECONDITION',
  message: `Publisher Model \`${resource}\` is not servable in region ${region}.`,
})

export const invalid = (message: string): VertexFailure => ({ status: 400, code: 'INVALID_ARGUMENT', message })
