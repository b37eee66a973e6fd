import type { Signature } from '../signature.ts'

export const claudeCodeTokenRevoked: Signature = {
  id: 'claude-code-token-revoked',
  title: 'The login was withdrawn',
  provider: 'claude-code',
  cause: 'revoked',
  renewable: 'no',
  when: [{ printed: /\bOAuth token revoked\b/i }],
  area: 'account-or-auth',
  meaning: 'The server said that this login was withdrawn, and the client asks for a new one.',
  why: 'A token is withdrawn when another holder renews the same login, when somebody signs out, or when the access to the organization ends.',
  commonCauses: [
    'two programs or machines on copies of one login',
    'a logout elsewhere',
    'an administrator who removed the account',
  ],
  remedy: [
    'Stop other programs that use this login, then run /logout and /login.',
    'In a job set an API key or CLAUDE_CODE_OAUTH_TOKEN in place of the login.',
  ],
  otherwise:
    'If the new login is withdrawn at once, ask the administrator whether the account still belongs to the organization.',
  checks: [
    { on: 'any', look: 'ps -ef | grep -i claude', expect: 'Other clients, monitors and switchers on the same login.' },
    {
      on: 'container',
      look: 'Whether ~/.claude is mounted into several containers',
      expect: 'They withdraw the login of each other.',
    },
    {
      on: 'vscode',
      look: 'Extension and terminal at once',
      expect: 'Update both to one version, so that they take turns.',
    },
    {
      on: 'any',
      look: 'The sessions listed in the account settings',
      expect: 'The session ended at the minute of the message.',
    },
  ],
  worked: 'A prompt is answered now and an hour later, with everything else running.',
  ignorable: 'No: this token never comes back.',
  prevent: 'One login for each configuration directory, and no copies of the credentials file.',
  related: ['anthropic-oauth-token-revoked', 'claude-code-login-expired', 'oauth-refresh-token-dead'],
  seen: [
    {
      text: 'OAuth token revoked · Please run /login',
      source: 'https://github.com/anthropics/claude-code/issues/9635',
      on: '2026-11-21',
    },
    {
      text: 'Failed to authenticate: OAuth token revoked. Please log in again or contact your administrator.',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"OAuth token has been revoked. Please obtain a new token."},"request_id":"req_011CX6Cwz8rJqKAK3zdtL3aC"}',
      source: 'https://github.com/vybestack/llxprt-code/issues/1123',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
