import type { Signature } from '../signature.ts'

export const snowflakeKeypairExpired: Signature = {
  id: 'snowflake-keypair-expired',
  title: 'The Snowflake key-pair token has expired',
  provider: 'snowflake',
  cause: 'expired',
  renewable: 'yes',
  when: [{ status: [401, 403], code: ['390198'] }, { message: /\bKeypair access token expired\b/i }],
  area: 'account-or-auth',
  meaning: 'The JWT that was signed with the private key is past its end, at most one hour after it was made.',
  why: 'The client signs such a token itself; whoever keeps one longer than its exp sends a dead one.',
  commonCauses: [
    'a token made once at the start',
    'a clock that is behind',
    'a helper that caches longer than the token lives',
  ],
  remedy: [
    'Sign a new token, for example with "snow connection generate-jwt", and repeat the request.',
    'Set the ttl of the source below one hour.',
  ],
  otherwise: 'Compare exp in the token with "date -u +%s".',
  checks: [
    { on: 'any', look: 'date -u', expect: 'Right to the minute.' },
    { on: 'any', look: 'The exp claim of the token', expect: 'In the future.' },
  ],
  worked: 'The same request with the new token is answered.',
  ignorable: 'No: an ended token never works again.',
  prevent: 'Let the source make a new token some minutes before the end.',
  related: ['snowflake-jwt-invalid', 'snowflake-session-expired', 'oauth-invalid-token'],
  seen: [
    {
      status: 401,
      text: '{\n  "code" : "390198",\n  "message" : "Keypair access token expired. ...VUrmjSFgTw"\n}',
      source: 'https://github.com/rinsed-org/rb-snowflake-client/issues/170',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
