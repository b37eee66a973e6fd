import type { Signature } from '../signature.ts'

export const claudeCodeLoginExpired: Signature = {
  id: 'claude-code-login-expired',
  title: 'The login has ended',
  provider: 'claude-code',
  cause: 'expired',
  renewable: 'no',
  when: [
    { printed: /\bLogin expired ·/ },
    { printed: /\bLogin reached its time limit ·/ },
    { printed: /\bthis login reached its time limit\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The login can no longer be renewed, and the client asks for a new one without sending anything.',
  why: 'The refresh token was refused or is past its own end; the client then clears the stored login, so that only a person can go on.',
  commonCauses: [
    'weeks without use',
    'a second program that renewed the same login',
    'a logout on another machine or in the browser',
    'a policy of the organization that ends logins after a time',
  ],
  remedy: [
    'Run /login.',
    'For unattended jobs run "claude setup-token" and set CLAUDE_CODE_OAUTH_TOKEN, or use an API key.',
  ],
  otherwise:
    'If it comes back within hours, look for another program that renews this login, and give it one of its own.',
  checks: [
    { on: 'any', look: 'claude auth status', expect: 'Shows no login any more.' },
    { on: 'any', look: 'ps -ef | grep -i claude', expect: 'Monitors and switchers that hold the same login.' },
    { on: 'container', look: 'Copies of the credentials in volumes', expect: 'A copy that renews ends the others.' },
    { on: 'ssh', look: 'The login of the machine you are on', expect: 'Each machine needs one of its own.' },
    { on: 'ci', look: 'The kind of credential', expect: 'A login of a person does not last in a job.' },
  ],
  worked: 'A prompt is answered, and "claude auth status" shows the account.',
  ignorable: 'No: nothing is sent until you sign in.',
  prevent: 'Use keys, setup tokens or federation for everything that runs without a person.',
  related: [
    'claude-code-session-not-refreshed',
    'oauth-refresh-token-dead',
    'claude-code-login-ends-soon',
    'claude-code-profile-login-expired',
  ],
  seen: [
    { text: 'Login expired · Please run /login', source: 'https://code.claude.com/docs/en/errors', on: '2026-11-21' },
    {
      text: 'Login reached its time limit · Please run /login',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
    {
      text: 'Failed to authenticate: this login reached its time limit and cannot be renewed. Run `claude auth login` to sign in again, or use `claude setup-token` and set CLAUDE_CODE_OAUTH_TOKEN for unattended jobs',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Not logged in · Please run /login',
      source: 'https://www.npmjs.com/package/@anthropic-ai/claude-code/v/2.1.330',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
