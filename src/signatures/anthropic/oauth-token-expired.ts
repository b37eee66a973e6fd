import type { Signature } from '../signature.ts'

export const oauthTokenExpired: Signature = {
  id: 'anthropic-oauth-token-expired',
  title: 'Access token has expired',
  provider: 'anthropic',
  cause: 'expired',
  renewable: 'yes',
  when: [
    {
      status: [401, 403],
      code: ['authentication_error', 'permission_error'],
      message: /OAuth (?:access )?token has expired/i,
    },
    { message: /OAuth (?:access )?token has expired/i },
  ],
  meaning: 'The Anthropic API recognises the access token, and its time is over.',
  remedy: [
    'Renew the access token where it is issued (sign in again, or run the command that mints it), then repeat the request.',
    'If it happens again within minutes, check that the machine’s clock is right and that no other program renews the same login.',
  ],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth token has expired. Please obtain a new token or refresh your existing token."},"request_id":"req_011CTvXyZ"}',
      source: 'https://github.com/anthropics/claude-code/issues/4293',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
