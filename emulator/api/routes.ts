/** What a request asks for, by method and path. */
export type Route =
  | { readonly kind: 'messages' }
  | { readonly kind: 'count-tokens' }
  | { readonly kind: 'models' }
  | { readonly kind: 'model'; readonly id: string }
  /** Answered without a credential. */
  | { readonly kind: 'root' | 'hello' | 'token' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'wrong-method'; readonly allow: string }

export function routeOf(method: string, path: string): Route {
  const only = (allow: readonly string[], route: Route): Route =>
    allow.includes(method) ? route : { kind: 'wrong-method', allow: allow.join(', ') }
  if (path === '/v1/messages') return only(['POST'], { kind: 'messages' })
  if (path === '/v1/messages/count_tokens') return only(['POST'], { kind: 'count-tokens' })
  if (path === '/v1/models') return only(['GET', 'HEAD'], { kind: 'models' })
  if (path.startsWith('/v1/models/')) {
    return only(['GET', 'HEAD'], { kind: 'model', id: decoded(path.slice('/v1/models/'.length)) })
  }
  if (path === '/v1/oauth/token') return only(['POST'], { kind: 'token' })
  if (path === '/') return only(['GET', 'HEAD'], { kind: 'root' })
  if (path === '/api/hello') return only(['GET', 'HEAD'], { kind: 'hello' })
  return { kind: 'not-found' }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
