import type { Signature } from '../signature.ts'

export const awsCredentialProcess: Signature = {
  id: 'aws-credential-process',
  title: 'The credential_process failed',
  provider: 'aws',
  cause: 'helper-failure',
  renewable: 'no',
  when: [
    { printed: /\bError when retrieving credentials from custom-process\b/i },
    { printed: /\bCredentialRetrievalError\b/ },
  ],
  area: 'local-runtime',
  meaning:
    'The command that the profile starts for credentials ended with an error; what it wrote to stderr stands after the colon, if it wrote anything.',
  why: 'The SDK starts the command without a shell and without a terminal: a prompt, a missing PATH or an expired login makes it fail.',
  commonCauses: [
    'the login behind the helper has ended',
    'a helper that asks a question',
    'a path that is only in the PATH of your shell',
    'a helper that prints a banner',
  ],
  remedy: [
    'Run the command that stands after credential_process in ~/.aws/config yourself, with "< /dev/null".',
    'Do what it says, which is mostly signing in.',
  ],
  otherwise:
    'Write the full path of the command into the profile, and let it print JSON with "Version": 1 and nothing else.',
  checks: [
    { on: 'any', look: 'grep -n credential_process ~/.aws/config', expect: 'The command to try.' },
    {
      on: 'any',
      look: 'env -i HOME="$HOME" PATH=/usr/bin:/bin COMMAND < /dev/null; echo $?',
      expect: 'Fails here: it needs something of your shell.',
    },
    {
      on: 'macos',
      look: 'The same from a program that was started in the Dock',
      expect: 'Its PATH lacks /opt/homebrew/bin.',
    },
  ],
  worked: 'The command prints one JSON object and ends with 0, and "aws sts get-caller-identity" prints an ARN.',
  ignorable: 'No: the profile has no other source.',
  prevent: 'Let the helper fail with one clear line on stderr and never ask questions.',
  related: ['aws-no-credentials', 'aws-sso-session-expired'],
  seen: [
    {
      text: 'botocore.exceptions.CredentialRetrievalError: Error when retrieving credentials from custom-process: ',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
