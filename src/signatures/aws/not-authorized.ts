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
  meaning:
    'AWS knows who asks, and no policy lets that identity do this; new credentials of the same identity change nothing.',
  remedy: [
    'Ask the administrator of the AWS account to allow the action that the message names for the identity that it names.',
    'If the identity in the message is not the one you meant, choose the right AWS profile or role.',
    'If the message speaks of an explicit deny, a policy of the organization has to change.',
  ],
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
