import type { Cause } from '../../../signatures/signature.ts'
import type { Bench } from '../../bench.ts'
import type { Complaint } from '../../check.ts'
import type { Said } from '../../endpoint.ts'
import { toSet, toUnset } from '../../fixes/set-variable.ts'
import { adcFile } from './adc-file.ts'
import { vertexOf } from './vertex.ts'

/** What a question to Vertex was about. */
export interface VertexQuestion {
  readonly project: string
  /** Who names the project. */
  readonly projectBy: string
  readonly region: string
  /** The variable that names it; `null` for the client's own default. */
  readonly regionBy: string | null
  readonly model: string
  readonly account: string | null
  /** What signs in anew. */
  readonly login: string
  /** How the region is set to `global`, and the project to another. */
  readonly toGlobal: string
  readonly otherProject: string
  /** How the address of Google itself is asked, where another one is set; `null` where none is. */
  readonly toOwnAddress: string | null
  /** What charges are written down to, where the credentials name a project for that. */
  readonly quotaProject: string | null
}

/**
 * What Vertex says of the question: it was `taken`, it is not known whether it was (`unknown`: counting is not offered
 * there), or the complaint. https://google.aip.dev/193
 */
export type VertexVerdict =
  | { readonly kind: 'taken' }
  | { readonly kind: 'unknown'; readonly because: string }
  | { readonly kind: 'wrong'; readonly complaint: Complaint }

/** Judges an answer of Vertex to a free question. */
export function vertexVerdict(answer: Said, of: VertexQuestion): VertexVerdict {
  const { status, text } = answer
  if (status === 200) return { kind: 'taken' }
  const { message, code, reason, metadata } = errorIn(text)
  const { project, region, model, quotaProject } = of
  const evidence = [
    `POST …/projects/${project}/locations/${region}/…: ${status}${reason === null ? '' : `, ${reason}`}`,
    `the project of ${of.projectBy}: ${project}`,
  ]
  const wrong = (cause: Cause, summary: string, fix: string): VertexVerdict => ({
    kind: 'wrong',
    complaint: { status: 'wrong', cause, summary, evidence, fix, number: 5 },
  })
  const charged = /projects\/([\w:.-]+)/.exec(metadata.consumer ?? '')?.[1] ?? project
  if (reason === 'USER_PROJECT_DENIED' || /serviceusage\.services\.use/.test(message))
    return wrong(
      'permission',
      `${of.account ?? 'Your login'} may not have its use charged to the project ${quotaProject ?? charged}, which the credentials name.`,
      `Type: gcloud auth application-default set-quota-project ${project}`,
    )
  if (reason === 'SERVICE_DISABLED' || /has not been used in project|API .*disabled/i.test(message))
    return quotaProject !== null && quotaProject !== project && charged === quotaProject
      ? wrong(
          'org-policy',
          `The Vertex AI API is off in the project ${quotaProject}, to which your credentials have their use charged.`,
          `Type: gcloud auth application-default set-quota-project ${project}`,
        )
      : wrong(
          'org-policy',
          `The Vertex AI API is off in the project ${project}.`,
          `Type: gcloud services enable aiplatform.googleapis.com --project=${project}`,
        )
  if (reason === 'BILLING_DISABLED' || /billing to be enabled/.test(message))
    return wrong(
      'billing',
      `The project ${project} has no billing account.`,
      `Ask whoever runs ${project} to link a billing account at https://console.cloud.google.com/billing/linkedaccount?project=${project}`,
    )
  if (
    reason === 'CONSUMER_INVALID' ||
    reason === 'RESOURCE_PROJECT_INVALID' ||
    /Project .* (not found|deleted)/i.test(message)
  )
    return wrong(
      'wrong-endpoint-or-header',
      `There is no project ${project}, which ${of.projectBy} names.`,
      of.otherProject,
    )
  if (status === 401)
    return wrong(
      reason === 'ACCESS_TOKEN_EXPIRED' ? 'expired' : 'invalid-credential',
      `Vertex does not take the token of ${of.account ?? 'your login'}${reason === null ? '' : ` (${reason})`}.`,
      of.login,
    )
  if (status === 403) {
    const permission = metadata.permission ?? /Permission '([\w.]+)'/.exec(message)?.[1] ?? null
    const who = of.account ?? 'Your login'
    const member =
      of.account === null
        ? 'user:<your account>'
        : `${/gserviceaccount\.com$/.test(of.account) ? 'serviceAccount' : 'user'}:${of.account}`
    return permission === null
      ? wrong(
          'permission',
          `Vertex refuses ${who} in the project ${project}.`,
          `Ask whoever runs ${project} to give you the role roles/aiplatform.user.`,
        )
      : wrong(
          'permission',
          `${who} may not use models in the project ${project} (${permission}), or there is no such project.`,
          `Ask whoever runs ${project} to type: gcloud projects add-iam-policy-binding ${project} --member=${member} --role=roles/aiplatform.user`,
        )
  }
  if (
    /not (servable|supported|available) in (region|location)/i.test(message) ||
    (code === 'FAILED_PRECONDITION' && /region|location/.test(message))
  )
    return wrong(
      'model-not-found',
      `${model} is not served in ${region}, which ${of.regionBy ?? 'the client itself'} names.`,
      of.toGlobal,
    )
  if (status === 404 && /count-tokens/.test(message))
    return { kind: 'unknown', because: `counting tokens is not offered in ${region}` }
  if (status === 404 && code === 'NOT_FOUND')
    return wrong(
      'model-not-found',
      `The project ${project} has no ${model} in ${region}: the name is wrong, or nobody has switched it on.`,
      `Ask whoever runs ${project} to enable it at https://console.cloud.google.com/vertex-ai/publishers/anthropic/model-garden/${model.replace(/@.*/, '')}?project=${project}`,
    )
  if (status === 404 && of.toOwnAddress !== null)
    return wrong(
      'wrong-endpoint-or-header',
      'ANTHROPIC_VERTEX_BASE_URL leads to nobody who serves models.',
      of.toOwnAddress,
    )
  if (status === 404)
    return wrong(
      'wrong-endpoint-or-header',
      `Nobody serves models at ${region}, which ${of.regionBy ?? 'the client itself'} names.`,
      of.toGlobal,
    )
  if (status === 429)
    return wrong('quota', `The project ${project} has used up its quota for ${model} in ${region}.`, of.toGlobal)
  if (status >= 500)
    return wrong('server-error', `Vertex cannot answer at the moment (status ${status}).`, 'Wait a minute.')
  return { kind: 'unknown', because: `Vertex answered ${status}${code === null ? '' : `, ${code}`}` }
}

interface GoogleError {
  readonly message: string
  readonly code: string | null
  readonly reason: string | null
  readonly metadata: Readonly<Record<string, string>>
}

/** The error in an answer of Google, which a stream brings in a list. */
export function errorIn(text: string): GoogleError {
  try {
    const body: unknown = JSON.parse(text)
    const { error } = Object(Array.isArray(body) ? body[0] : body)
    const details: readonly { reason?: unknown; metadata?: unknown }[] = Array.isArray(error?.details)
      ? error.details
      : []
    const info = details.find(({ reason }) => typeof reason === 'string')
    return {
      message: typeof error?.message === 'string' ? error.message : '',
      code: typeof error?.status === 'string' ? error.status : null,
      reason: typeof info?.reason === 'string' ? info.reason : null,
      metadata: { ...Object(info?.metadata) },
    }
  } catch {
    return { message: '', code: null, reason: null, metadata: {} }
  }
}

/** What the question of this bench is about. */
export async function askedOf(bench: Bench, signal: AbortSignal): Promise<VertexQuestion> {
  const { gateway, project, region, model, token, endpoint } = vertexOf(bench)
  const answer = gateway ? null : await token(signal)
  const given = answer?.kind === 'token' ? answer : null
  return {
    project: project?.value ?? '-',
    projectBy: project?.by ?? 'the credentials',
    region: region.value,
    regionBy: region.by,
    toGlobal: toSet(bench, region.by ?? 'CLOUD_ML_REGION', 'global').fix,
    otherProject: toSet(bench, project?.by ?? 'ANTHROPIC_VERTEX_PROJECT_ID', '<the id of your project>').fix,
    model,
    account: given?.account ?? null,
    login: adcFile(bench).login,
    toOwnAddress: endpoint.place === null ? null : toUnset(bench, 'ANTHROPIC_VERTEX_BASE_URL').fix,
    quotaProject: given?.headers['x-goog-user-project'] ?? null,
  }
}
