import type { Signature } from '../signature.ts'

export const oauthRefreshTokenDead: Signature = {
  id: 'oauth-refresh-token-dead',
  title: 'The login can no longer be renewed',
  provider: 'gateway',
  cause: 'expired',
  renewable: 'no',
  when: [
    { status: [400, 401], code: ['invalid_grant'] },
    { message: /\bRefresh token not found or invalid\b|\bToken refresh failed: 40[01]\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The refresh token was used by another program, withdrawn or is too old; only a person can sign in again.',
  why: 'A refresh token ends when it was used by somebody else, when a person or administrator ended the session, and after a time without use; the server does not say which.',
  commonCauses: [
    'two programs that renew the same login',
    'a credentials file restored from a backup',
    'a password change or sign-out elsewhere',
    'weeks without use',
  ],
  remedy: [
    'Sign in again with the program that owns this login.',
    'Let one program alone renew a login, and keep the stored login until the new one works.',
  ],
  otherwise: 'Read the stored login again before you sign in: another process may have renewed it meanwhile.',
  checks: [
    {
      on: 'any',
      look: 'ls -l ~/.claude/.credentials.json',
      expect: 'A change some seconds ago by another process: simply try again.',
    },
    {
      on: 'macos',
      look: 'security find-generic-password -s "Claude Code-credentials"',
      expect: 'mdat shows when the login was last saved.',
    },
    {
      on: 'container',
      look: 'Copies of the credentials in images and volumes',
      expect: 'Each copy uses up the refresh token of the others.',
    },
    { on: 'any', look: 'The list of sessions at the provider', expect: 'The session is gone: somebody ended it.' },
  ],
  worked: 'The token endpoint gives a new token after one sign-in, and again at the next renewal.',
  ignorable: 'No: the login works only until the last access token ends.',
  prevent:
    'One owner for each login, an atomic save of the new refresh token, and never a wipe of the store on this error.',
  related: [
    'anthropic-oauth-token-revoked',
    'anthropic-oauth-token-expired',
    'google-reauth-required',
    'claude-code-login-expired',
  ],
  seen: [
    {
      text: 'Token refresh failed: 400 — {"error": "invalid_grant", "error_description": "Refresh token not found or invalid"}',
      source: 'https://github.com/ex-machina-co/opencode-anthropic-auth/issues/162',
      on: '2026-11-21',
    },
    {
      status: 400,
      text: '{"error":"invalid_grant"}',
      source: 'https://github.com/intuit/oauth-jsclient/issues/77',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth token has expired. Please obtain a new token or refresh your existing token."},"request_id":"req_011CSSdA5fqJCVm1m4XMjNks"}',
      source: 'https://github.com/anthropics/claude-code/issues/6459',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
