import { anthropicError, json, type Wording } from './wording.ts'

const errors = 'https://platform.claude.com/docs/en/api/errors'
const issue = (number: number) => `https://github.com/anthropics/claude-code/issues/${number}`

export const anthropic: readonly Wording[] = [
  {
    id: 'anthropic-oauth-expired',
    kind: 'expired',
    status: 401,
    headers: json,
    body: anthropicError(
      'authentication_error',
      'OAuth token has expired. Please obtain a new token or refresh your existing token.',
    ),
    source: issue(4293),
  },
  {
    id: 'anthropic-oauth-access-expired',
    kind: 'expired',
    status: 401,
    headers: json,
    // The edge answers this one, and it has no request id to give.
    body: '{"type":"error","error":{"type":"authentication_error","message":"OAuth access token has expired. Re-authenticate to continue."},"request_id":null}',
    source: issue(82217),
  },
  {
    id: 'anthropic-oauth-revoked',
    kind: 'revoked',
    status: 403,
    headers: json,
    body: anthropicError('permission_error', 'OAuth token has been revoked. Please obtain a new token.'),
    source: issue(9635),
  },
  {
    id: 'anthropic-oauth-access-revoked',
    kind: 'revoked',
    status: 401,
    headers: json,
    body: anthropicError('authentication_error', 'OAuth access token has been revoked'),
    source: 'https://github.com/KarpelesLab/teamclaude/pull/136',
  },
  {
    id: 'anthropic-invalid-x-api-key',
    kind: 'unknown',
    status: 401,
    headers: json,
    body: anthropicError('authentication_error', 'invalid x-api-key'),
    source: issue(9694),
  },
  {
    id: 'anthropic-invalid-bearer',
    kind: 'unknown',
    status: 401,
    headers: json,
    body: anthropicError('authentication_error', 'Invalid bearer token'),
    source: issue(40860),
  },
  {
    id: 'anthropic-invalid-credentials',
    kind: 'unknown',
    status: 401,
    headers: json,
    body: anthropicError('authentication_error', 'Invalid authentication credentials'),
    source: issue(65761),
  },
  {
    id: 'anthropic-oauth-unsupported',
    kind: 'unknown',
    status: 401,
    headers: json,
    body: anthropicError('authentication_error', 'OAuth authentication is currently not supported.'),
    source: issue(6131),
  },
  {
    id: 'anthropic-no-permission',
    kind: 'denied',
    status: 403,
    headers: json,
    body: anthropicError('permission_error', 'Your API key does not have permission to use the specified resource.'),
    source: errors,
  },
  {
    id: 'anthropic-oauth-scope',
    kind: 'denied',
    status: 403,
    headers: json,
    body: '{"type":"error","error":{"type":"permission_error","message":"OAuth token does not meet scope requirement user:profile","details":{"error_visibility":"user_facing"}},"request_id":"{request-id}"}',
    source: issue(13724),
  },
  {
    id: 'anthropic-request-not-allowed',
    kind: 'denied',
    status: 403,
    headers: json,
    body: '{"error":{"type":"forbidden","message":"Request not allowed"}}',
    source: issue(700),
  },
  {
    id: 'anthropic-empty-403',
    kind: 'denied',
    status: 403,
    headers: {},
    body: '',
    source: issue(59527),
  },
]
