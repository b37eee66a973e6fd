import { gzipSync } from 'node:zlib'

export type HeaderList = readonly (readonly [name: string, value: string])[]

/** A response before it is bytes. */
export interface Answer {
  readonly status: number
  readonly headers: HeaderList
  /** Whole bytes, or pieces that come one by one. */
  readonly body: Uint8Array | AsyncIterable<Uint8Array>
  /**
   * How the end of the body is told (https://www.rfc-editor.org/rfc/rfc9112#section-6.3): by `content-length`,
   * by chunks, by closing the connection, or by whatever `headers` say (`as-given`).
   * Default: `length` for whole bytes, `chunked` for pieces.
   */
  readonly framing?: 'length' | 'chunked' | 'close' | 'as-given'
  /** Close the connection after the last byte, also where framing does not need it. Default `false`. */
  readonly close?: boolean
}

/** The exact bytes of a response: first the head, then the body in pieces. */
export interface Rendered {
  readonly head: Uint8Array
  readonly pieces: AsyncIterable<Uint8Array> | readonly Uint8Array[]
  readonly closeAfter: boolean
}

/** https://www.iana.org/assignments/http-status-codes, and 529 as the Anthropic API uses it. */
const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  307: 'Temporary Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  402: 'Payment Required',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  407: 'Proxy Authentication Required',
  408: 'Request Timeout',
  409: 'Conflict',
  413: 'Payload Too Large',
  422: 'Unprocessable Entity',
  424: 'Failed Dependency',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  529: 'Overloaded',
}

const encoder = new TextEncoder()
const lastChunk = encoder.encode('0\r\n\r\n')

export function render(
  answer: Answer,
  request: { method: string; keepAlive: boolean; version: '1.0' | '1.1' },
): Rendered {
  const whole = answer.body instanceof Uint8Array ? answer.body : null
  let framing = answer.framing ?? (whole === null ? 'chunked' : 'length')
  if (framing === 'chunked' && request.version === '1.0') framing = 'close'
  const closeAfter = framing === 'close' || answer.close === true || !request.keepAlive

  const lines = [`HTTP/1.1 ${answer.status} ${reasons[answer.status] ?? 'Unnamed'}`]
  for (const [name, value] of answer.headers) lines.push(`${name}: ${value}`)
  if (framing === 'length') lines.push(`content-length: ${whole?.length ?? 0}`)
  if (framing === 'chunked') lines.push('transfer-encoding: chunked')
  if (framing !== 'as-given') lines.push(`connection: ${closeAfter ? 'close' : 'keep-alive'}`)
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1')

  if (request.method === 'HEAD') return { head, pieces: [], closeAfter }
  if (whole !== null) return { head, pieces: framing === 'chunked' ? [chunk(whole), lastChunk] : [whole], closeAfter }
  const parts = answer.body as AsyncIterable<Uint8Array>
  return { head, pieces: framing === 'chunked' ? chunks(parts) : parts, closeAfter }
}

/** The answer with its body in gzip, as a server sends it to who accepts that; streams and empty bodies stay as they are. */
export function zipped(answer: Answer): Answer {
  if (!(answer.body instanceof Uint8Array) || answer.body.length === 0) return answer
  return { ...answer, headers: [...answer.headers, ['content-encoding', 'gzip']], body: gzipSync(answer.body) }
}

async function* chunks(parts: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const part of parts) if (part.length > 0) yield chunk(part)
  yield lastChunk
}

function chunk(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([encoder.encode(`${bytes.length.toString(16)}\r\n`), bytes, encoder.encode('\r\n')])
}
