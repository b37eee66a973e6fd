import type { Wording } from '../captured/wording.ts'
import type { Answer, HeaderList } from '../wire/answer.ts'

/** A refusal of the API: status and error type go together as https://platform.claude.com/docs/en/api/errors lists them. */
export interface Failure {
  readonly status: number
  readonly type: string
  readonly message: string
  readonly headers?: HeaderList
  readonly details?: { readonly error_code: string }
}

export const invalid = (message: string): Failure => ({
  status: 400,
  type: 'invalid_request_error',
  message,
  // Seen on 400: https://github.com/writingmate/chatlabs/pull/35
  headers: [['x-should-retry', 'false']],
})
export const notFound = (message: string): Failure => ({ status: 404, type: 'not_found_error', message })

const text = (body: string) => new TextEncoder().encode(body)

export function failureAnswer(failure: Failure, requestId: string, headers: HeaderList): Answer {
  const { type, message, details } = failure
  const error = details === undefined ? { type, message } : { type, message, details }
  return {
    status: failure.status,
    headers: [['content-type', 'application/json'], ...(failure.headers ?? []), ...headers],
    body: text(JSON.stringify({ type: 'error', error, request_id: requestId })),
  }
}

/** The edge in front of the API answers for itself, in a shape of its own: https://github.com/anthropics/claude-code/issues/14567 */
export function tooLarge(headers: HeaderList): Answer {
  return {
    status: 413,
    headers: [['content-type', 'application/json'], ...headers],
    body: text('{"error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}'),
  }
}

export function wordingAnswer(wording: Wording, requestId: string, headers: HeaderList): Answer {
  const own = Object.entries(wording.headers)
  const names = new Set(own.map(([name]) => name))
  return {
    status: wording.status,
    headers: [...own, ...headers.filter(([name]) => !names.has(name))],
    body: text(wording.body.replaceAll('{request-id}', requestId)),
  }
}
