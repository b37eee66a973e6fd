import type { Signature } from '../signature.ts'

export const azureWrongTenant: Signature = {
  id: 'azure-wrong-tenant',
  title: 'The token is of another tenant',
  provider: 'azure',
  cause: 'wrong-endpoint-or-header',
  renewable: 'no',
  when: [
    { status: [401, 403], code: ['InvalidAuthenticationTokenTenant'] },
    { message: /\baccess token is from the wrong issuer\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The token was issued by one Entra tenant, and the resource belongs to another.',
  why: 'A subscription trusts one tenant; guests and consultants are signed in to their own by default.',
  commonCauses: [
    'az signed in to the home tenant of a guest',
    'a subscription that moved to another tenant',
    'AZURE_TENANT_ID of another environment',
  ],
  remedy: [
    'Sign in to the tenant that the message names, for example with "az login --tenant <tenant>", then repeat the request.',
  ],
  otherwise: 'Ask the owner of the subscription to invite your account into the tenant in the message.',
  checks: [
    {
      on: 'any',
      look: 'az account show --query tenantId',
      expect: 'Another id than the one in the message: this card.',
    },
    {
      on: 'any',
      look: 'az account list --output table',
      expect: 'Shows which of your subscriptions lies in which tenant.',
    },
    { on: 'ci', look: 'AZURE_TENANT_ID of the job', expect: 'It must be the tenant of the resource.' },
  ],
  worked: 'az account show prints the tenant of the message, and the request is answered.',
  ignorable: 'No: no token of the other tenant is accepted.',
  prevent: 'Name the tenant in the profile instead of leaving it to the last "az login".',
  related: ['azure-token-unusable', 'azure-token-expired', 'azure-data-action-missing'],
  seen: [
    {
      status: 401,
      text: '{"error":{"code":"InvalidAuthenticationTokenTenant","message":"The access token is from the wrong issuer \'https://sts.windows.net/incorrect-tenant-id/\'. It must match the tenant \'https://sts.windows.net/correct-tenant-id/\' associated with this subscription. Please use the authority (URL) \'https://login.windows.net/correct-tenant-id\' to get the token."}}',
      source: 'https://github.com/Azure/azure-sdk-for-net/issues/49391',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{ "error": { "code": "ExpiredAuthenticationToken", "message": "The access token expiry UTC time \'5/13/2024 6:05:58 PM\' is earlier than current UTC time \'5/13/2024 8:21:34 PM\'." } }',
      source: 'https://github.com/microsoft/PlanetaryComputer/issues/343',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
