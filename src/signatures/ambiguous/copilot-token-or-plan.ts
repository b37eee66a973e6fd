import type { Signature } from '../signature.ts'

/** Copilot says the same of a token that has ended and of an account whose plan has: hence unsure. */
export const copilotTokenOrPlan: Signature = {
  id: 'copilot-token-or-plan',
  title: 'Copilot: the token has ended, or the plan has',
  provider: 'github',
  cause: 'expired',
  renewable: 'unsure',
  when: [
    { printed: /\btoken expired or invalid: ?40[13]\b/i },
    { printed: /^(?:Reason: )?token expired or invalid\.?$/i },
  ],
  area: 'account-or-auth',
  meaning:
    'GitHub Copilot does not accept the token of the editor: it has ended, or the account has no plan or seat any more.',
  why: 'The editor exchanges its login for a token of minutes to half an hour; where the plan has ended, or a server does not know the token yet, it is refused in the same words.',
  commonCauses: [
    'a token that ended while the editor slept',
    'a trial, plan or seat that has ended',
    'a fault of the service, which many have at the same time',
  ],
  remedy: [
    'Look at github.com/settings/copilot whether the plan is active.',
    'If it is, sign out of GitHub in the editor, sign in again, and repeat the request.',
    'If others have it at the same moment, wait: githubstatus.com shows it.',
  ],
  otherwise:
    'Open the output of the Copilot extension: it names the account and the kind of plan that the token was made for.',
  checks: [
    {
      on: 'vscode',
      look: 'View: Output, GitHub Copilot Chat',
      expect: 'Got Copilot token with the kind of plan: the login is fine, and the plan or the service is the reason.',
    },
  ],
  worked: 'The next question in the chat is answered.',
  ignorable: 'Once, yes: the editor gets a new token by itself; not when it comes back.',
  prevent: 'Keep one GitHub account signed in, and watch the end of a trial.',
  related: ['copilot-token-expired', 'copilot-requests-permission'],
  seen: [
    {
      text: 'Sorry, your request failed. Please try again. Request id: ed6dffc8-153f-4dc3-ac4a-1c89a075f33d\n\nReason: token expired or invalid: 403',
      source: 'https://github.com/microsoft/vscode/issues/266926',
      on: '2026-11-21',
    },
    {
      text: 'token expired or invalid: 403',
      source: 'https://github.com/microsoft/vscode-copilot-release/issues/1123',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: 'token expired or invalid',
      source: 'https://github.com/microsoft/vscode-copilot-release/issues/5823',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
