import type { Signature } from '../signature.ts'

export const copilotAuthFailed: Signature = {
  id: 'copilot-auth-failed',
  title: 'Copilot CLI is not accepted by GitHub',
  provider: 'github',
  cause: 'invalid-credential',
  renewable: 'unsure',
  when: [{ printed: /\bYour GitHub token may be invalid, expired, or lacking the required permissions\b/i }],
  area: 'account-or-auth',
  meaning: 'GitHub answered with a 401, and Copilot CLI does not say which of its tokens was refused and why.',
  why: 'It takes a token from three variables before its own login, and asks the host of the account; an enterprise host with data residency needs a login there.',
  commonCauses: [
    'an old token in GH_TOKEN or GITHUB_TOKEN',
    'a login that has ended',
    'a token without Copilot Requests',
    'a login for github.com where the account lives on a ghe.com host',
  ],
  remedy: [
    'Type "env | grep -c TOKEN" and unset COPILOT_GITHUB_TOKEN, GH_TOKEN and GITHUB_TOKEN.',
    'Start "copilot", type /login, and choose the host of your account.',
  ],
  otherwise: 'Read the request that failed in ~/.copilot/logs.',
  checks: [
    { on: 'any', look: 'gh auth status', expect: 'The account and where its token comes from.' },
    { on: 'any', look: 'ls -t ~/.copilot/logs | head -1', expect: 'The newest log names the host that refused.' },
  ],
  worked: 'The command copilot -p "hello" answers.',
  ignorable: 'No: nothing works until the sign-in is right.',
  prevent: 'Keep GitHub tokens out of the shell profile.',
  related: ['copilot-requests-permission', 'github-bad-credentials', 'copilot-models-forbidden'],
  seen: [
    {
      text: "Error: Authentication failed (Request ID: 554C:1ECD:2F6B18C:3939587:6A9160A9)\n\nYour GitHub token may be invalid, expired, or lacking the required permissions.\n\nTo resolve this, try the following:\n  • Start 'copilot' and run the '/login' command to re-authenticate",
      source: 'https://github.com/github/copilot-cli/issues/4654',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
