import type { Signature } from '../signature.ts'

export const awsNoCredentials: Signature = {
  id: 'aws-no-credentials',
  title: 'No AWS credentials were found',
  provider: 'aws',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bUnable to locate credentials\b/i },
    { printed: /\bNoCredentialsError\b/ },
    { printed: /\bCould not load credentials from any providers\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning:
    'Environment, profile, web identity, container and instance were asked in turn, and none of them had credentials.',
  why: 'The chain asks each place and says nothing of the ones that failed, so a misspelt profile, a helper that crashed and a machine without any settings end in the same sentence.',
  commonCauses: [
    'AWS_PROFILE not set, or not set where the tool was started',
    'the program runs as another user or in a container',
    'a credential_process that failed (the JavaScript SDK hides its message)',
    'nobody has signed in',
  ],
  remedy: [
    'Name the profile: "export AWS_PROFILE=NAME", then start the tool from that shell.',
    'Check it with "aws sts get-caller-identity".',
    'If that fails too, sign in with "aws sso login --profile NAME".',
  ],
  otherwise: 'Run "aws configure list --profile NAME": it shows which place gave which value.',
  checks: [
    { on: 'any', look: 'aws configure list', expect: 'A "None" in the line access_key: no place has credentials.' },
    { on: 'any', look: 'env | cut -d= -f1 | grep ^AWS_', expect: 'AWS_PROFILE is there in the shell of the tool.' },
    {
      on: 'vscode',
      look: 'The setting that starts the tool',
      expect: 'A window opened from the dock does not have the variables of your shell.',
    },
    { on: 'container', look: 'ls ~/.aws', expect: 'Missing: mount it, or give the container a role.' },
    { on: 'ci', look: 'The step that configures credentials', expect: 'It runs before this one, in the same job.' },
    { on: 'windows', look: 'dir %USERPROFILE%\\.aws', expect: 'WSL has its own ~/.aws.' },
  ],
  worked: 'The command "aws sts get-caller-identity" prints an ARN in the same shell that starts the tool.',
  ignorable: 'No: nothing can be signed without credentials.',
  prevent: 'Set AWS_PROFILE in the settings of the tool instead of in one shell.',
  related: ['aws-profile-missing', 'aws-sso-token-missing', 'aws-credential-process', 'aws-authorization-missing'],
  seen: [
    {
      text: 'Unable to locate credentials. You can configure credentials by running "aws configure".',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
    {
      text: 'botocore.exceptions.NoCredentialsError: Unable to locate credentials',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
    {
      text: 'CredentialsProviderError: Could not load credentials from any providers',
      source: 'https://www.npmjs.com/package/@aws-sdk/credential-provider-node',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'The config profile (nothere) could not be found',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
    {
      text: 'botocore.exceptions.SSOTokenLoadError: Error loading SSO Token: Token for corp does not exist',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
