import type { Signature } from '../signature.ts'

export const awsNotAuthorized: Signature = {
  id: 'aws-not-authorized',
  title: 'The identity may not call the model',
  provider: 'aws',
  cause: 'permission',
  renewable: 'no',
  when: [
    {
      status: [403],
      code: ['AccessDeniedException', 'AccessDenied', 'NotAuthorized'],
      message: /\bis not authorized to perform: ?[a-z-]{2,40}:/i,
    },
    { message: /\bis not authorized to perform: ?(?:bedrock|aws-external-anthropic|sts|sso)[a-z-]{0,20}:/i },
  ],
  area: 'account-or-auth',
  meaning:
    'AWS knows who asks, and no policy lets that identity do this; new credentials of the same identity change nothing.',
  why: 'AWS names identity, action and resource; no policy allows the three together, or one forbids them.',
  commonCauses: [
    'a policy that allows foundation models but not inference profiles',
    'InvokeModel without InvokeModelWithResponseStream',
    'the default profile in place of the one with the role',
    'a service control policy that forbids the region',
  ],
  remedy: [
    'Ask the administrator of the AWS account to allow the action that the message names for the identity that it names.',
    'If the identity in the message is not the one you meant, choose the right AWS profile or role.',
    'If the message speaks of an explicit deny, a policy of the organization has to change.',
  ],
  otherwise:
    'Give the message as it is to the administrator and ask for the policy simulator: it shows the statement that decides.',
  checks: [
    {
      on: 'any',
      look: 'aws sts get-caller-identity',
      expect: 'The ARN is the one in the message; another one than you meant means the wrong profile.',
    },
    {
      on: 'any',
      look: 'The end of the message',
      expect: '"explicit deny": a policy forbids it; "no identity-based policy allows": one is missing.',
    },
    {
      on: 'ci',
      look: 'The trust policy and role of the job',
      expect: 'The identity in the message is that of the runner.',
    },
    {
      on: 'container',
      look: 'AWS_PROFILE inside, and the metadata address of the host',
      expect: 'Without a profile the role of the machine is used.',
    },
  ],
  worked: 'The same call is answered with the same identity a minute after the policy changed.',
  ignorable: 'No: it fails the same way until a policy changes.',
  prevent: 'Grant both invoke actions on foundation models and inference profiles by one policy that is kept in code.',
  related: ['aws-access-denied', 'aws-model-access', 'aws-token-expired'],
  seen: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      text: '{"Message":"User: arn:aws:iam::<account id>:user/litellm-lit6341-proxy is not authorized to perform: bedrock:InvokeModel on resource: arn:aws:bedrock:us-east-1:<account id>:inference-profile/us.anthropic.claude-haiku-4-5-20251001-v1:0 because no identity-based policy allows the bedrock:InvokeModel action"}',
      source: 'https://github.com/BerriAI/litellm/pull/39166',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: { 'x-amzn-errortype': 'AccessDeniedException' },
      text: '{"message":"You do not have sufficient access to perform this action."}',
      source: 'https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
