import type { Signature } from '../signature.ts'

export const awsSsoNoAccess: Signature = {
  id: 'aws-sso-no-access',
  title: 'The role is not assigned to you',
  provider: 'aws',
  cause: 'permission',
  renewable: 'no',
  when: [
    { printed: /\bForbiddenException\b.{1,60}\bGetRoleCredentials operation: No access\b/ },
    { printed: /\bGetRoleCredentials operation: No access\b/ },
  ],
  area: 'account-or-auth',
  meaning: 'You are signed in, but IAM Identity Center has not given you this role in this account.',
  why: 'A permission set has to be assigned to you or your group for each account; the profile names account and role without checking that.',
  commonCauses: [
    'an assignment that was never made or has been withdrawn',
    'a wrong sso_account_id or a wrong sso_role_name',
    'the sign-in of another user in the same browser',
    'an assignment made minutes ago',
  ],
  remedy: [
    'Open the start page in a browser and look which accounts and roles it offers you.',
    'Put one of those into sso_account_id and sso_role_name, or ask the administrator for the assignment.',
  ],
  otherwise: 'Sign out with "aws sso logout", sign in again as the right user, and try once more.',
  checks: [
    {
      on: 'any',
      look: 'aws sso list-account-roles --account-id ID --access-token TOKEN',
      expect: 'The role of the profile is in the list.',
    },
    {
      on: 'any',
      look: 'grep -n "sso_account_id\\|sso_role_name" ~/.aws/config',
      expect: 'Spelling and upper case as on the start page.',
    },
  ],
  worked: 'The command "aws sts get-caller-identity --profile NAME" prints the ARN of that role.',
  ignorable: 'No: signing in again changes nothing while the assignment is missing.',
  prevent: 'Copy account and role from the start page instead of from a colleague.',
  related: ['aws-not-authorized', 'aws-sso-session', 'aws-sso-session-expired'],
  seen: [
    {
      text: 'An error occurred (ForbiddenException) when calling the GetRoleCredentials operation: No access',
      source: 'https://github.com/ministryofjustice/modernisation-platform/pull/10161',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'An error occurred (UnauthorizedException) when calling the GetRoleCredentials operation: Session token not found or invalid',
      source: 'https://github.com/aws/aws-cli/issues/7340',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
