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
  area: 'account-or-auth',
  meaning:
    'IAM Identity Center does not know the sign-in any more that the role credentials are fetched with, or it was asked in another region.',
  why: 'Role credentials are fetched with the token of the browser sign-in; that one ends after hours or days, and it lives in one region only.',
  commonCauses: [
    'the sign-in of yesterday',
    'sso_region of the profile is not the region of the start page',
    'a cache file in ~/.aws/sso/cache of another start page',
    'a sign-out in the portal',
  ],
  remedy: [
    'Sign in again with "aws sso login", then repeat the request.',
    'If that does not help, check that sso_region of the profile is the region of the start page.',
  ],
  otherwise: 'Remove ~/.aws/sso/cache and run "aws sso login" again.',
  checks: [
    {
      on: 'any',
      look: 'aws sso login --profile <profile>',
      expect: 'Opens the browser and ends with "Successfully logged into Start URL".',
    },
    {
      on: 'ssh',
      look: 'aws sso login --use-device-code',
      expect: 'Prints an address and a code to enter on another machine.',
    },
    {
      on: 'container',
      look: 'Whether ~/.aws is mounted, with write access',
      expect: 'Without it the sign-in of the host is not seen.',
    },
    { on: 'wsl', look: 'Whether the sign-in was made in Windows or in WSL', expect: 'Each has an ~/.aws of its own.' },
    { on: 'ci', look: 'The way the job gets its role', expect: 'SSO needs a person: use OIDC federation there.' },
  ],
  worked: 'aws sts get-caller-identity prints the role, and the next prompt is answered.',
  ignorable: 'No: credentials cannot be fetched; those already fetched still work until they end.',
  prevent: 'Use an sso-session block in ~/.aws/config: its token renews itself for as long as the portal allows.',
  related: ['aws-token-expired', 'aws-session-credentials', 'aws-no-credentials'],
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
