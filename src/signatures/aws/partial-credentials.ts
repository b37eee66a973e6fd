import type { Signature } from '../signature.ts'

export const awsPartialCredentials: Signature = {
  id: 'aws-partial-credentials',
  title: 'Only half of the AWS credentials is there',
  provider: 'aws',
  cause: 'config-file',
  renewable: 'no',
  when: [{ printed: /\bPartial credentials found in (?!assume-role\b)/i }, { printed: /\bPartialCredentialsError\b/ }],
  area: 'deployment-or-configuration',
  meaning: 'An access key without its secret, or a secret without its key, was found, and the search ends there.',
  why: 'The first place that has any part wins: a lone AWS_ACCESS_KEY_ID in the environment hides a complete profile.',
  commonCauses: [
    'one of two variables exported',
    'one of two masked variables missing in a job',
    'a line lost in ~/.aws/credentials',
  ],
  remedy: [
    'Remove the half: "unset AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY AWS_SESSION_TOKEN", or complete the profile that the message names.',
    'Check with "aws configure list".',
  ],
  otherwise: 'Write the profile anew with "aws configure --profile NAME".',
  checks: [
    { on: 'any', look: 'env | cut -d= -f1 | grep ^AWS_', expect: 'Key and secret are both there, or neither.' },
    { on: 'ci', look: 'The masked variables of the job', expect: 'A secret of a protected branch is empty on others.' },
  ],
  worked: 'The command "aws configure list" shows access_key and secret_key from the same place.',
  ignorable: 'No: the search stops at the half and never reaches the rest.',
  prevent: 'Use profiles or roles instead of exported keys.',
  related: ['aws-no-credentials', 'aws-source-profile-missing'],
  seen: [
    {
      text: 'botocore.exceptions.PartialCredentialsError: Partial credentials found in config-file, missing: aws_secret_access_key',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Partial credentials found in assume-role, missing: source_profile or credential_source',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
