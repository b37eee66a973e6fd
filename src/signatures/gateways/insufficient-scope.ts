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
  area: 'account-or-auth',
  meaning: 'The token is valid, but it was issued without a scope that this request needs.',
  why: 'A token carries the scopes it was asked for with; a server may want one more for a certain call and says so in the standard header.',
  commonCauses: [
    'a client that was registered with too few scopes',
    'a tool that was added after the sign-in',
    'a service account whose scopes are set by an administrator',
  ],
  remedy: [
    'Ask for a token with the scope that the answer names: change the scopes of the source, or sign in again and grant them.',
  ],
  otherwise:
    'Show the scope in the message to the administrator of the authorization server: the client may not be allowed to ask for it.',
  checks: [
    { on: 'any', look: 'The www-authenticate header of the answer', expect: 'scope="…" names what is missing.' },
    { on: 'any', look: 'cut -d. -f2 token | base64 -d', expect: 'scope or scp lists what the token has.' },
  ],
  worked: 'The same call is answered with a token that lists the scope.',
  ignorable: 'Only if you can do without that call: others go on.',
  prevent: 'Write the scopes a tool needs into the profile that asks for the token.',
  related: ['anthropic-scope-missing', 'oauth-invalid-token', 'anthropic-permission-denied'],
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
