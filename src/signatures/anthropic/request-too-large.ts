import type { Signature } from '../signature.ts'

export const anthropicRequestTooLarge: Signature = {
  id: 'anthropic-request-too-large',
  title: 'The request is too large',
  provider: 'anthropic',
  cause: 'quota',
  renewable: 'no',
  when: [{ status: [413], code: ['request_too_large'] }, { code: ['request_too_large'] }],
  area: 'quota-or-rate',
  meaning: 'The body has more bytes than the API takes: 32 MB for messages.',
  why: 'The edge counts bytes before the API reads anything; images and pasted files in a conversation are sent again with each prompt.',
  commonCauses: ['images and PDF files that piled up', 'a pasted log', 'a conversation of days'],
  remedy: [
    'Run /compact, or start a new conversation without the large files.',
    'Give files by path instead of pasting them.',
  ],
  otherwise: 'Use the files API, and refer to them by id.',
  checks: [
    { on: 'any', look: '/context', expect: 'Shows what takes the room.' },
    {
      on: 'any',
      look: 'client_max_body_size of a proxy in between',
      expect: 'A proxy answers 413 at 1 MB already, with a page of its own.',
    },
  ],
  worked: 'The next prompt is answered.',
  ignorable: 'No: the same body is refused each time.',
  prevent: 'Compact long conversations, and scale images down.',
  related: ['gateway-body-too-large', 'anthropic-long-context'],
  seen: [
    {
      status: 413,
      text: 'API Error: 413 {"error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}',
      source: 'https://github.com/anthropics/claude-code/issues/14447',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
