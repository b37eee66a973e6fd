import type { Signature } from '../signature.ts'

export const awsMfaCode: Signature = {
  id: 'aws-mfa-code',
  title: 'The MFA code is not accepted',
  provider: 'aws',
  cause: 'invalid-credential',
  renewable: 'no',
  when: [{ printed: /\bMultiFactorAuthentication failed with invalid MFA one time pass code\b/i }],
  area: 'account-or-auth',
  meaning: 'AWS knows the device, and this code is wrong, over, or has been used already.',
  why: 'Each code works once within its thirty seconds; a loop, two tools at the same time or a clock that is off uses it up.',
  commonCauses: [
    'the same code used twice',
    'two programs that ask at the same moment',
    'the clock of the phone or of the machine',
    'the code of another account',
  ],
  remedy: [
    'Wait for the next code and enter it once.',
    'Let one program fetch the session, and let the others read it.',
  ],
  otherwise: 'Resynchronize the device in the IAM console under "Security credentials".',
  checks: [
    { on: 'any', look: 'date -u', expect: 'Within some seconds of the real time.' },
    {
      on: 'any',
      look: 'Which entry of the authenticator belongs to this account',
      expect: 'The name of the account, not of another.',
    },
  ],
  worked: 'The call returns credentials with an Expiration.',
  ignorable: 'No: the role stays out of reach.',
  prevent: 'Fetch one session for the whole day and share it through a profile.',
  related: ['aws-mfa-device', 'aws-mfa-unattended', 'aws-not-authorized'],
  seen: [
    {
      text: 'An error occurred (AccessDenied) when calling the AssumeRole operation: MultiFactorAuthentication failed with invalid MFA one time pass code.',
      source: 'https://github.com/aws/aws-cli/issues/2279',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'An error occurred (AccessDenied) when calling the GetSessionToken operation: MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
      source: 'https://github.com/aws/aws-cli/issues/6325',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
