import type { Signature } from '../signature.ts'

export const awsLoginPermission: Signature = {
  id: 'aws-login-permission',
  title: 'This user may not renew an "aws login" session',
  provider: 'aws',
  cause: 'permission',
  renewable: 'no',
  when: [
    { printed: /\bUnable to create or refresh login credentials due to insufficient permissions\b/i },
    { printed: /\bmissing permission for the '(?:signin:)?CreateOAuth2Token' action\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The user or role behind the console sign-in lacks the action signin:CreateOAuth2Token.',
  why: 'The session is renewed by a call that needs a permission of its own, which hand-written policies do not contain.',
  commonCauses: [
    'a restrictive policy of the organization',
    'a role without SignInLocalDevelopmentAccess',
    'a service control policy',
  ],
  remedy: [
    'Ask the administrator for the managed policy SignInLocalDevelopmentAccess, or for signin:CreateOAuth2Token.',
    'Type "aws login" again afterwards.',
  ],
  otherwise: 'Use "aws sso login" or a role in place of "aws login".',
  checks: [
    {
      on: 'any',
      look: 'aws iam list-attached-role-policies --role-name ROLE',
      expect: 'Contains SignInLocalDevelopmentAccess or a policy with signin:*.',
    },
  ],
  worked: 'The command "aws login" ends without this sentence.',
  ignorable: 'No: the session cannot be made or renewed.',
  prevent: 'Put the action into the policy of all developers.',
  related: ['aws-login-session', 'aws-not-authorized'],
  seen: [
    {
      text: "Unable to create or refresh login credentials due to insufficient permissions. You may be missing permission for the 'signin:CreateOAuth2Token' action.",
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
