import type { Signature } from '../signature.ts'

export const azureSigninFrequency: Signature = {
  id: 'azure-signin-frequency',
  title: 'The organization wants a new Microsoft sign-in',
  provider: 'azure',
  cause: 'expired',
  renewable: 'no',
  when: [
    {
      code: ['invalid_grant', 'invalid_client', 'interaction_required', 'unauthorized_client'],
      message: /\bAADSTS70043\b/,
    },
    { printed: /\bAADSTS70043\b/ },
  ],
  area: 'account-or-auth',
  meaning: 'Conditional access says how long a sign-in may be used, and this one is older.',
  why: 'The rule is about the time since the password or second factor was last given, not about inactivity; using the token does not lengthen it.',
  commonCauses: [
    'the length that the rule allows is over',
    'a rule that became stricter',
    'another app with a shorter rule',
  ],
  remedy: ['Type "az login --tenant TENANT" and sign in in the browser.', 'Repeat the request.'],
  otherwise: 'Ask the administrator for the sign-in frequency of this app, shown in seconds in the message.',
  checks: [
    { on: 'any', look: 'az account get-access-token --query expiresOn', expect: 'The same code: sign in.' },
    { on: 'vscode', look: 'Accounts, at the lower left', expect: 'A prompt to sign in again.' },
  ],
  worked: 'The command "az account get-access-token" prints a token.',
  ignorable: 'No: nothing renews a sign-in that is too old.',
  prevent: 'Use a managed identity or a federated service principal for what runs unattended.',
  related: ['azure-refresh-token-inactive', 'azure-mfa-required'],
  seen: [
    {
      text: '{"errorCode":"invalid_grant","errorMessage":"Error(s): 70043 - Timestamp: 2026-08-19 17:42:03Z - Description: AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by conditional access. The token was issued on 2026-04-23T16:47:44.9150333Z and the maximum allowed lifetime for this request is 2592000. Trace ID: 5d17806d-8bb6-4de8-bb23-df81eda6a600 Correlation ID: ee69c508-6c27-45e7-b417-d42afd070bc4 Timestamp: 2026-08-19 17:42:03Z","subError":"token_expired","correlationId":"ee69c508-6c27-45e7-b417-d42afd070bc4","name":"ServerError","errorNo":70043}',
      source: 'https://github.com/microsoft/vscode-mssql/issues/22364',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
