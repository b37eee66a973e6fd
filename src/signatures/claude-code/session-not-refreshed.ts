import type { Signature } from '../signature.ts'

export const claudeCodeSessionNotRefreshed: Signature = {
  id: 'claude-code-session-not-refreshed',
  title: 'The login could not be renewed without a person',
  provider: 'claude-code',
  cause: 'expired',
  renewable: 'no',
  when: [{ printed: /\bOAuth session expired and could not be refreshed\b/i }],
  area: 'account-or-auth',
  meaning: 'A run without a screen found a login that has ended or was wiped, and has no way to sign in.',
  why: 'Interactive sessions ask for /login at this point; -p, the SDK and jobs can only end, often while an interactive session on the same machine still works.',
  commonCauses: [
    'a scheduled run on the login of a person',
    'several processes that renewed one login and wiped it',
    'a credentials file with empty tokens',
    'a machine that slept for days',
  ],
  remedy: [
    'Run "claude auth login" once in the same user and CLAUDE_CONFIG_DIR as the job.',
    'Give the job a credential of its own: an API key, "claude setup-token", or federation.',
  ],
  otherwise:
    'Look into ~/.claude/.credentials.json: an empty accessToken with expiresAt 0 means that another process wiped it; restore it from a backup or sign in again.',
  checks: [
    {
      on: 'linux',
      look: 'jq "{t: (.claudeAiOauth.accessToken|length), e: .claudeAiOauth.expiresAt}" ~/.claude/.credentials.json',
      expect: 'Length 0 and expiry 0: the login was wiped.',
    },
    {
      on: 'any',
      look: 'The HOME and CLAUDE_CONFIG_DIR of the job',
      expect: 'cron and services have others than your shell.',
    },
    {
      on: 'macos',
      look: 'launchctl print gui/$(id -u)',
      expect: 'A job outside the session of the user finds a locked keychain.',
    },
    {
      on: 'container',
      look: 'The mount of the credentials, with write access',
      expect: 'A renewed login that cannot be saved is lost.',
    },
    { on: 'ci', look: 'The kind of credential', expect: 'Logins of a person end in jobs sooner or later.' },
  ],
  worked: 'The job answers, today and after the next eight hours.',
  ignorable: 'No: every later run of the job fails too, and some end with 0 all the same.',
  prevent: 'Never run jobs on the login of a person, and watch the exit and the output of each run.',
  related: [
    'claude-code-login-expired',
    'claude-code-credentials-wiped',
    'anthropic-oauth-token-expired',
    'oauth-refresh-token-dead',
  ],
  seen: [
    {
      text: 'Failed to authenticate: OAuth session expired and could not be refreshed',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    { text: 'Login expired · Please run /login', source: 'https://code.claude.com/docs/en/errors', on: '2026-11-21' },
  ],
  updatedOn: '2026-11-21',
}
