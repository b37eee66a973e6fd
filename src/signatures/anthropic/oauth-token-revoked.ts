import type { Signature } from '../signature.ts'

export const oauthTokenRevoked: Signature = {
  id: 'anthropic-oauth-token-revoked',
  title: 'Access token has been revoked',
  provider: 'anthropic',
  cause: 'revoked',
  renewable: 'yes',
  when: [
    {
      status: [401, 403],
      code: ['permission_error', 'authentication_error'],
      message: /OAuth (?:access )?token has been revoked/i,
    },
    { message: /OAuth (?:access )?token has been revoked/i },
  ],
  meaning:
    'The access token was withdrawn before its time, usually because another holder of the same login renewed it; the API says so with a 403 or a 401.',
  remedy: [
    'Obtain a new access token where this one was issued (sign in again, or run the command that mints it), then repeat the request.',
    'Let one program alone renew a login: each renewal withdraws the token that the others still hold.',
  ],
  seen: [
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"OAuth token has been revoked. Please obtain a new token."}}',
      source: 'https://github.com/anthropics/claude-code/issues/9635',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
