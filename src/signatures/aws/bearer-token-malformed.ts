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
  meaning: 'What was sent as a bearer token is no Bedrock API key; often the key of another provider.',
  remedy: [
    'Check where the key of this profile comes from: it must be a Bedrock API key, complete and without anything around it.',
  ],
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
