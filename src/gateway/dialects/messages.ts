import type { Dialect } from './dialect.ts'

/**
 * The Messages API of Anthropic and of everything that speaks it: gateways of companies, Claude Platform on AWS, Foundry.
 * Paths and error shape: https://docs.claude.com/en/api/errors and https://code.claude.com/docs/en/llm-gateway-protocol.
 */
export const messages: Dialect = {
  id: 'messages',
  summary: 'Anthropic Messages API: /v1/messages with a Bearer token or an API key',
  header: 'both',
  inference: (path) => path === '/v1/messages' || path === '/v1/messages/count_tokens',
  openToRuns: (path) =>
    path === '/v1/messages' ||
    path === '/v1/messages/count_tokens' ||
    path === '/v1/models' ||
    path.startsWith('/v1/models/'),
  // Claude Code asks `HEAD /` or `HEAD /api/hello` before its first request.
  signOfLife: (method, path) =>
    (method === 'HEAD' && (path === '/' || path === '/api/hello')) || (method === 'GET' && path === '/api/hello'),
  refuse: ({ message }) => ({
    contentType: 'application/json',
    body: JSON.stringify({ type: 'error', error: { type: 'api_error', message }, request_id: null }),
  }),
  errorMessage: messageOfError,
}

/** `error.message`, or a bare `message` (AWS writes it either way), of a JSON error body. */
export function messageOfError(text: string): string | null {
  try {
    const parsed: unknown = JSON.parse(text)
    const error = field(parsed, 'error')
    const message = field(error, 'message') ?? field(parsed, 'message') ?? field(parsed, 'Message')
    return typeof message === 'string' && message !== '' ? message : null
  } catch {
    return null
  }
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
