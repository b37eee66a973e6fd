import type { Signature } from '../signature.ts'

export const azureGrantRevoked: Signature = {
  id: 'azure-grant-revoked',
  title: 'The Microsoft sign-in was withdrawn',
  provider: 'azure',
  cause: 'revoked',
  renewable: 'no',
  when: [
    {
      code: ['invalid_grant', 'invalid_client', 'interaction_required', 'unauthorized_client'],
      message: /\bAADSTS50173\b/,
    },
    { printed: /\bAADSTS50173\b/ },
  ],
  area: 'account-or-auth',
  meaning: 'All tokens from before a certain moment are void: somebody changed the password or withdrew the sessions.',
  why: 'Entra ID keeps a date per user from which tokens count; a reset of the password moves it.',
  commonCauses: [
    'a changed or reset password',
    'an administrator or the user signed out everywhere',
    'a detected risk',
  ],
  remedy: ['Type "az logout", then "az login".', 'Repeat the request.'],
  otherwise: 'Ask the administrator whether the account is blocked.',
  checks: [
    { on: 'any', look: 'az account get-access-token', expect: 'The same code: sign in.' },
    { on: 'vscode', look: 'Accounts, at the lower left', expect: 'Sign out and in: the editor keeps its own tokens.' },
  ],
  worked: 'The command "az account get-access-token" prints a token.',
  ignorable: 'No; and if you did not change the password, ask who did.',
  prevent: 'Sign in again on all machines after a change of password.',
  related: ['azure-refresh-token-inactive', 'azure-signin-frequency'],
  seen: [
    {
      text: 'AADSTS50173: FreshTokenNeeded - The provided grant has expired due to it being revoked, and a fresh auth token is needed. Either an admin or a user revoked the tokens for this user, causing subsequent token refreshes to fail and require reauthentication. Have the user sign in again.',
      source: 'https://learn.microsoft.com/en-us/entra/identity-platform/reference-error-codes',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
