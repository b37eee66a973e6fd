import type { Signature } from '../signature.ts'

export const awsSsoTokenMissing: Signature = {
  id: 'aws-sso-token-missing',
  title: 'There is no AWS SSO sign-in on this machine',
  provider: 'aws',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bError loading SSO Token\b/i },
    { printed: /\bSSO session token associated with profile=\S{1,80} was not found\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The profile asks for an SSO token, and the cache of this user has none for this session.',
  why: 'Tokens are kept in ~/.aws/sso/cache under a hash of the session name; another user, another home, a container or a renamed session looks in another place.',
  commonCauses: [
    'nobody has signed in on this machine yet',
    'the program runs as another user or with another HOME',
    'a container without ~/.aws',
    'the sso-session was renamed after the sign-in',
  ],
  remedy: [
    'Type "aws sso login --profile NAME" as the user that runs the tool.',
    'In a container, mount ~/.aws of the host, or sign in inside it.',
  ],
  otherwise: 'Check that "echo $HOME" is the same in the shell of the sign-in and in the tool.',
  checks: [
    { on: 'any', look: 'ls ~/.aws/sso/cache', expect: 'Empty: nobody has signed in as this user.' },
    { on: 'container', look: 'docker inspect --format "{{.Mounts}}" CONTAINER', expect: 'No ~/.aws among the mounts.' },
    {
      on: 'wsl',
      look: 'ls /mnt/c/Users/*/.aws/sso/cache',
      expect: 'A token only there: the sign-in was made in Windows.',
    },
    {
      on: 'ci',
      look: 'Which credentials the job uses',
      expect: 'A job has no person to sign in: use a role with OIDC instead of SSO.',
    },
    {
      on: 'vscode',
      look: 'The user of the remote window',
      expect: 'In a remote window the sign-in has to be made on the remote machine.',
    },
  ],
  worked: 'A file appears in ~/.aws/sso/cache and "aws sts get-caller-identity --profile NAME" prints an ARN.',
  ignorable: 'No: without a sign-in this profile has no credentials at all.',
  prevent: 'Give jobs and containers a role instead of a person’s sign-in.',
  related: ['aws-sso-session-expired', 'aws-sso-refresh-failed', 'aws-no-credentials'],
  seen: [
    {
      text: 'botocore.exceptions.SSOTokenLoadError: Error loading SSO Token: Token for corp does not exist',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
    {
      text: "The SSO session token associated with profile=dev was not found or is invalid. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      source: 'https://www.npmjs.com/package/@aws-sdk/token-providers/v/3.1166.0',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Unable to locate credentials. You can configure credentials by running "aws configure".',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
