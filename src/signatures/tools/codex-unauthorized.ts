import type { Signature } from '../signature.ts'

export const codexUnauthorized: Signature = {
  id: 'codex-unauthorized',
  title: 'ChatGPT does not accept the Codex login',
  provider: 'codex',
  cause: 'invalid-credential',
  renewable: 'no',
  when: [
    { printed: /\bunexpected status 401 Unauthorized: .{0,60}url: https:\/\/chatgpt\.com\/backend-api\/codex\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'The access token that Codex sent to ChatGPT is over, withdrawn, or of a workspace that this account has left.',
  why: 'Codex renews its token before the end and after a 401; if this line stays on the screen, the renewal did not help.',
  commonCauses: [
    'a login copied from another machine',
    'a workspace that was left or changed',
    'a withdrawn session',
    'a clock that is off',
  ],
  remedy: ['Type "codex logout", then "codex login", and choose the workspace you want.', 'Repeat the prompt.'],
  otherwise: 'Delete ~/.codex/auth.json and sign in again.',
  checks: [
    { on: 'any', look: 'codex login status', expect: 'The account that is signed in.' },
    { on: 'any', look: 'date -u', expect: 'Right to the minute.' },
  ],
  worked: 'The next prompt is answered.',
  ignorable: 'No: each prompt is refused.',
  prevent: 'Sign in on each machine by itself.',
  related: ['codex-refresh-failed', 'codex-refresh-used', 'openai-scope'],
  seen: [
    {
      text: 'unexpected status 401 Unauthorized: {"detail":"Unauthorized"}, url: https://chatgpt.com/backend-api/codex/responses, cf-ray:\na06b9c52d979eaa1-ICN, request id: 572c4a16-275a-4be4-9b9f-6577df485f52',
      source: 'https://github.com/openai/codex/issues/26497',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
