import type { Signature } from '../signature.ts'

export const copilotRequestsPermission: Signature = {
  id: 'copilot-requests-permission',
  title: 'The token may not use Copilot',
  provider: 'github',
  cause: 'permission',
  renewable: 'no',
  when: [{ printed: /\bPersonal Access Token does not have \W{0,4}Copilot Requests\W{0,4} permission\b/i }],
  area: 'account-or-auth',
  meaning: 'A token from a variable is used, and it lacks the permission Copilot Requests.',
  why: 'COPILOT_GITHUB_TOKEN, GH_TOKEN and GITHUB_TOKEN beat the login of the tool; a classic token can never have this permission.',
  commonCauses: [
    'GITHUB_TOKEN or GH_TOKEN exported for another program',
    'a classic token',
    'a fine-grained token of an organization instead of a user',
  ],
  remedy: [
    'Type "unset COPILOT_GITHUB_TOKEN GH_TOKEN GITHUB_TOKEN", start "copilot" and type /login.',
    'Where a token is wanted, make a fine-grained one for your own account with "Copilot Requests".',
  ],
  otherwise: 'Look for the variable in ~/.bashrc, ~/.zshrc, .env and the settings of the editor.',
  checks: [
    { on: 'any', look: 'env | cut -d= -f1 | grep "GH_TOKEN\\|GITHUB_TOKEN"', expect: 'Nothing, unless you mean it.' },
    { on: 'ci', look: 'The token of the step', expect: 'Fine-grained, of a user with a seat.' },
    { on: 'container', look: 'The environment of the codespace', expect: 'GITHUB_TOKEN is set there by default.' },
  ],
  worked: 'The next prompt is answered.',
  ignorable: 'No: each prompt is refused.',
  prevent: 'Export GITHUB_TOKEN per command, not in the shell profile.',
  related: ['copilot-auth-failed', 'github-integration'],
  seen: [
    {
      text: '× Execution failed: 401 401 unauthorized: Personal Access Token does not have Copilot Requests permission',
      source: 'https://github.com/github/copilot-cli/issues/46',
      on: '2026-11-21',
    },
    {
      text: 'Error loading model list: Error: 401 "checking third-party user token: unauthorised: Personal Access Token does not have \\"Copilot Requests\\" permission\\n"',
      source: 'https://github.com/github/app/issues/1464',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
