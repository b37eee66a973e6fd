import type { Signature } from '../signature.ts'

export const anthropicOauthUnsupported: Signature = {
  id: 'anthropic-oauth-unsupported',
  title: 'Bearer token without the header that allows it',
  provider: 'anthropic',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    { status: [401], code: ['authentication_error'], message: /\bOAuth authentication is currently not supported\b/i },
    { message: /\bOAuth authentication is currently not supported\b/i },
  ],
  meaning:
    'The request carries an access token but not the anthropic-beta header that goes with it; usually a proxy on the way removed the header.',
  remedy: [
    'Let every proxy on the way pass the anthropic-beta header through unchanged.',
    'If the credential is an API key, send it as a key and not as a bearer token.',
    'Update the client if it is older than August 2025.',
  ],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth authentication is currently not supported."}}',
      source: 'https://github.com/anthropics/claude-code/issues/5983',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth authentication is currently not allowed for this organization."},"request_id":"req_011CSNEaED1kUhJjJRCJNmFb"}',
      source: 'https://github.com/anthropics/claude-code/issues/6312',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
