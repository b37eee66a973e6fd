import type { Signature } from '../signature.ts'

export const awsJavaChain: Signature = {
  id: 'aws-java-chain',
  title: 'The Java SDK found no AWS credentials',
  provider: 'aws',
  cause: 'missing-credential',
  renewable: 'no',
  when: [{ printed: /\bUnable to load credentials from any of the providers in the chain\b/i }],
  area: 'deployment-or-configuration',
  meaning: 'Every provider of the chain failed; behind each name in the list stands its reason.',
  why: 'The Java SDK asks system properties, variables, web identity, the profile default, the container and the instance, and prints them all in one line.',
  commonCauses: [
    'AWS_PROFILE is not set, so that only the profile default is tried',
    'an SSO profile without the sso module on the class path',
    'a process started by an IDE or as a service',
    'a container without a role',
  ],
  remedy: [
    'Look for ProfileCredentialsProvider in the message: it names the profile that was tried.',
    'Start the process with AWS_PROFILE=NAME in its environment, after "aws sso login --profile NAME".',
  ],
  otherwise: 'Add software.amazon.awssdk:sso and software.amazon.awssdk:ssooidc to the dependencies for SSO profiles.',
  checks: [
    {
      on: 'any',
      look: 'aws sts get-caller-identity --profile NAME',
      expect: 'An ARN: the process lacks the variable or a module.',
    },
    { on: 'container', look: 'env of the container', expect: 'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI or AWS_PROFILE.' },
    { on: 'vscode', look: 'The launch configuration', expect: 'AWS_PROFILE stands in its env.' },
  ],
  worked: 'The first call is signed and answered.',
  ignorable: 'No: no request is sent.',
  prevent: 'Name the provider you mean instead of the whole chain.',
  related: ['aws-no-credentials', 'aws-instance-role', 'aws-sso-session-expired'],
  seen: [
    {
      text: 'software.amazon.awssdk.core.exception.SdkClientException: Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(credentialsProviders=[SystemPropertyCredentialsProvider(), EnvironmentVariableCredentialsProvider(), WebIdentityTokenCredentialsProvider(), ProfileCredentialsProvider(profileName=default, profileFile=ProfileFile(sections=[])), ContainerCredentialsProvider(), InstanceProfileCredentialsProvider()])',
      source: 'https://github.com/aws/aws-msk-iam-auth/issues/195',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
