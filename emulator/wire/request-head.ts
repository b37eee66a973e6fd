/** The first part of a request, as it came: nothing joined, nothing trimmed but the blanks around a value. */
export interface RequestHead {
  readonly method: string
  /** The request target as sent, with its query. */
  readonly target: string
  readonly version: '1.0' | '1.1'
  readonly headerLines: readonly (readonly [name: string, value: string])[]
  /** Lower-case names; repeated headers joined by `, `. */
  readonly headers: Readonly<Record<string, string>>
  readonly keepAlive: boolean
  readonly expectsContinue: boolean
  /** Declared length; `null` when the body is chunked. */
  readonly contentLength: number | null
}

/** https://www.rfc-editor.org/rfc/rfc9110#section-5.6.2 */
const token = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** The head of a request, or why it is none. */
export function parseHead(text: string): RequestHead | string {
  const [first = '', ...lines] = text.split('\r\n')
  const [, method, target, version] = /^(\S+) (\S+) HTTP\/(1\.[01])$/.exec(first) ?? []
  if (method === undefined || target === undefined || version === undefined || !token.test(method)) {
    return 'the request line is malformed'
  }
  const headerLines: (readonly [string, string])[] = []
  const headers: Record<string, string> = Object.create(null)
  for (const raw of lines) {
    const colon = raw.indexOf(':')
    const name = raw.slice(0, Math.max(colon, 0))
    const value = raw.slice(colon + 1).replace(/^[ \t]+|[ \t]+$/g, '')
    if (/^[ \t]/.test(raw)) return 'a header line is folded'
    if (!token.test(name)) return 'a header name is malformed'
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
    if (/[\0-\x08\x0a-\x1f\x7f]/.test(value)) return 'a header value holds a control character'
    headerLines.push([name, value])
    const key = name.toLowerCase()
    headers[key] = key in headers ? `${headers[key]}, ${value}` : value
  }
  const hosts = headerLines.filter(([name]) => name.toLowerCase() === 'host').length
  if (hosts > 1 || (hosts === 0 && version === '1.1')) return 'there is not exactly one Host header'

  const coding = headers['transfer-encoding']
  const length = headers['content-length']
  if (coding !== undefined && length !== undefined) return 'both Content-Length and Transfer-Encoding are given'
  if (coding !== undefined && coding.toLowerCase() !== 'chunked') return 'the transfer coding is not chunked'
  if (length !== undefined && !/^\d{1,15}$/.test(length)) return 'the Content-Length is not one number'

  const connection = (headers.connection ?? '').toLowerCase()
  return {
    method,
    target,
    version: version === '1.0' ? '1.0' : '1.1',
    headerLines,
    headers,
    keepAlive: version === '1.1' ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection),
    expectsContinue: (headers.expect ?? '').toLowerCase() === '100-continue',
    contentLength: coding === undefined ? Number(length ?? 0) : null,
  }
}
