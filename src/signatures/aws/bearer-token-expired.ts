import type { Signature } from '../signature.ts'

export const awsBearerTokenExpired: Signature = {
  id: 'aws-bearer-token-expired',
  title: 'The Bedrock key has expired',
  provider: 'aws',
  cause: 'expired',
  renewable: 'yes',
  when: [
    { status: [401, 403], code: ['AccessDeniedException'], message: /^Bearer Token has expired\.?$/i },
    { status: [401, 403], message: /^Bearer Token has expired\.?$/i },
  ],
  meaning:
    'The Bedrock API key (a bearer token) is past its end; short-term keys live at most twelve hours and never longer than the session that made them.',
  remedy: ['Create a new Bedrock API key, or use a source that mints short-term keys, then repeat the request.'],
  seen: [
    {
      status: 403,
      text: '{"Message":"Bearer Token has expired"}',
      source:
        'https://github.com/BerriAI/litellm/blob/main/tests/test_litellm/anthropic_interface/exceptions/test_exception_mapping_utils.py',
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
    {
      status: 403,
      text: '{"Message":"Invalid API Key format: Must start with pre-defined prefix"}',
      source: 'https://github.com/BloopAI/vibe-kanban/issues/933',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
