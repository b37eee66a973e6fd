import type { Signature } from '../signature.ts'

export const anthropicRequestNotAllowed: Signature = {
  id: 'anthropic-request-not-allowed',
  title: 'The account or the place may not ask',
  provider: 'anthropic',
  cause: 'permission',
  renewable: 'no',
  when: [
    { status: [403], code: ['forbidden'], message: /\bRequest not allowed\b/i },
    { status: [403], message: /\bRequest not allowed\b/i },
  ],
  meaning:
    'The API refuses this account or this network: no plan or role for it, a region that is not served, or a proxy that sends sign-in and requests different ways.',
  remedy: [
    'Check that the account has a plan or a role that includes the API, and that requests leave from a supported region.',
    'If a proxy or VPN is in use, send sign-in and API requests through the same one.',
  ],
  seen: [
    {
      status: 403,
      text: '{"error":{"type":"forbidden","message":"Request not allowed"}}',
      source: 'https://github.com/anthropics/claude-code/issues/700',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"Your API key does not have permission to use the specified resource."}}',
      source: 'https://platform.claude.com/docs/en/api/errors',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
