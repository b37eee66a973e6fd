import type { Signature } from '../signature.ts'

export const awsSsoUtilLogin: Signature = {
  id: 'aws-sso-util-login',
  title: 'The helper aws-sso-util wants a sign-in',
  provider: 'aws',
  cause: 'expired',
  renewable: 'no',
  when: [{ printed: /\bLogin required\. Use `aws-sso-util login\b/i }],
  area: 'account-or-auth',
  meaning: 'The credential_process of this profile found no usable sign-in of IAM Identity Center.',
  why: 'aws-sso-util never opens a browser when it runs as credential_process; it says what to type and ends.',
  commonCauses: [
    'the sign-in of yesterday',
    'a sign-in that the server has ended although its file is not over',
    'another start page',
  ],
  remedy: [
    'Type "aws-sso-util login --profile NAME".',
    'If it says that the login is valid and the error stays, add --force.',
  ],
  otherwise: 'Replace the credential_process by sso_session: "aws configure sso --profile NAME".',
  checks: [
    { on: 'any', look: 'aws-sso-util check --profile NAME', expect: 'Says which part fails.' },
    { on: 'any', look: 'ls -lt ~/.aws/sso/cache | head -3', expect: 'When somebody last signed in.' },
  ],
  worked: 'The command "aws-sso-util credential-process --profile NAME" prints JSON.',
  ignorable: 'No: the profile has no other source.',
  prevent: 'Use the SSO support of the SDKs, which renews by itself.',
  related: ['aws-sso-session-expired', 'aws-credential-process', 'aws-sso-session'],
  seen: [
    {
      text: 'Login required. Use `aws-sso-util login --profile ACCOUNT` or `aws sso login --profile ACCOUNT` and try again.',
      source: 'https://github.com/61418/aws-sso-util/issues/74',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
