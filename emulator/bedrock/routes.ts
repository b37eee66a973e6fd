/** What a request to Bedrock asks for. `id` is decoded. */
export type BedrockRoute =
  | { readonly kind: 'invoke' | 'invoke-stream' | 'converse' | 'converse-stream' | 'count'; readonly id: string }
  | { readonly kind: 'profiles' }
  | { readonly kind: 'profile' | 'availability'; readonly id: string }
  /** Of the Security Token Service, which tells whose a key is. */
  | { readonly kind: 'identity' }
  | { readonly kind: 'unknown' }

const operations = {
  invoke: 'invoke',
  'invoke-with-response-stream': 'invoke-stream',
  converse: 'converse',
  'converse-stream': 'converse-stream',
  'count-tokens': 'count',
} as const

/** Whether a request is for Bedrock's two services, or the one that tells whose a key is, and not for the Messages API. */
export const isBedrockPath = (path: string, method = 'GET'): boolean =>
  /^\/(?:model|inference-profiles|foundation-model-availability)(?:[/?]|$)/.test(path) ||
  (method === 'POST' && path === '/')

/** Paths: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_Operations.html. `path` is without its query. */
export function bedrockRoute(method: string, path: string): BedrockRoute {
  const [, model, operation = ''] = /^\/model\/([^/]+)\/([a-z-]+)$/.exec(path) ?? []
  if (method === 'POST' && model !== undefined && Object.hasOwn(operations, operation)) {
    return { kind: operations[operation as keyof typeof operations], id: decoded(model) }
  }
  if (method === 'GET' && path === '/inference-profiles') return { kind: 'profiles' }
  if (method === 'POST' && path === '/') return { kind: 'identity' }
  const [, available] = /^\/foundation-model-availability\/([^/]+)$/.exec(path) ?? []
  if (method === 'GET' && available !== undefined) return { kind: 'availability', id: decoded(available) }
  const [, profile] = /^\/inference-profiles\/([^/]+)$/.exec(path) ?? []
  return method === 'GET' && profile !== undefined ? { kind: 'profile', id: decoded(profile) } : { kind: 'unknown' }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
