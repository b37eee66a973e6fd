import type { Signature } from '../signature.ts'

export const anthropicOverloaded: Signature = {
  id: 'anthropic-overloaded',
  title: 'The API is overloaded',
  provider: 'anthropic',
  cause: 'overloaded',
  renewable: 'no',
  when: [{ status: [529] }, { code: ['overloaded_error'] }],
  meaning: 'The API has no capacity for the moment; the credential has nothing to do with it.',
  remedy: ['Wait a little and repeat the request; look at the status page of the provider if it lasts.'],
  seen: [
    {
      status: 529,
      text: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
      source: 'https://platform.claude.com/docs/en/api/errors',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 429,
      text: '{"type":"error","error":{"type":"rate_limit_error","message":"Rate limited"},"request_id":"req_011CcRAg8tTKR3QtEPLyERT8"}',
      source: 'https://github.com/anthropics/claude-code/issues/71670',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
