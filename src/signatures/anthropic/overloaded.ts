import type { Signature } from '../signature.ts'

export const anthropicOverloaded: Signature = {
  id: 'anthropic-overloaded',
  title: 'The API is overloaded',
  provider: 'anthropic',
  cause: 'overloaded',
  renewable: 'no',
  when: [{ status: [529] }, { code: ['overloaded_error'] }],
  area: 'model-or-provider',
  meaning: 'The API has no capacity for the moment; the credential has nothing to do with it.',
  why: 'More requests arrive than the model can serve; the API refuses some at once instead of letting all wait.',
  commonCauses: [
    'high load on one model',
    'an incident at the provider',
    'a burst of your own that grew faster than the API allows',
  ],
  remedy: ['Wait a little and repeat the request; look at the status page of the provider if it lasts.'],
  otherwise: 'Change to another model of the same family, or to another provider that offers it.',
  checks: [
    {
      on: 'any',
      look: 'https://status.claude.com',
      expect: 'An incident explains it; none means that load comes and goes.',
    },
    { on: 'any', look: '/model in Claude Code', expect: 'Another model may have room.' },
  ],
  worked: 'The same prompt is answered without a change on your side.',
  ignorable: 'Yes: clients try again by themselves, and it passes; only a run without retries has to be repeated.',
  prevent: 'Let traffic grow slowly, spread batch work over quiet hours, and name a second model to fall back on.',
  related: ['anthropic-rate-limit', 'anthropic-server-error', 'claude-code-overloaded'],
  seen: [
    {
      status: 529,
      text: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
      source: 'https://platform.claude.com/docs/en/api/errors',
      on: '2026-11-21',
    },
    {
      status: 529,
      text: 'API Error: 529 Overloaded. This is a server-side issue, usually temporary — try again in a moment. If it persists, check your inference gateway (127.0.0.1:39329).',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
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
