import type { Signature } from '../signature.ts'

export const anthropicSessionStale: Signature = {
  id: 'anthropic-session-stale',
  title: 'The sign-in is too old for this',
  provider: 'anthropic',
  cause: 'permission',
  renewable: 'no',
  when: [{ status: [401, 403], code: ['session_stale_relogin'] }, { message: /\bSession is not fresh enough\b/i }],
  meaning: 'The login is valid, but this request wants a sign-in that a person made shortly before.',
  remedy: ['Sign out and in again in the browser, then repeat the request.'],
  seen: [
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"Session is not fresh enough to grant elevated access. Sign in again to continue.","details":{"error_code":"session_stale_relogin"}},"request_id":"req_011CeuwL63H4edrzQjo9EzvB"}',
      source: 'https://github.com/anthropics/claude-code/issues/93366',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: 'session_stale_relogin, 403, “Session is not fresh enough to grant elevated access”',
      source: 'https://github.com/anthropics/claude-code/issues/84033',
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
