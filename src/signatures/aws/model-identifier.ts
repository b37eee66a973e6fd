import type { Signature } from '../signature.ts'

export const awsModelIdentifier: Signature = {
  id: 'aws-model-identifier',
  title: 'Bedrock does not know this model',
  provider: 'aws',
  cause: 'model-not-found',
  renewable: 'no',
  when: [
    { status: [400], code: ['ValidationException'], message: /\bprovided model identifier is invalid\b/i },
    { message: /\bThe provided model identif/i },
  ],
  area: 'model-or-provider',
  meaning: 'The model name is not one that Bedrock has in this region.',
  why: 'Bedrock names models by provider, name and version, offers each only in some regions, and offers the newer ones only through an inference profile with a prefix such as us. or eu.',
  commonCauses: [
    'the name of the model at another provider',
    'a model that this region does not have',
    'an inference profile of another geography',
    'a missing or superfluous prefix',
  ],
  remedy: [
    'Type "aws bedrock list-inference-profiles --region REGION" and copy an inferenceProfileId.',
    'Put it into the model setting of the tool, for Claude Code ANTHROPIC_MODEL.',
  ],
  otherwise: 'Try the region us-east-1 or us-west-2, which have most models.',
  checks: [
    {
      on: 'any',
      look: 'aws bedrock list-foundation-models --region REGION --by-provider anthropic --query "modelSummaries[].modelId"',
      expect: 'The name without its prefix is in the list.',
    },
    { on: 'any', look: 'env | grep "MODEL\\|REGION"', expect: 'Model and region belong together.' },
  ],
  worked: 'The same prompt is answered.',
  ignorable: 'No: retrying cannot find the model.',
  prevent: 'Pin the inference profile and the region in the same file.',
  related: ['aws-on-demand', 'aws-model-access', 'aws-region'],
  seen: [
    {
      status: 400,
      text: '{"message":"The provided model identifier is invalid."}',
      source: 'https://github.com/MattJColes/lgtmaybe/pull/70',
      on: '2026-11-21',
    },
    {
      text: 'BedrockException - {"message":"The provided model identifier is invalid."}',
      source: 'https://github.com/MattJColes/lgtmaybe/pull/70',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: "403 You don't have access to the model with the specified model ID.",
      source: 'https://github.com/gaiin-platform/amplify-genai-backend/issues/62',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
