import type { Signature } from '../signature.ts'

export const claudeCodeCredentialsWiped: Signature = {
  id: 'claude-code-credentials-wiped',
  title: 'The stored login is empty',
  provider: 'claude-code',
  cause: 'missing-credential',
  renewable: 'no',
  when: [{ printed: /\baccessToken\W{3,24}refreshToken\b/ }],
  area: 'account-or-auth',
  meaning: 'The credentials file is whole JSON, but its tokens are empty and its expiry is 0.',
  why: 'A process that lost the race for a renewal writes what a logged-out client has, over the good login of the winner.',
  commonCauses: [
    'several sessions that renewed one login at the same time',
    'a desktop app and a terminal on one login',
    'a third-party tool that rewrites the file',
  ],
  remedy: [
    'Stop the other clients, then run /login.',
    'Restore the file from a backup only if it is minutes old: older refresh tokens are dead and end the login for all.',
  ],
  otherwise: 'Give each of the clients a CLAUDE_CONFIG_DIR and a login of its own.',
  checks: [
    {
      on: 'linux',
      look: 'jq "{t: (.claudeAiOauth.accessToken|length), e: .claudeAiOauth.expiresAt}" ~/.claude/.credentials.json',
      expect: 'Length 0 and expiry 0: this card.',
    },
    {
      on: 'macos',
      look: 'security find-generic-password -s "Claude Code-credentials"',
      expect: 'mdat is the minute in which it was wiped.',
    },
    {
      on: 'container',
      look: 'Mounts of one file into several containers',
      expect: 'A symlink or mount is replaced by a plain file at the same time.',
    },
    { on: 'any', look: 'ps -ef | grep -i claude', expect: 'The processes that share it.' },
  ],
  worked: 'The tokens have a length, and are still there after eight hours.',
  ignorable: 'No: every client on this login is signed out.',
  prevent: 'Do not share a login between processes that run for days.',
  related: [
    'claude-code-session-not-refreshed',
    'claude-code-login-expired',
    'claude-code-lock-held',
    'oauth-refresh-token-dead',
  ],
  seen: [
    {
      text: '{"claudeAiOauth":{"accessToken":"","refreshToken":"","expiresAt":0,"scopes":["user:inference"]}}',
      source: 'https://github.com/anthropics/claude-code/issues/76561',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
