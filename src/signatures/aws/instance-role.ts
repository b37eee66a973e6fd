import type { Signature } from '../signature.ts'

export const awsInstanceRole: Signature = {
  id: 'aws-instance-role',
  title: 'The instance gives no AWS credentials',
  provider: 'aws',
  cause: 'helper-failure',
  renewable: 'no',
  when: [
    { printed: /\bValid credentials could not be sourced by the IMDS provider\b/i },
    { printed: /\bError when retrieving credentials from iam-role\b/i },
    { printed: /\bCredential refresh failed, response did not contain: access_key\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The chain came down to the metadata service of EC2, and that has no usable role for this process.',
  why: 'A container is one network hop further than the instance, and IMDSv2 answers only as far as its hop limit allows; on a laptop there is no such service at all, so this is the last of all failures and not the first.',
  commonCauses: [
    'a hop limit of 1 with a container',
    'an instance without a role',
    'a laptop, where the profile before it failed',
    'an old library that knows only IMDSv1',
  ],
  remedy: [
    'On a laptop name the profile: "export AWS_PROFILE=NAME", after "aws sso login".',
    'On EC2 with containers type "aws ec2 modify-instance-metadata-options --instance-id ID --http-put-response-hop-limit 2".',
  ],
  otherwise: 'Attach a role to the instance, and update the library.',
  checks: [
    {
      on: 'linux',
      look: 'curl -s -m 2 -X PUT http://169.254.169.254/latest/api/token -H "X-aws-ec2-metadata-token-ttl-seconds: 60" | wc -c',
      expect: '56 on EC2; 0 where there is no service or the hop limit is too low.',
    },
    { on: 'container', look: 'The same from inside', expect: '0 inside and 56 outside: the hop limit.' },
    { on: 'macos', look: 'aws configure list', expect: 'The profile that should have been used.' },
  ],
  worked: 'The command "aws sts get-caller-identity" prints an ARN from the same place.',
  ignorable: 'No: no request can be signed.',
  prevent: 'Use task roles or pod identity for containers instead of the role of the instance.',
  related: ['aws-no-credentials', 'aws-java-chain', 'aws-profile-missing'],
  seen: [
    {
      text: '[ ERROR ] Credentials Error: AWS_AUTH_CREDENTIALS_PROVIDER_IMDS_SOURCE_FAILURE: Valid credentials could not be sourced by the IMDS provider (Code: -1)',
      source: 'https://github.com/aws-samples/amazon-bedrock-client-for-mac/issues/89',
      on: '2026-11-21',
    },
    {
      text: '[bedrock] Error: Error when retrieving credentials from iam-role: Credential refresh failed, response did not contain: access_key, secret_key, token, expiry_time',
      source: 'https://github.com/langgenius/dify/issues/13295',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'botocore.exceptions.CredentialRetrievalError: Error when retrieving credentials from custom-process: ',
      source: 'https://github.com/boto/botocore/blob/develop/botocore/exceptions.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
