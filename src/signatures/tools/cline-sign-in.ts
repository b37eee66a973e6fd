import type { Signature } from '../signature.ts'

export const clineNotSignedIn: Signature = {
  id: 'cline-not-signed-in',
  title: 'Cline is not signed in',
  provider: 'cline',
  cause: 'missing-credential',
  renewable: 'no',
  when: [{ printed: /\bPlease sign in to Cline before trying again\b/i }],
  area: 'account-or-auth',
  meaning: 'The provider Cline is chosen, and its account is signed out or its session has ended.',
  why: 'With this provider the account of Cline pays, and not a key of your own; the session ends after a while or after a sign-out elsewhere.',
  commonCauses: ['never signed in', 'a session that has ended', 'the provider was set back to Cline by an update'],
  remedy: [
    'Open the settings of Cline, choose Sign in, and finish in the browser.',
    'Or choose another provider there and enter your key.',
  ],
  otherwise: 'Sign out of Cline and in again.',
  checks: [
    { on: 'vscode', look: 'The account page of Cline', expect: 'Name and balance of the account.' },
    { on: 'ssh', look: 'The browser of your own machine', expect: 'It must be able to call back into VS Code.' },
  ],
  worked: 'The next task starts.',
  ignorable: 'No: no prompt is answered.',
  prevent: 'Use a key or a gateway where sign-ins are a nuisance.',
  related: ['openrouter-auth-missing', 'openai-key-invalid'],
  seen: [
    {
      text: 'Unauthorized: Please sign in to Cline before trying again.',
      source: 'https://github.com/cline/cline/blob/main/apps/vscode/src/shared/ClineAccount.ts',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
