import type { Signature } from '../signature.ts'

export const awsOnDemand: Signature = {
  id: 'aws-on-demand',
  title: 'The model is only offered through an inference profile',
  provider: 'aws',
  cause: 'model-not-found',
  renewable: 'no',
  when: [
    {
      status: [400],
      code: ['ValidationException'],
      message: /\bon-demand throughput isn.{1,6}t supported\b|\bdoesn.{1,6}t support on-demand throughput\b/i,
    },
    { message: /\bon-demand throughput isn.{1,6}t supported\b|\bdoesn.{1,6}t support on-demand throughput\b/i },
  ],
  area: 'model-or-provider',
  meaning:
    'This model cannot be called by its bare name; Bedrock wants the ID or ARN of an inference profile that contains it.',
  why: 'Newer models are spread over several regions, and the inference profile (us., eu., apac., global.) says over which.',
  commonCauses: [
    'a name copied from the list of foundation models',
    'an old setting with anthropic. and no prefix',
    'a tool that adds no prefix',
  ],
  remedy: [
    'Put the prefix of your geography before the name, for example us.anthropic. in place of anthropic. in the model setting.',
    'Type "aws bedrock list-inference-profiles --region REGION" to see the exact names.',
  ],
  otherwise: 'Ask the administrator for bedrock:InvokeModel on inference-profile/* if the prefixed name is refused.',
  checks: [
    {
      on: 'any',
      look: 'aws bedrock list-inference-profiles --region REGION --query "inferenceProfileSummaries[].inferenceProfileId"',
      expect: 'The name with its prefix is in the list.',
    },
    { on: 'any', look: 'env | grep MODEL', expect: 'The name starts with us., eu., apac. or global.' },
  ],
  worked: 'The same prompt is answered.',
  ignorable: 'No: the bare name never works.',
  prevent: 'Store the profile ID and not the model ID.',
  related: ['aws-model-identifier', 'aws-model-access', 'aws-not-authorized'],
  seen: [
    {
      text: 'botocore.errorfactory.ValidationException: An error occurred (ValidationException) when calling the InvokeModelWithResponseStream operation: Invocation of model ID anthropic.claude-3-5-sonnet-20241022-v2:0 with on-demand throughput isn’t supported. Retry your request with the ID or ARN of an inference profile that contains this model.',
      source: 'https://github.com/terricain/aioboto3/issues/352',
      on: '2026-11-21',
    },
    {
      text: "An error occurred (ValidationException) when calling the Converse operation: The provided model doesn't support on-demand throughput.",
      source: 'https://github.com/mlcommons/modelbench/issues/1654',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 400,
      text: '{"message":"The provided model identifier is invalid."}',
      source: 'https://github.com/MattJColes/lgtmaybe/pull/70',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
