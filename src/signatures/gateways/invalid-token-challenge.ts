import type { Signature } from '../signature.ts'

export const oauthInvalidToken: Signature = {
  id: 'oauth-invalid-token',
  title: 'The server asks for another token',
  provider: 'gateway',
  cause: 'expired',
  renewable: 'yes',
  when: [
    { status: [400, 401, 403], headers: { 'www-authenticate': /\berror ?= ?"?invalid_token\b/i } },
    { status: [400, 401, 403], code: ['invalid_token'] },
  ],
  meaning: 'The server says in the standard way (RFC 6750) that the token has ended, was withdrawn or is malformed.',
  remedy: [
    'Renew the token where it is issued (sign in again, or run the command that mints it), then repeat the request.',
    'If a fresh token is refused in the same way, check that it was issued for this server and that the clock is right.',
  ],
  seen: [
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
  notThis: [
    {
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="example"' },
      text: '',
      source: 'https://www.rfc-editor.org/rfc/rfc6750#section-3',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
