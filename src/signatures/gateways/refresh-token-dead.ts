import type { Signature } from '../signature.ts'

export const oauthRefreshTokenDead: Signature = {
  id: 'oauth-refresh-token-dead',
  title: 'The login can no longer be renewed',
  provider: 'gateway',
  cause: 'expired',
  renewable: 'no',
  when: [
    { status: [400, 401], code: ['invalid_grant'] },
    { message: /\bRefresh token not found or invalid\b|\bToken refresh failed: 40[01]\b/i },
  ],
  meaning: 'The refresh token was used by another program, withdrawn or is too old; only a person can sign in again.',
  remedy: [
    'Sign in again with the program that owns this login.',
    'Let one program alone renew a login, and keep the stored login until the new one works.',
  ],
  seen: [
    {
      text: 'Token refresh failed: 400 — {"error": "invalid_grant", "error_description": "Refresh token not found or invalid"}',
      source: 'https://github.com/ex-machina-co/opencode-anthropic-auth/issues/162',
      on: '2026-11-21',
    },
    {
      status: 400,
      text: '{"error":"invalid_grant"}',
      source: 'https://github.com/intuit/oauth-jsclient/issues/77',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth token has expired. Please obtain a new token or refresh your existing token."},"request_id":"req_011CSSdA5fqJCVm1m4XMjNks"}',
      source: 'https://github.com/anthropics/claude-code/issues/6459',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
