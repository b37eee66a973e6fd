import type { Signature } from '../signature.ts'

export const oauthInsufficientScope: Signature = {
  id: 'oauth-insufficient-scope',
  title: 'The token lacks a scope',
  provider: 'gateway',
  cause: 'permission',
  renewable: 'no',
  when: [
    { headers: { 'www-authenticate': /\berror ?= ?"?insufficient_scope\b/i } },
    { status: [401, 403], code: ['insufficient_scope', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'] },
  ],
  meaning: 'The token is valid, but it was issued without a scope that this request needs.',
  remedy: [
    'Ask for a token with the scope that the answer names: change the scopes of the source, or sign in again and grant them.',
  ],
  seen: [
    {
      status: 403,
      headers: {
        'www-authenticate':
          'Bearer error="insufficient_scope", scope="files:read files:write user:profile", resource_metadata="https://mcp.example.com/.well-known/oauth-protected-resource", error_description="Additional file write permission required"',
      },
      text: '',
      source:
        'https://modelcontextprotocol.io/specification/2025-11-25/basic/authorization#runtime-insufficient-scope-errors',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      headers: {
        'www-authenticate':
          'Bearer realm="example", error="invalid_token", error_description="The access token expired"',
      },
      text: '',
      source: 'https://www.rfc-editor.org/rfc/rfc6750#section-3',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
