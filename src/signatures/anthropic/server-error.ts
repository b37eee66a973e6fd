import type { Signature } from '../signature.ts'

export const anthropicServerError: Signature = {
  id: 'anthropic-server-error',
  title: 'An error inside the API',
  provider: 'anthropic',
  cause: 'server-error',
  renewable: 'no',
  when: [
    { status: [500, 502, 503], code: ['api_error'] },
    { status: [500], message: /\b500 Internal server error\b/i },
  ],
  area: 'model-or-provider',
  meaning: 'Something failed inside the API; request and credential are not the reason.',
  why: 'A part of the service is faulty or restarting; mostly it passes within a minute.',
  commonCauses: ['a short disturbance', 'an incident', 'a gateway that reports its own fault with this type'],
  remedy: ['Send the request again after some seconds.', 'Look at https://status.claude.com if it lasts.'],
  otherwise: 'Keep the request id and give it to support, or to the operator of the gateway.',
  checks: [
    { on: 'any', look: 'https://status.claude.com', expect: 'An incident explains it.' },
    { on: 'any', look: 'The host in ANTHROPIC_BASE_URL', expect: 'Another host: ask its operator first.' },
  ],
  worked: 'The same request is answered without a change.',
  ignorable: 'Yes: clients try again by themselves.',
  prevent: 'Let unattended runs repeat a failed step after a minute.',
  related: ['anthropic-overloaded', 'gateway-html-error'],
  seen: [
    {
      status: 500,
      text: 'API Error: 500 {"type":"error","error":{"type":"api_error","message":"Internal server error"},"request_id":"req_011CYVALSrX44fa3VBaXRkEE"}',
      source: 'https://github.com/anthropics/claude-code/issues/28626',
      on: '2026-11-21',
    },
    {
      status: 500,
      text: 'API Error: 500 Internal server error. This is a server-side issue, usually temporary — try again in a moment. If it persists, check your inference gateway (127.0.0.1:39329).',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 529,
      text: '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}',
      source: 'https://platform.claude.com/docs/en/api/errors',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
