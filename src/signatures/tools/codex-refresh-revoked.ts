import type { Signature } from '../signature.ts'

export const codexRefreshRevoked: Signature = {
  id: 'codex-refresh-revoked',
  title: 'The Codex login was withdrawn',
  provider: 'codex',
  cause: 'revoked',
  renewable: 'no',
  when: [
    { printed: /\byour refresh token was revoked\b/i },
    { printed: /\bbecause you have since logged out or signed in to another account\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The login that auth.json holds does not exist any more on the side of OpenAI.',
  why: 'Signing out, signing in with another account, a changed password or a token used twice ends the whole family of tokens.',
  commonCauses: [
    '"codex logout" on another machine',
    'a sign-in with another account',
    'an old copy of auth.json brought back',
    'a changed password',
  ],
  remedy: ['Type "codex logout", then "codex login".', 'Repeat the prompt.'],
  otherwise: 'Delete ~/.codex/auth.json and sign in again.',
  checks: [
    { on: 'any', look: 'codex login status', expect: 'Says how you are signed in.' },
    { on: 'vscode', look: 'The account of the extension', expect: 'The same as in the terminal.' },
  ],
  worked: 'The command "codex login status" names the account and the next prompt is answered.',
  ignorable: 'No: nothing renews a withdrawn login.',
  prevent: 'Keep one account per machine.',
  related: ['codex-refresh-used', 'codex-refresh-failed'],
  seen: [
    {
      text: 'Your access token could not be refreshed because your refresh token was revoked. Please log out and sign in again.',
      source: 'https://github.com/Loongphy/codex-auth/issues/104',
      on: '2026-11-21',
    },
    {
      text: 'Your access token could not be refreshed because you have since logged out or signed in to another account. Please sign in again.',
      source: 'https://github.com/zhishile/codex-auth-helper/issues/76',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Your access token could not be refreshed because your refresh token was already used. Please log out and sign in again.',
      source: 'https://github.com/openai/codex/issues/6498',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
