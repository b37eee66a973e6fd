import type { Signature } from '../signature.ts'

export const awsSourceProfileMissing: Signature = {
  id: 'aws-source-profile-missing',
  title: 'The role has no source of credentials',
  provider: 'aws',
  cause: 'config-file',
  renewable: 'no',
  when: [
    { printed: /\breferenced in the profile\W{1,9}[\w.-]{1,80}\W{1,9}does not exist\b/ },
    { printed: /\bPartial credentials found in assume-role\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The profile assumes a role and names no profile that exists to do it with.',
  why: 'A role_arn is assumed with the credentials of source_profile or credential_source; without one of them there is nothing to sign the request with.',
  commonCauses: [
    'a profile with role_arn alone',
    'a source_profile that was renamed or lives on another machine',
    'credential_source and source_profile mixed up',
  ],
  remedy: [
    'Give the profile a line source_profile = NAME with a profile that "aws configure list-profiles" prints.',
    'On EC2, ECS or Lambda write credential_source = Ec2InstanceMetadata or EcsContainer instead.',
  ],
  otherwise: 'Check the chain by hand: "aws sts get-caller-identity --profile SOURCE", then "aws sts assume-role".',
  checks: [
    {
      on: 'any',
      look: 'grep -n -A5 "role_arn" ~/.aws/config',
      expect: 'Each role has exactly one of source_profile, credential_source, web_identity_token_file.',
    },
    { on: 'container', look: 'ls ~/.aws', expect: 'The source profile is in the mounted file too.' },
  ],
  worked: 'The command "aws sts get-caller-identity --profile NAME" prints the ARN of the role.',
  ignorable: 'No: the role cannot be assumed.',
  prevent: 'Hand on role and source profile together.',
  related: ['aws-profile-missing', 'aws-partial-credentials', 'aws-mfa-unattended'],
  seen: [
    {
      text: 'The source_profile "nowhere" referenced in the profile "role" does not exist.',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/credentials.py',
      on: '2026-11-21',
    },
    {
      text: 'Partial credentials found in assume-role, missing: source_profile or credential_source',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Partial credentials found in config-file, missing: aws_secret_access_key',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
