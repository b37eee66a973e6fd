import type { Signature } from '../signature.ts'

export const anthropicInvalidApiKey: Signature = {
  id: 'anthropic-invalid-api-key',
  title: 'The API key is not accepted',
  provider: 'anthropic',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [401], code: ['authentication_error'], message: /\binvalid x-api-key\b|^API key is invalid\.?$/i },
    { message: /\binvalid x-api-key\b/i },
  ],
  meaning: 'The Anthropic API does not accept this key: mistyped, deleted, past its end, or meant for another server.',
  remedy: [
    'Check which key is sent and where it comes from: it must be an Anthropic API key that is still listed in the Console.',
    'If the key comes from a gateway or an internal proxy, set that gateway as the upstream instead of the Anthropic API.',
    'If the key was rotated, put the new one where the source reads it.',
  ],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}',
      source: 'https://github.com/anthropics/claude-code/issues/9694',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"Invalid authentication credentials"},"request_id":"req_011CZqG3x3i7dqsprB5xnir7"}',
      source: 'https://github.com/anthropics/claude-code/issues/44930',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth authentication is currently not supported."}}',
      source: 'https://github.com/anthropics/claude-code/issues/5983',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
