import type { Signature } from '../signature.ts'

export const awsModelAccess: Signature = {
  id: 'aws-model-access',
  title: 'No access to this model',
  provider: 'aws',
  cause: 'model-access',
  renewable: 'no',
  when: [
    {
      status: [403],
      code: ['AccessDeniedException', 'AccessDenied'],
      message:
        /\bdon[’']t have access to the model\b|\bnot authorized to invoke this API operation\b|\bModel access is denied\b/i,
    },
    {
      message:
        /\bdon[’']t have access to the model with the specified model ID\b|\bnot authorized to invoke this API operation\b|\bModel access is denied due to IAM\b/i,
    },
  ],
  area: 'model-or-provider',
  meaning: 'The AWS account has not been given access to this model in this region, or may not subscribe to it.',
  why: 'Each AWS account subscribes to each model, and some models are offered only in some regions or through inference profiles.',
  commonCauses: [
    'a model nobody has enabled in this account',
    'the right account in the wrong region',
    'a role that may not subscribe in AWS Marketplace',
    'a subscription that is minutes old',
  ],
  remedy: [
    'Ask for access to the model in the Bedrock console, in the region of the upstream, and check the model ID.',
    'If the message names AWS Marketplace actions, let the identity do them once, then wait five minutes.',
  ],
  otherwise:
    'Try the playground of the Bedrock console with the same account, region and model: if it fails there, it is the account and not your setup.',
  checks: [
    {
      on: 'any',
      look: 'Model catalog in the Bedrock console, in the region of the upstream',
      expect: 'Shows whether the model is offered and enabled there.',
    },
    {
      on: 'any',
      look: 'env | grep -E "AWS_REGION|ANTHROPIC_MODEL"',
      expect: 'Another region or model than you thought explains it.',
    },
    { on: 'any', look: 'aws sts get-caller-identity', expect: 'The account in the ARN is the one that needs access.' },
  ],
  worked: 'The playground and then the client answer with this model.',
  ignorable: 'No: the model stays closed until somebody enables it; other models may work.',
  prevent:
    'Enable the models of a team in all its regions and accounts ahead, and name inference profiles instead of bare model ids.',
  related: ['aws-use-case-form', 'aws-not-authorized', 'aws-access-denied', 'aws-on-demand'],
  seen: [
    {
      status: 403,
      text: "403 You don't have access to the model with the specified model ID.",
      source: 'https://github.com/gaiin-platform/amplify-genai-backend/issues/62',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: 'An error occurred (AccessDeniedException) when calling the InvokeModel operation: Your account is not authorized to invoke this API operation.',
      source: 'https://github.com/aws-samples/amazon-bedrock-workshop/issues/100',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: 'Model access is denied due to IAM user or service role is not authorized to perform the required AWS Marketplace actions (aws-marketplace:ViewSubscriptions, aws-marketplace:Subscribe) to enable access to this model. Refer to the Amazon Bedrock documentation for further details. Your AWS Marketplace subscription for this model cannot be completed at this time. If you recently fixed this issue, try again after 2 minutes.',
      source: 'https://github.com/aws-samples/sample-host-openclaw-on-amazon-bedrock-agentcore/issues/41',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: "AWS authentication failed · enable this model for your account and region in the Amazon Bedrock console, or run --model to pick another model · API Error: 403 You don't have access to the model with the specified model ID.",
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
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
