import type { Signature } from '../signature.ts'

export const awsSessionCredentials: Signature = {
  id: 'aws-session-credentials',
  title: 'A session cannot make a session',
  provider: 'aws',
  cause: 'helper-failure',
  renewable: 'no',
  when: [{ message: /\bCannot call GetSessionToken with session credentials\b/i }],
  meaning: 'The command that fetches credentials asks AWS for a session token while it already runs on one.',
  remedy: ['Use "aws configure export-credentials" in place of "aws sts get-session-token" to fetch the credentials.'],
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
