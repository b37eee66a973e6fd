import type { Signature } from '../signature.ts'

export const pageLoginExpired: Signature = {
  id: 'page-login-expired',
  title: 'A login that has ended, as troubleshooting pages put it',
  provider: 'claude-code',
  cause: 'expired',
  renewable: 'no',
  when: [
    {
      code: ['authentication_error'],
      message: /\bOAuth token has expired\. Run 'claude/i,
      printed: /\bOAuth token has expired\. Run\b/i,
    },
    { message: /\bOAuth token has expired\. Run 'claude/i, printed: /\bOAuth token has expired\. Run\b/i },
    { message: /\bauthentication_error - OAuth token\b/i, printed: /\bOAuth token has expired\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'Only troubleshooting pages report this text; they mean a login of the client whose token has ended.',
  why: 'The API says "OAuth token has expired. Please obtain a new token", and the client renews by itself; what remains is a login that cannot be renewed.',
  commonCauses: ['a login that nobody used for weeks', 'a renewal that failed', 'a job on the login of a person'],
  remedy: ['Run /login, or "claude auth login" in a terminal.', 'In jobs use an API key, a setup token or federation.'],
  otherwise: 'Look with "claude --debug" for the first line about the renewal: it says why it failed.',
  checks: [
    { on: 'any', look: 'claude auth status', expect: 'Shows whether there is a login.' },
    {
      on: 'linux',
      look: 'jq .claudeAiOauth.expiresAt ~/.claude/.credentials.json',
      expect: 'A moment in the past beside a refresh token: the renewal fails.',
    },
    { on: 'wsl', look: 'date -u; sudo hwclock -s', expect: 'A wrong clock makes good tokens look old.' },
  ],
  worked: 'A prompt is answered.',
  ignorable: 'No, when it stays after the next prompt.',
  prevent: 'Let one program renew a login, ahead of its end.',
  related: ['anthropic-oauth-token-expired', 'claude-code-login-expired', 'claude-code-session-not-refreshed'],
  hearsay: true,
  seen: [
    {
      text: "Error: authentication_error - OAuth token has expired. Run 'claude login' to re-authenticate.",
      source: 'https://aitoolsrank.io/fix/claude-code-api-key-not-configured/',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '401 OAuth access token has expired. Re-authenticate to continue.',
      source: 'https://github.com/anthropics/claude-code/issues/82217',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
