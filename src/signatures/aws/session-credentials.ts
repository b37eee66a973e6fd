import type { Signature } from '../signature.ts'

export const awsSessionCredentials: Signature = {
  id: 'aws-session-credentials',
  title: 'A session cannot make a session',
  provider: 'aws',
  cause: 'helper-failure',
  renewable: 'no',
  when: [{ message: /\bCannot call GetSessionToken with session credentials\b/i }],
  area: 'local-runtime',
  meaning: 'The command that fetches credentials asks AWS for a session token while it already runs on one.',
  why: 'GetSessionToken makes a session from a lasting key; whoever is signed in through SSO or a role has a session already and may not make another this way.',
  commonCauses: [
    'an old example for awsCredentialExport',
    'a helper script written for IAM users and now run under SSO',
    'AWS_SESSION_TOKEN left in the environment',
  ],
  remedy: ['Use "aws configure export-credentials" in place of "aws sts get-session-token" to fetch the credentials.'],
  otherwise:
    'Run the helper by hand with "env -u AWS_SESSION_TOKEN -u AWS_ACCESS_KEY_ID -u AWS_SECRET_ACCESS_KEY" in front, so that only the profile counts.',
  checks: [
    {
      on: 'any',
      look: 'aws configure export-credentials --format process',
      expect: 'Prints JSON with an Expiration: use this command.',
    },
    {
      on: 'any',
      look: 'aws sts get-caller-identity',
      expect: 'assumed-role in the ARN: a session, so get-session-token cannot work.',
    },
  ],
  worked: 'The helper prints JSON with AccessKeyId, SecretAccessKey, SessionToken and Expiration, and ends with 0.',
  ignorable: 'No: the helper yields nothing, and the old credentials end at their time.',
  prevent: 'Use export-credentials in every helper: it works with keys, roles and SSO alike.',
  related: ['aws-sso-session', 'aws-token-expired', 'claude-code-helper-exited'],
  seen: [
    {
      status: 403,
      text: 'An error occurred (AccessDenied) when calling the GetSessionToken operation: Cannot call GetSessionToken with session credentials',
      source: 'https://github.com/anthropics/claude-code/issues/3823',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      text: '{"Message":"User: arn:aws:iam::<account id>:user/litellm-lit6341-proxy is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1:<account id>:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0 because no identity-based policy allows the bedrock:InvokeModel action"}',
      source: 'https://github.com/BerriAI/litellm/pull/39166',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
