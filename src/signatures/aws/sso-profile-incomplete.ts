import type { Signature } from '../signature.ts'

export const awsSsoProfileIncomplete: Signature = {
  id: 'aws-sso-profile-incomplete',
  title: 'The SSO profile lacks a setting',
  provider: 'aws',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\bProfile is configured with invalid SSO credentials\b/i },
    { printed: /\bis not configured with SSO credentials\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'A profile for IAM Identity Center needs the account, the role, the region and the start page, and one of them is not there.',
  why: 'The SDKs read sso_account_id and sso_role_name from the profile, and sso_region and sso_start_url from the profile or its sso-session; none of them is guessed.',
  commonCauses: [
    'a profile that was written by hand',
    'an sso-session without sso_region',
    'a role that was removed from the profile to share it',
  ],
  remedy: ['Type "aws configure sso --profile NAME" and let it write the profile anew.', 'Repeat the request.'],
  otherwise: 'Compare the section with https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html.',
  checks: [
    {
      on: 'any',
      look: 'aws configure list --profile NAME',
      expect: 'Shows where each value comes from, and which is missing.',
    },
    {
      on: 'any',
      look: 'grep -n -A8 "profile NAME" ~/.aws/config',
      expect: 'sso_account_id and sso_role_name stand in it.',
    },
  ],
  worked: 'The command "aws sts get-caller-identity --profile NAME" prints an ARN.',
  ignorable: 'No: no credentials can be fetched for this profile.',
  prevent: 'Let "aws configure sso" write such profiles.',
  related: ['aws-sso-session-undefined', 'aws-profile-missing', 'aws-partial-credentials'],
  seen: [
    {
      text: 'CredentialsProviderError: Profile is configured with invalid SSO credentials. Required parameters "sso_account_id", "sso_region", "sso_role_name", "sso_start_url". Got sso_start_url, sso_region, region\nReference: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sso.html',
      source: 'https://www.npmjs.com/package/@aws-sdk/credential-provider-sso/v/3.973.28',
      on: '2026-11-21',
    },
    {
      text: 'CredentialsProviderError: Profile proc is not configured with SSO credentials.',
      source: 'https://www.npmjs.com/package/@aws-sdk/credential-provider-sso/v/3.973.28',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
