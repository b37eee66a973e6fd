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
  meaning: 'The token was issued by one Entra tenant, and the resource belongs to another.',
  remedy: [
    'Sign in to the tenant that the message names, for example with "az login --tenant <tenant>", then repeat the request.',
  ],
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
