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
  area: 'account-or-auth',
  meaning: 'The server says in the standard way (RFC 6750) that the token has ended, was withdrawn or is malformed.',
  why: 'RFC 6750 gives one code to tokens that ended, were withdrawn or cannot be read; a new token is the answer to all three, if it is one for this server.',
  commonCauses: [
    'a token past its end',
    'a session that was ended at the identity provider',
    'a token for another audience',
    'a clock that is wrong on one side',
  ],
  remedy: [
    'Renew the token where it is issued (sign in again, or run the command that mints it), then repeat the request.',
    'If a fresh token is refused in the same way, check that it was issued for this server and that the clock is right.',
  ],
  otherwise: 'Decode iss, aud and exp of the token and compare them with what the operator of the server expects.',
  checks: [
    {
      on: 'any',
      look: 'The error_description in the www-authenticate header',
      expect: 'Often says which of the three it is.',
    },
    {
      on: 'any',
      look: 'cut -d. -f2 token | base64 -d; date -u',
      expect: 'exp in the past: expired; aud of another server: wrong token.',
    },
    { on: 'container', look: 'date -u on the host', expect: 'A clock behind makes a dead token look alive.' },
    { on: 'ci', look: 'The step that fetched the token', expect: 'Fetch it again before each long step.' },
  ],
  worked: 'The same request is answered with the new token.',
  ignorable: 'Yes, when the client renews and the next request succeeds; no, when it comes twice.',
  prevent: 'Renew ahead of the end, by the expires_in that came with the token.',
  related: ['oauth-insufficient-scope', 'oauth-refresh-token-dead', 'databricks-invalid-token', 'azure-token-unusable'],
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
