import type { Signature } from '../signature.ts'

/** A 403 that another token does cure, among many 403s that none cures: the words decide, not the status. */
export const anthropicOauthTokenRevoked: Signature = {
  id: 'anthropic-oauth-token-revoked',
  title: 'The access token was withdrawn',
  provider: 'anthropic',
  cause: 'revoked',
  renewable: 'yes',
  when: [
    {
      status: [401, 403],
      code: ['permission_error', 'authentication_error'],
      message: /\bOAuth (?:access )?token has been revoked\b/i,
    },
    { message: /\bOAuth (?:access )?token has been revoked\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'The access token was withdrawn before its time, most often because another holder of the same login renewed it; the API says so with a 403 as well as with a 401.',
  why: 'Refresh tokens can be used once: each renewal ends the access token before it. Whoever shares a login, by a copy of the file or by a second program that renews it, ends the token of the other.',
  commonCauses: [
    'two programs or machines with copies of one login',
    'a usage monitor or account switcher that renews the login as well',
    'a logout or password change somewhere else',
    'an administrator who removed the access',
  ],
  remedy: [
    'Obtain a new Anthropic access token where this one was issued (sign in again, or run the command that mints it), then repeat the request.',
    'Let one program alone renew a login: each renewal withdraws the token that the others still hold.',
    'If new tokens are withdrawn at once, ask the administrator of the organization whether the access was removed.',
  ],
  otherwise:
    'Run /logout and then /login, which ends every old token, and stop all other programs that hold this login before.',
  checks: [
    { on: 'any', look: 'ps -ef | grep -i claude', expect: 'Other clients and monitors that may renew the same login.' },
    {
      on: 'container',
      look: 'Whether ~/.claude is mounted into containers',
      expect: 'Each container that renews withdraws the token of the host.',
    },
    {
      on: 'vscode',
      look: 'The extension and the terminal at once',
      expect: 'Both use one login; update both to the same version.',
    },
    {
      on: 'any',
      look: 'The list of sessions in the account settings',
      expect: 'A session that ended at the minute of the error was ended by somebody.',
    },
  ],
  worked: 'A prompt is answered now and still an hour later, with the other programs running.',
  ignorable: 'No: the token never comes back, and a client that retries in silence only wastes minutes.',
  prevent: 'One login for each configuration directory, and one program that renews it.',
  related: [
    'anthropic-oauth-token-expired',
    'anthropic-invalid-credentials',
    'oauth-refresh-token-dead',
    'claude-code-token-revoked',
  ],
  seen: [
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"OAuth token has been revoked. Please obtain a new token."},"request_id":"req_011CX6Cwz8rJqKAK3zdtL3aC"}',
      source: 'https://github.com/vybestack/llxprt-code/issues/1123',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: 'OAuth access token has been revoked',
      source: 'https://github.com/KarpelesLab/teamclaude/pull/136',
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
    {
      status: 403,
      text: '{"type":"error","error":{"type":"permission_error","message":"OAuth token does not meet scope requirement user:profile"}}',
      source: 'https://github.com/anthropics/claude-code/issues/22450',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"OAuth token has expired. Please obtain a new token or refresh your existing token."},"request_id":"req_011CSSdA5fqJCVm1m4XMjNks"}',
      source: 'https://github.com/anthropics/claude-code/issues/6459',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
