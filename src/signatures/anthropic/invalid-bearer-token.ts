import type { Signature } from '../signature.ts'

export const anthropicInvalidBearerToken: Signature = {
  id: 'anthropic-invalid-bearer-token',
  title: 'The bearer token is not accepted',
  provider: 'anthropic',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [401], code: ['authentication_error'], message: /^Invalid bearer token\.?$/i },
    { status: [401], message: /\b401 Invalid bearer token\b/i },
  ],
  meaning:
    'The Anthropic API cannot make sense of this bearer token: cut short, broken over two lines, or issued for another server.',
  remedy: [
    'Check that the whole token is sent, on one line, without quotes and without anything after it.',
    'If the token was issued by a gateway, set that gateway as the upstream instead of the Anthropic API.',
    'Issue a new token if the old one cannot be checked.',
  ],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"Invalid bearer token"}}',
      source: 'https://github.com/anthropics/claude-code/issues/40860',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: 'Failed to authenticate. API Error: 401 Invalid bearer token',
      source: 'https://github.com/openclaw/openclaw/pull/97669',
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
      status: 403,
      text: 'Invalid Token',
      source: 'https://github.com/anthropics/claude-code/issues/43436',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
