import type { Signature } from '../signature.ts'

export const awsLoginSession: Signature = {
  id: 'aws-login-session',
  title: 'The session of "aws login" is over',
  provider: 'aws',
  cause: 'expired',
  renewable: 'no',
  when: [
    { printed: /\bPlease reauthenticate using 'aws login'/i },
    { printed: /\bYour session has expired or credentials have changed\b/i },
    { printed: /\bLoginRefreshRequired\b/ },
  ],
  area: 'account-or-auth',
  meaning: 'The console sign-in that this profile borrows its credentials from has ended, or the password has changed.',
  why: 'A profile with login_session renews itself from the console session for up to twelve hours; after that, or after a new password, AWS wants to see a person again.',
  commonCauses: ['the twelve hours are over', 'a changed password', 'a signed-out console session'],
  remedy: ['Type "aws login --profile NAME" and sign in in the browser.', 'Repeat the request.'],
  otherwise: 'Type "aws logout --profile NAME" first, then sign in anew.',
  checks: [
    { on: 'any', look: 'aws sts get-caller-identity --profile NAME', expect: 'The same sentence: sign in.' },
    { on: 'ssh', look: 'aws login --remote --profile NAME', expect: 'Signs in with a browser on another machine.' },
  ],
  worked: 'The command "aws sts get-caller-identity --profile NAME" prints an ARN.',
  ignorable: 'No: there is nothing left to renew from.',
  prevent: 'For work longer than a day use a role or IAM Identity Center.',
  related: ['aws-login-permission', 'aws-login-dependency', 'aws-sso-session-expired'],
  seen: [
    {
      text: "botocore.exceptions.LoginRefreshRequired: Your session has expired or credentials have changed. Please reauthenticate using 'aws login'.",
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
