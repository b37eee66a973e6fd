import type { Signature } from '../signature.ts'

export const snowflakeJwtInvalid: Signature = {
  id: 'snowflake-jwt-invalid',
  title: 'Snowflake does not accept the JWT',
  provider: 'snowflake',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [{ status: [401, 403], code: ['390144'] }, { message: /\bJWT token is invalid\. \[[0-9a-f-]{36}\]/i }],
  area: 'account-or-auth',
  meaning:
    'The token that was signed with the private key is refused; the account alone knows why, by the number in brackets.',
  why: 'Expired, signed with a key that the user does not have, made for another account name, or made by a clock that is off: one sentence for all.',
  commonCauses: [
    'the public key of the user was replaced',
    'account or user in lower case, or with a region, in iss and sub',
    'a clock that is off',
    'a token kept for more than an hour',
  ],
  remedy: [
    'Sign a new token and repeat the request.',
    "Ask an administrator to run SELECT SYSTEM$GET_LOGIN_FAILURE_DETAILS('NUMBER') with the number in brackets.",
  ],
  otherwise: 'Compare the fingerprint in iss with RSA_PUBLIC_KEY_FP of DESCRIBE USER.',
  checks: [
    { on: 'any', look: 'date -u', expect: 'Right to the minute.' },
    {
      on: 'any',
      look: 'The claims iss and sub',
      expect: 'ACCOUNT.USER in upper case, iss with SHA256:FINGERPRINT at its end.',
    },
  ],
  worked: 'The same request with the new token is answered.',
  ignorable: 'No: the same token is refused each time.',
  prevent: 'Sign the token anew for each hour, with the account name as Snowflake writes it.',
  related: ['snowflake-keypair-expired', 'snowflake-session-expired'],
  seen: [
    {
      text: 'query: Snowflake HTTP 401 from https://PRIVATE_LINK.snowflakecomputing.com/api/v2/statements: { "code" : "390144", "message" : "JWT token is invalid. [7fb87e37-2f26-4a10-9f9c-72276ea898bf]" }',
      source: 'https://github.com/slothflowlabs/duckle/issues/22',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
