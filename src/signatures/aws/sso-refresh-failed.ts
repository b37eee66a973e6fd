import type { Signature } from '../signature.ts'

export const awsSsoRefreshFailed: Signature = {
  id: 'aws-sso-refresh-failed',
  title: 'The AWS SSO token could not be renewed',
  provider: 'aws',
  cause: 'expired',
  renewable: 'no',
  when: [
    { printed: /\bToken has expired and refresh failed\b/i },
    { printed: /\bin SSO Token\. Cannot refresh\b/i },
    { printed: /\bToken is expired\. To refresh this SSO session\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'The access token of the sso-session is over, and the refresh token that should have renewed it is refused, over or missing.',
  why: 'The refresh token lives as long as the session that the administrator allows in IAM Identity Center, often eight hours; a sign-in from another tool, a new client registration or a deleted cache ends it sooner.',
  commonCauses: [
    'the portal session reached its length',
    'the registration of the client ended (ninety days)',
    'a cache file written by an older tool, without clientId or refreshToken',
    'no network at the moment of renewal',
  ],
  remedy: [
    'Type "aws sso login --sso-session NAME" (or --profile NAME).',
    'Repeat the request, and restart programs that have been running since before the sign-in.',
  ],
  otherwise: 'Delete ~/.aws/sso/cache, sign in again, and ask the administrator how long a session may last.',
  checks: [
    { on: 'any', look: 'ls -lt ~/.aws/sso/cache | head -3', expect: 'The newest file is as old as the last sign-in.' },
    {
      on: 'any',
      look: 'python3 -m json.tool ~/.aws/sso/cache/FILE.json',
      expect: 'No refreshToken in it: written by a tool that cannot renew.',
    },
    { on: 'linux', look: 'date -u', expect: 'More than a few minutes off makes fresh tokens look expired.' },
    { on: 'wsl', look: 'sudo hwclock -s', expect: 'Puts the clock right after the laptop slept.' },
  ],
  worked: 'The tool answers, and "aws sts get-caller-identity" still prints an ARN an hour later.',
  ignorable: 'No: nothing renews itself any more until a person signs in.',
  prevent: 'Have the administrator lengthen the session in IAM Identity Center, and keep all tools on one sso-session.',
  related: ['aws-sso-session-expired', 'aws-sso-token-missing', 'aws-sso-session'],
  seen: [
    {
      text: 'Error when retrieving token from sso: Token has expired and refresh failed',
      source: 'https://github.com/boto/boto3/issues/4119',
      on: '2026-11-21',
    },
    {
      text: "CredentialsProviderError: Value not present for 'clientId' in SSO Token. Cannot refresh. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      source: 'https://www.npmjs.com/package/@aws-sdk/token-providers/v/3.1166.0',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'botocore.exceptions.UnauthorizedSSOTokenError: The SSO session associated with this profile has expired or is otherwise invalid. To refresh this SSO session run aws sso login with the corresponding profile.',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
