import type { Signature } from '../signature.ts'

export const codexRefreshUsed: Signature = {
  id: 'codex-refresh-used',
  title: 'Another Codex used the refresh token first',
  provider: 'codex',
  cause: 'conflicting-credentials',
  renewable: 'no',
  when: [{ printed: /\byour refresh token was\s{1,4}already used\b/i }],
  area: 'account-or-auth',
  meaning: 'Each refresh token works once; another program with the same login has used it and got the next one.',
  why: 'Several terminals, the app, the editor and copies of auth.json share one login, and whoever renews second holds a dead token.',
  commonCauses: [
    'several sessions open at the same time',
    'auth.json copied to another machine or container',
    'an old session that slept for days',
  ],
  remedy: [
    'Close Codex and start it again: it reads the newer login from ~/.codex/auth.json.',
    'If that does not help, type "codex logout", then "codex login".',
  ],
  otherwise: 'Delete ~/.codex/auth.json, end all running Codex processes, and sign in once.',
  checks: [
    { on: 'any', look: 'pgrep -fl codex', expect: 'More than one: end the old ones.' },
    { on: 'any', look: 'ls -l ~/.codex/auth.json', expect: 'Newer than the session that fails: restart that session.' },
    {
      on: 'container',
      look: 'The mounts of the container',
      expect: 'A copied auth.json goes stale; mount the directory or use an API key.',
    },
    { on: 'vscode', look: 'The extension', expect: 'It shares auth.json with the terminal.' },
  ],
  worked: 'The next prompt is answered, in all open sessions.',
  ignorable: 'No: this session cannot renew itself any more.',
  prevent: 'Sign in on each machine by itself instead of copying auth.json.',
  related: ['codex-refresh-revoked', 'codex-refresh-failed', 'oauth-refresh-token-dead'],
  seen: [
    {
      text: 'Your access token could not be refreshed because your refresh token was already used. Please log out and sign in again.',
      source: 'https://github.com/openai/codex/issues/6498',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Your access token could not be refreshed because your refresh token was revoked. Please log out and sign in again.',
      source: 'https://github.com/Loongphy/codex-auth/issues/104',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
