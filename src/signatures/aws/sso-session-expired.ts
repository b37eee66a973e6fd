import type { Signature } from '../signature.ts'

export const awsSsoSessionExpired: Signature = {
  id: 'aws-sso-session-expired',
  title: 'The AWS SSO sign-in has expired',
  provider: 'aws',
  cause: 'expired',
  renewable: 'no',
  when: [
    { printed: /\bSSO session associated with this profile (?:has expired|is invalid)\b/i },
    { printed: /\bUnauthorizedSSOTokenError\b/ },
  ],
  area: 'account-or-auth',
  meaning:
    'The cached sign-in of IAM Identity Center is past its end, so no role credentials can be fetched for this profile.',
  why: 'A profile without an sso-session section (sso_start_url in the profile itself) holds a token that nothing renews: it ends after some hours, and only a person with a browser gets the next.',
  commonCauses: [
    'the sign-in of this morning or yesterday',
    'a profile in the old form, with sso_start_url and no sso_session',
    'a signed-out browser session at the identity provider',
  ],
  remedy: [
    'Type "aws sso login --profile NAME" with the profile that the tool uses.',
    'Repeat the request; restart the tool if it keeps the old answer.',
  ],
  otherwise: 'Delete the files in ~/.aws/sso/cache and sign in once more.',
  checks: [
    {
      on: 'any',
      look: 'aws sts get-caller-identity --profile NAME',
      expect: 'The same sentence: sign in; an ARN: the tool uses another profile.',
    },
    {
      on: 'any',
      look: 'grep -n -A6 "profile NAME" ~/.aws/config',
      expect: 'sso_start_url here and no sso_session: the old form, which is never renewed.',
    },
    {
      on: 'ssh',
      look: 'aws sso login --profile NAME --use-device-code',
      expect: 'Shows a code for a browser on another machine.',
    },
    {
      on: 'wsl',
      look: 'ls -l ~/.aws/sso/cache',
      expect: 'Empty when the sign-in was made in Windows: the two homes share nothing.',
    },
    {
      on: 'container',
      look: 'ls -l ~/.aws/sso/cache',
      expect: 'Missing when ~/.aws is not mounted into the container.',
    },
  ],
  worked: 'The command "aws sts get-caller-identity --profile NAME" prints an ARN.',
  ignorable: 'No: every call with this profile fails until somebody signs in.',
  prevent:
    'Move the profile to an sso-session section with "aws configure sso-session": its tokens are renewed without a browser.',
  related: ['aws-sso-refresh-failed', 'aws-sso-token-missing', 'aws-sso-session', 'aws-token-expired'],
  seen: [
    {
      text: 'botocore.exceptions.UnauthorizedSSOTokenError: The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
    {
      text: 'CredentialsProviderError: The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.',
      source: 'https://www.npmjs.com/package/@aws-sdk/credential-provider-sso/v/3.973.28',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'UnauthorizedException: Session token not found or invalid',
      source: 'https://github.com/anthropics/claude-code/issues/76701',
      on: '2026-11-21',
    },
    {
      text: 'Error when retrieving token from sso: Token has expired and refresh failed',
      source: 'https://github.com/boto/boto3/issues/4119',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
