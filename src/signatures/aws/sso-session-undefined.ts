import type { Signature } from '../signature.ts'

export const awsSsoSessionUndefined: Signature = {
  id: 'aws-sso-session-undefined',
  title: 'The profile names an sso-session that is not defined',
  provider: 'aws',
  cause: 'config-file',
  renewable: 'no',
  when: [{ printed: /\bspecified sso-session does not exist\b/i }],
  area: 'deployment-or-configuration',
  meaning: 'In ~/.aws/config the profile says sso_session = NAME, and the file has no section [sso-session NAME].',
  why: 'The start page and the region moved from the profile into a section of its own; a profile copied without that section points nowhere.',
  commonCauses: [
    'a profile copied from a colleague without its sso-session',
    'a typing mistake in one of the two names',
    'AWS_CONFIG_FILE that points to another file',
  ],
  remedy: [
    'Type "aws configure sso-session" and give it the name that the profile uses.',
    'Sign in with "aws sso login --sso-session NAME".',
  ],
  otherwise:
    'Open the file that "aws configure list" reads (AWS_CONFIG_FILE, otherwise ~/.aws/config) and compare the two names letter by letter.',
  checks: [
    {
      on: 'any',
      look: 'grep -n "sso-session\\|sso_session" ~/.aws/config',
      expect: 'Each name after "sso_session =" also stands in a line [sso-session NAME].',
    },
    { on: 'any', look: 'echo $AWS_CONFIG_FILE', expect: 'Set: this file is read and not ~/.aws/config.' },
  ],
  worked: 'The command "aws sso login --sso-session NAME" opens the browser.',
  ignorable: 'No: the profile cannot be used by any tool.',
  prevent: 'Hand on profiles together with their sso-session section.',
  related: ['aws-profile-missing', 'aws-sso-profile-incomplete', 'aws-sso-token-missing'],
  seen: [
    {
      text: 'The specified sso-session does not exist: "nothere"',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/credentials.py',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'The config profile (nothere) could not be found',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
