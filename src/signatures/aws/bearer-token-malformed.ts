import type { Signature } from '../signature.ts'

export const awsBearerTokenMalformed: Signature = {
  id: 'aws-bearer-token-malformed',
  title: 'Not a Bedrock key',
  provider: 'aws',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [403], code: ['AccessDeniedException'], message: /\bInvalid API Key format\b/i },
    { status: [403], message: /\bInvalid API Key format: Must start with\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'What was sent as a bearer token is no Bedrock API key; often the key of another provider.',
  why: 'Bedrock keys begin with a fixed prefix, and AWS looks at it first; anything else in the Authorization header is refused by its form.',
  commonCauses: [
    'an Anthropic key sent to Bedrock',
    'ANTHROPIC_AUTH_TOKEN of a gateway while the base URL is that of AWS',
    'a key cut when it was copied',
  ],
  remedy: [
    'Check where the key of this profile comes from: it must be a Bedrock API key, complete and without anything around it.',
  ],
  otherwise: 'Create a new Bedrock key in the console and try it with curl alone.',
  checks: [
    {
      on: 'any',
      look: 'The first characters of the key',
      expect: 'ABSK or bedrock-api-key: a Bedrock key; sk-: a key of somebody else.',
    },
    {
      on: 'any',
      look: 'env | grep -E "ANTHROPIC_AUTH_TOKEN|AWS_BEARER_TOKEN_BEDROCK"',
      expect: 'The first one is sent to Bedrock too and wins over signing.',
    },
  ],
  worked: 'The answer changes from this text to an answer of the model.',
  ignorable: 'No: this key can never work here.',
  prevent: 'Keep key and address of one provider together in one profile, so that neither travels alone.',
  related: ['aws-bearer-token-expired', 'aws-token-invalid', 'anthropic-invalid-api-key', 'malformed-bearer'],
  seen: [
    {
      status: 403,
      text: '{"Message":"Invalid API Key format: Must start with pre-defined prefix"}',
      source: 'https://github.com/BloopAI/vibe-kanban/issues/933',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      headers: {
        'x-amzn-errortype': 'AccessDeniedException:http://internal.amazon.com/coral/com.amazon.coral.service/',
      },
      text: '{"Message":"Authorization header is missing"}',
      source: 'https://github.com/karthink/gptel/issues/1397',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
