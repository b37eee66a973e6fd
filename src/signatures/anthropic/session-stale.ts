import type { Signature } from '../signature.ts'

export const anthropicSessionStale: Signature = {
  id: 'anthropic-session-stale',
  title: 'The sign-in is too old for this',
  provider: 'anthropic',
  cause: 'permission',
  renewable: 'no',
  when: [{ status: [401, 403], code: ['session_stale_relogin'] }, { message: /\bSession is not fresh enough\b/i }],
  area: 'account-or-auth',
  meaning: 'The login is valid, but this request wants a sign-in that a person made shortly before.',
  why: 'Sensitive changes want proof that a person is there now; a login of yesterday does not prove it.',
  commonCauses: [
    'an administrative page or command after days in one session',
    'a browser that restored an old session',
    'an automated login that never had a person',
  ],
  remedy: ['Sign out and in again in the browser, then repeat the request.'],
  otherwise: 'Use a private window, so that no old session is taken over, and sign in with password and second factor.',
  checks: [
    {
      on: 'any',
      look: 'claude.ai in the same browser',
      expect: 'Signed in without being asked: the old session is still used; sign out there first.',
    },
  ],
  worked: 'The same step goes through right after the new sign-in.',
  ignorable: 'Yes, if you can do without the step: ordinary requests go on with this login.',
  prevent: 'Do such steps right after signing in, and leave them out of unattended runs.',
  related: ['anthropic-scope-missing', 'anthropic-permission-denied'],
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
