import type { Signature } from '../signature.ts'

export const anthropicInvalidCredentials: Signature = {
  id: 'anthropic-invalid-credentials',
  title: 'The account behind the credential is not accepted',
  provider: 'anthropic',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [
    { status: [401], code: ['authentication_error'], message: /^Invalid authentication credentials\.?$/i },
    { status: [401], message: /\b401 Invalid authentication credentials\b/i },
  ],
  area: 'account-or-auth',
  meaning:
    'The credential has the right form, but the credential itself, the account or the organization behind it is no longer accepted; in practice also the loser of two programs that renewed one login at once.',
  why: 'The token was read and belongs to something that no longer counts: a login that was ended, an account that left, an organization that was closed. Two programs that renew one login at the same time leave one of them with such a token.',
  commonCauses: [
    'several clients that renew one login',
    'an account that was removed from the organization',
    'credentials restored from a backup or another machine',
    'a login that was ended from the account page',
  ],
  remedy: [
    'Obtain a new credential once; if it is refused in the same way, ask the administrator whether the account and the organization are still active.',
    'If several programs share one login, let only one of them renew it.',
  ],
  otherwise:
    'Move the credentials file aside, sign in once, and if the fresh login is refused too, only the administrator or Anthropic support can help.',
  checks: [
    {
      on: 'any',
      look: 'claude auth status',
      expect: 'Shows the account; it checks that a login is there, not that it is accepted.',
    },
    {
      on: 'any',
      look: 'ps -ef | grep claude',
      expect: 'Several processes on one login: the loser of a renewal prints this.',
    },
    {
      on: 'macos',
      look: 'security find-generic-password -s "Claude Code-credentials"',
      expect: 'A keychain item from a login of last month explains it.',
    },
    {
      on: 'container',
      look: 'Whether ~/.claude is mounted from the host',
      expect: 'Host and container renew the same login in turns.',
    },
    {
      on: 'ssh',
      look: 'The same user on several machines with a copied home',
      expect: 'Copies of one login withdraw each other.',
    },
  ],
  worked: 'A prompt is answered after one new login, and is still answered an hour later.',
  ignorable: 'Not when it stays; a single one in the moment of a renewal is gone with the next request.',
  prevent: 'Give every machine, container and unattended job a login or key of its own; never copy a credentials file.',
  related: [
    'anthropic-oauth-token-revoked',
    'anthropic-oauth-token-expired',
    'oauth-refresh-token-dead',
    'claude-code-login-expired',
  ],
  seen: [
    {
      status: 401,
      text: '{"type":"error","error":{"type":"authentication_error","message":"Invalid authentication credentials"},"request_id":"req_011CZqG3x3i7dqsprB5xnir7"}',
      source: 'https://github.com/anthropics/claude-code/issues/44930',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"error":{"code":401,"message":"Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.","status":"UNAUTHENTICATED"}}',
      source: 'https://cloud.google.com/docs/authentication/troubleshoot-adc',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
