import type { CloudAnswer, CloudRequest } from './ask-cloud.ts'

/** The variable that holds the {@link CloudRequest} as JSON; gone before a library sees the environment. */
export const requestVariable = 'WARMKEY_ASK_CLOUD'
/** A program that a library asks, such as az, may take this long, milliseconds. */
export const programMs = 4_500

/** Asks once, in a process whose environment is that of the client. Never rejects. */
export async function askCloudHere(request: CloudRequest): Promise<CloudAnswer> {
  try {
    if (request.cloud === 'google') return await (await import('./google/google-here.ts')).askGoogle(request.projectId)
    return await (await import('./azure/azure-here.ts')).askAzure(request.scope)
  } catch (thrown) {
    return failureOf(thrown)
  }
}

/** What a library threw, without what it was asked with. */
export function failureOf(thrown: unknown): CloudAnswer {
  const { message, code, response, config, errors, errorResponse, statusCode } = Object(thrown) as Thrown
  const data = response?.data
  const said = [
    typeof data === 'string' ? data : data === undefined ? '' : JSON.stringify(data),
    errorResponse?.errorDescription ?? '',
    ...(errors ?? []).map((each) => each.message ?? ''),
    message ?? String(thrown),
  ]
  const date = Date.parse(response?.headers?.get?.('date') ?? '')
  const url = String(config?.url ?? '')
  return {
    kind: 'failure',
    status: response?.status ?? statusCode ?? null,
    code: typeof code === 'string' && Number.isNaN(Number(code)) ? code : null,
    said: said
      .filter((each) => each !== '')
      .join('\n')
      .slice(0, 4_000),
    dateMs: Number.isNaN(date) ? null : date,
    host: URL.canParse(url) ? new URL(url).host : null,
  }
}

interface Thrown {
  readonly message?: string
  readonly code?: unknown
  readonly statusCode?: number
  readonly response?: { readonly status?: number; readonly data?: unknown; readonly headers?: Headers }
  readonly config?: { readonly url?: unknown }
  readonly errors?: readonly { readonly message?: string }[]
  readonly errorResponse?: { readonly errorDescription?: string }
}
