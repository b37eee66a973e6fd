import type { Signature } from '../signature.ts'

export const azureRefreshTokenInactive: Signature = {
  id: 'azure-refresh-token-inactive',
  title: 'The Microsoft sign-in was unused for too long',
  provider: 'azure',
  cause: 'expired',
  renewable: 'no',
  when: [
    {
      code: ['invalid_grant', 'invalid_client', 'interaction_required', 'unauthorized_client'],
      message: /\bAADSTS700082\b/,
    },
    { printed: /\bAADSTS700082\b/ },
  ],
  area: 'account-or-auth',
  meaning:
    'The refresh token that az or an SDK keeps has ended because nobody used it (90 days, or what the organization allows).',
  why: 'Entra ID renews the refresh token each time it is used; left alone it ends, and only a sign-in gives the next.',
  commonCauses: [
    'a machine or tenant not used for weeks',
    'a policy of the organization that shortens the time to hours',
    'several accounts in one cache, of which an old one is asked',
  ],
  remedy: ['Type "az logout", then "az login --tenant TENANT".', 'Repeat the request.'],
  otherwise: 'Type "az account clear" and sign in again.',
  checks: [
    { on: 'any', look: 'az account show', expect: 'The account and tenant the tool will use.' },
    { on: 'any', look: 'az account get-access-token --query expiresOn', expect: 'The same code: sign in.' },
    {
      on: 'vscode',
      look: 'Accounts, at the lower left',
      expect: 'Sign out of the old account there too: the editor keeps its own tokens.',
    },
    { on: 'ci', look: 'The login of the job', expect: 'Use federated credentials: a person’s token always ends.' },
  ],
  worked: 'The command "az account get-access-token" prints a token.',
  ignorable: 'No, unless the message concerns an account or tenant you do not use.',
  prevent: 'Use a managed identity or workload identity for what runs unattended.',
  related: ['azure-signin-frequency', 'azure-grant-revoked', 'oauth-refresh-token-dead'],
  seen: [
    {
      text: 'Get Token request returned http error: 400 and server response: {"error":"invalid_grant","error_description":"AADSTS700082: The refresh token has expired due to inactivity. The token was issued on 2021-10-05T11:50:24.4394320Z and was inactive for 90.00:00:00.\\r\\nTrace ID: d580793e-e9a6-4b1e-8bcf-a868e4628700\\r\\nCorrelation ID: 37ed27a4-c7c0-46aa-82d5-78c1b329ef95\\r\\nTimestamp: 2022-07-04 10:28:43Z","error_codes":[700082],"timestamp":"2022-07-04 10:28:43Z","trace_id":"d580793e-e9a6-4b1e-8bcf-a868e4628700","correlation_id":"37ed27a4-c7c0-46aa-82d5-78c1b329ef95","error_uri":"https://login.microsoftonline.com/error?code=700082"}',
      source: 'https://github.com/Azure/azure-cli/issues/23105',
      on: '2026-11-21',
    },
    {
      text: 'ERROR: V2Error: invalid_grant AADSTS700082: The refresh token has expired due to inactivity. The token was issued on 2025-05-02T16:43:10.2836664Z and was inactive for 12:00:00. Trace ID: 23b5c9ef-0006-4c36-99ea-06fc3fe4a300 Correlation ID: df04c783-ecf8-456c-9681-fbad80d14468',
      source: 'https://github.com/Azure/azure-cli/issues/31959',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'Error(s): 70043 - Timestamp: 2026-08-19 17:42:03Z - Description: AADSTS70043: The refresh token has expired or is invalid due to sign-in frequency checks by conditional access.',
      source: 'https://github.com/microsoft/vscode-mssql/issues/22364',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
