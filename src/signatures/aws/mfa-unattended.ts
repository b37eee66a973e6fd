import type { Signature } from '../signature.ts'

export const awsMfaUnattended: Signature = {
  id: 'aws-mfa-unattended',
  title: 'A role with MFA cannot be renewed unattended',
  provider: 'aws',
  cause: 'expired',
  renewable: 'no',
  when: [
    { printed: /\bCannot refresh credentials: MFA token required\b/i },
    { printed: /\bassume role with MFA enabled, but AssumeRoleTokenProvider\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The role of this profile asks for an MFA code, and the program has no way of asking you for one.',
  why: 'Command-line tools may prompt, libraries may not: when the session ends inside a running program, nobody can type the code.',
  commonCauses: [
    'mfa_serial in the profile of a program that runs for hours',
    'a tool built on the Go SDK, which never prompts',
    'a session shorter than the work',
  ],
  remedy: [
    'Fetch a session in a terminal, for example with "aws configure export-credentials --profile NAME --format env".',
    'Start the program with those variables, or give it a profile without mfa_serial.',
  ],
  otherwise: 'Use IAM Identity Center (aws sso login), which asks for the second factor once and renews without it.',
  checks: [
    { on: 'any', look: 'grep -n -B6 mfa_serial ~/.aws/config', expect: 'The profile of the program is among these.' },
    { on: 'ci', look: 'The role of the job', expect: 'A job needs a role without an MFA condition.' },
  ],
  worked: 'The program goes on past the end of one session.',
  ignorable: 'No: each session ends, and with it the program.',
  prevent: 'Keep MFA roles for people and give programs a role of their own.',
  related: ['aws-mfa-code', 'aws-mfa-device', 'aws-source-profile-missing'],
  seen: [
    {
      text: 'botocore.exceptions.RefreshWithMFAUnsupportedError: Cannot refresh credentials: MFA token required.',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
    {
      text: 'assume role with MFA enabled, but AssumeRoleTokenProvider session option not set.',
      source: 'https://github.com/fwdcloudsec/granted/issues/69',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
