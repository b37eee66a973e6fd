import type { Signature } from '../signature.ts'

export const claudeCodeLoginEndsSoon: Signature = {
  id: 'claude-code-login-ends-soon',
  title: 'The login ends in some days',
  provider: 'claude-code',
  cause: 'expired',
  renewable: 'no',
  when: [{ printed: /\bYour login expires in \d{1,3} days?\b/i }],
  area: 'account-or-auth',
  meaning: 'The login still works and will end on the day shown, whatever is done with it until then.',
  why: 'A login has an end of its own besides the short life of its tokens; only a person can start a new one.',
  commonCauses: ['the usual end of a login', 'a policy of the organization that shortens it'],
  remedy: ['Run /login now, before the unattended runs on this machine end with it.'],
  otherwise:
    'If it warns again right after a login, the organization limits logins to this time; use a key or federation for jobs.',
  checks: [
    { on: 'any', look: '/status', expect: 'Shows the login and its end.' },
    { on: 'ci', look: 'Jobs that run on this login', expect: 'They end on that day too.' },
    { on: 'ssh', look: 'Each machine you use', expect: 'Has a login, and an end, of its own.' },
  ],
  worked: 'The warning is gone after the new login.',
  ignorable: 'Yes until that day; then nothing works until you sign in.',
  prevent: 'Put the day into a calendar, or use credentials without such an end for jobs.',
  related: ['claude-code-login-expired', 'claude-code-session-not-refreshed'],
  seen: [
    {
      text: 'Your login expires in 3 days · run /login to renew',
      source: 'https://code.claude.com/docs/en/errors',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
