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
  meaning: 'An Amazon API Gateway in front of the API checked the token, and it is past its end.',
  remedy: ['Sign in again with whoever issues the token for this gateway, then repeat the request.'],
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
