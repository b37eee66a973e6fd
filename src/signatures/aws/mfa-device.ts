import type { Signature } from '../signature.ts'

export const awsMfaDevice: Signature = {
  id: 'aws-mfa-device',
  title: 'The MFA device does not belong to this user',
  provider: 'aws',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\bMultiFactorAuthentication failed, unable to validate MFA code\b/i },
    { printed: /\bverify your MFA serial number is valid and associated with this user\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The serial number that was sent is not a device of the user whose key signed the request.',
  why: 'The serial number is an ARN that ends in mfa/NAME; with the ARN of the user, of another account or of a replaced phone AWS cannot check any code.',
  commonCauses: [
    'user/NAME in place of mfa/NAME in the ARN',
    'the keys of another account',
    'a device that was replaced',
  ],
  remedy: [
    'Type "aws iam list-mfa-devices" with the same profile and copy the SerialNumber.',
    'Put it into mfa_serial of the profile.',
  ],
  otherwise: 'Check with "aws sts get-caller-identity" whose keys are in use.',
  checks: [
    {
      on: 'any',
      look: 'grep -n mfa_serial ~/.aws/config',
      expect: 'arn:aws:iam::ACCOUNT:mfa/NAME, with the account of the keys.',
    },
    { on: 'any', look: 'aws sts get-caller-identity --query Account', expect: 'The same account number.' },
  ],
  worked: 'The next code is accepted.',
  ignorable: 'No: no code will ever fit.',
  prevent: 'Change mfa_serial on the day the device changes.',
  related: ['aws-mfa-code', 'aws-mfa-unattended'],
  seen: [
    {
      text: 'An error occurred (AccessDenied) when calling the GetSessionToken operation: MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is valid and associated with this user.',
      source: 'https://github.com/aws/aws-cli/issues/6325',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
