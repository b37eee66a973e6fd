import type { Signature } from '../signature.ts'

export const awsSsoSession: Signature = {
  id: 'aws-sso-session',
  title: 'The sign-in session has ended',
  provider: 'aws',
  cause: 'expired',
  renewable: 'unsure',
  when: [
    { status: [400, 401, 403], code: ['UnauthorizedException'], message: /\bSession token not found or invalid\b/i },
    { status: [400, 401, 403], message: /\bSession token not found or invalid\b/i },
    { message: /\bUnauthorizedException: Session token not found or invalid\b/i },
  ],
  meaning:
    'IAM Identity Center does not know the sign-in any more that the role credentials are fetched with, or it was asked in another region.',
  remedy: [
    'Sign in again with "aws sso login", then repeat the request.',
    'If that does not help, check that sso_region of the profile is the region of the start page.',
  ],
  seen: [
    {
      text: 'API error (attempt 1/11): UnauthorizedException: Session token not found or invalid',
      source: 'https://github.com/anthropics/claude-code/issues/76701',
      on: '2026-11-21',
    },
    {
      status: 401,
      headers: { 'x-amzn-errortype': 'UnauthorizedException' },
      text: '{"message":"Session token not found or invalid"}',
      source: 'https://github.com/aws/aws-cli/issues/7340',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '401,{"message":"The incoming token has expired"}',
      source: 'https://github.com/aws-amplify/amplify-js/issues/6060',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
