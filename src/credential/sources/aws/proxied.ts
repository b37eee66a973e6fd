/** A request as the SDK makes it, as far as it is used here. */
interface SdkRequest {
  readonly method: string
  readonly protocol: string
  readonly hostname: string
  readonly port?: number | undefined
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null>> | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** https://www.rfc-editor.org/rfc/rfc3986#section-2.1, as signatures want it. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

function queryOf(query: SdkRequest['query']): string {
  const parts = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value ?? []].flat().map((each) => `${escaped(name)}=${escaped(each)}`),
  )
  return parts.length === 0 ? '' : `?${parts.join('&')}`
}

/**
 * Sends what the SDK makes through the runtime's own `fetch`, which takes the proxy of the environment; the SDK's handler
 * knows none, and behind a company's proxy nothing would answer. Never follows a redirect.
 */
export const proxiedHandler = {
  metadata: { handlerProtocol: 'http/1.1' },
  async handle(request: SdkRequest, { abortSignal }: { readonly abortSignal?: unknown } = {}) {
    const { method, protocol, hostname, port, path, query, headers, body } = request
    const url = `${protocol}//${hostname}${port ? `:${port}` : ''}${path}${queryOf(query)}`
    const isText = typeof body === 'string' || body instanceof Uint8Array
    const response = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      ...(isText && method !== 'GET' && method !== 'HEAD' ? { body } : {}),
      ...(abortSignal instanceof AbortSignal ? { signal: abortSignal } : {}),
    })
    return {
      response: {
        statusCode: response.status,
        reason: response.statusText,
        headers: Object.fromEntries(response.headers.entries()),
        body: new Uint8Array(await response.arrayBuffer()),
      },
    }
  },
  updateHttpClientConfig() {},
  httpHandlerConfigs: () => ({}),
}
