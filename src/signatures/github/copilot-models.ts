import type { Signature } from '../signature.ts'

export const copilotModelsForbidden: Signature = {
  id: 'copilot-models-forbidden',
  title: 'The organization does not open Copilot CLI to you',
  provider: 'github',
  cause: 'org-policy',
  renewable: 'no',
  when: [{ printed: /\bFailed to list models: 403\b/i }],
  area: 'account-or-auth',
  meaning: 'The sign-in worked, and GitHub refuses the list of models: no seat, or a policy that is off.',
  why: 'Copilot CLI is a policy of its own beside Copilot; if several organizations give you a seat, the strictest may win.',
  commonCauses: [
    'the policy Copilot CLI is off in the organization',
    'no seat',
    'a seat given minutes ago',
    'a network that blocks the API host',
  ],
  remedy: [
    'Open https://github.com/settings/copilot and look whether Copilot CLI is enabled for you.',
    'Ask the administrator for the policy and the seat, then type /login again.',
  ],
  otherwise: 'Sign in with an account that has a plan of its own.',
  checks: [
    { on: 'any', look: 'https://github.com/settings/copilot', expect: 'Copilot CLI: enabled.' },
    { on: 'any', look: 'copilot --version', expect: 'The newest version.' },
  ],
  worked: 'The command /model shows a list.',
  ignorable: 'No: no prompt is answered.',
  prevent: 'Test the policy with one account before rolling out.',
  related: ['copilot-auth-failed', 'copilot-requests-permission'],
  seen: [
    {
      text: 'Execution failed: Error: Failed to list models: 403',
      source: 'https://github.com/github/copilot-cli/issues/1316',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
