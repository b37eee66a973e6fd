import type { Signature } from '../signature.ts'

export const copilotTokenExpired: Signature = {
  id: 'copilot-token-expired',
  title: 'The token is expired or invalid (403)',
  provider: 'gateway',
  cause: 'expired',
  renewable: 'yes',
  when: [
    { status: [401, 403], message: /^token expired or invalid(?:403)?\.?$/i },
    { message: /\btoken expired or invalid ?403\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The server does not accept the token any more and says so with a 403.',
  why: 'The token that the editor exchanges for a login lives minutes to half an hour, and this server reports its end with the status of a denial.',
  commonCauses: [
    'a token that ended while the editor slept',
    'a plan or seat that ended, which reads the same',
    'a second editor signed in with another account',
  ],
  remedy: ['Sign in again with whoever issues the token of this server, then repeat the request.'],
  otherwise:
    'If a new sign-in is refused in the same words, check that the plan or seat of the account is still active.',
  checks: [
    {
      on: 'vscode',
      look: 'Accounts menu, sign out and in again',
      expect: 'Works afterwards: it was the token; fails in the same words: it is the plan.',
    },
    {
      on: 'any',
      look: 'The billing or seat page of the account',
      expect: 'An ended plan is told with these words too.',
    },
    { on: 'any', look: 'date -u', expect: 'A wrong clock makes a token look fresh that has ended.' },
  ],
  worked: 'The next request is answered, and one after half an hour too.',
  ignorable: 'Yes, when it is gone with the next request; no, when it stays after a new sign-in.',
  prevent: 'Keep the editor up to date, and use one account in it.',
  related: ['oauth-invalid-token', 'databricks-invalid-token', 'anthropic-oauth-token-expired'],
  seen: [
    {
      status: 403,
      text: 'token expired or invalid',
      source: 'https://github.com/microsoft/vscode-copilot-release/issues/5823',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: 'Invalid Token',
      source: 'https://github.com/anthropics/claude-code/issues/43436',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
