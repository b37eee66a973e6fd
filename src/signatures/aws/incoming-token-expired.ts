import type { Signature } from '../signature.ts'

export const awsIncomingTokenExpired: Signature = {
  id: 'aws-incoming-token-expired',
  title: 'The token is too old for the API gateway',
  provider: 'aws',
  cause: 'expired',
  renewable: 'yes',
  when: [
    { status: [401, 403], code: ['UnauthorizedException'], message: /\bincoming token has expired\b/i },
    { status: [401, 403], message: /\bincoming token has expired\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'An Amazon API Gateway in front of the API checked the token, and it is past its end.',
  why: 'An authorizer in front of the API reads the exp of the JWT and refuses it before anything of the API is reached.',
  commonCauses: [
    'an ID or access token of Cognito that is older than an hour',
    'a token in a variable instead of a source that renews it',
    'a clock that is wrong on the issuing side',
  ],
  remedy: ['Sign in again with whoever issues the token for this gateway, then repeat the request.'],
  otherwise:
    'Decode exp and aud of the token that is sent: if it is still good, the operator has to look at the authorizer.',
  checks: [
    { on: 'any', look: 'cut -d. -f2 token | base64 -d', expect: 'exp lies in the past: this card.' },
    { on: 'ci', look: 'The moment when the job fetched the token', expect: 'Jobs longer than an hour outlive it.' },
  ],
  worked: 'The same request with a token of this minute is answered.',
  ignorable: 'No: the token never becomes good again.',
  prevent: 'Renew five minutes before exp, and never store the token in a settings file.',
  related: ['aws-token-expired', 'oauth-invalid-token', 'databricks-token-expiring'],
  seen: [
    {
      status: 401,
      text: '401,{"message":"The incoming token has expired"}',
      source: 'https://github.com/aws-amplify/amplify-js/issues/6060',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'ExpiredTokenException' },
      text: '{"message":"The security token included in the request is expired"}',
      source: 'https://github.com/anthropics/claude-code/issues/28032',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
