import type { Signature } from '../signature.ts'

export const azureTokenExpired: Signature = {
  id: 'azure-token-expired',
  title: 'The Entra token has expired',
  provider: 'azure',
  cause: 'expired',
  renewable: 'yes',
  when: [
    { status: [401, 403], code: ['ExpiredAuthenticationToken'] },
    { status: [401, 403], message: /\baccess token expiry UTC time\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The Entra access token is past its end.',
  why: 'Entra access tokens live about an hour; whoever passes one on as a string has nothing to renew it with.',
  commonCauses: [
    'a token copied from "az account get-access-token"',
    'a job longer than an hour',
    'a refresh token ended by policy',
    'a wrong clock',
  ],
  remedy: [
    'Sign in to Azure again, for example with "az login", then repeat the request.',
    'If a fresh token is refused in the same way, set the clock of this machine.',
  ],
  otherwise:
    'Run "az account clear" and sign in again; if that fails, a conditional access rule asks for another device or place.',
  checks: [
    {
      on: 'any',
      look: 'az account get-access-token --query expiresOn',
      expect: 'A time in the past, or an error: sign in again.',
    },
    { on: 'wsl', look: 'date -u; sudo hwclock -s', expect: 'A clock behind makes a dead token look alive here.' },
    { on: 'container', look: 'Whether ~/.azure is mounted', expect: 'The sign-in of the host is not seen otherwise.' },
    { on: 'ci', look: 'The age of the token in the job', expect: 'Fetch it again before each long step.' },
  ],
  worked: 'The same request is answered with the new token, and the next one an hour later too.',
  ignorable: 'No, unless the client fetches a new one by itself and the next request succeeds.',
  prevent:
    'Use a source that asks Entra itself (az, a managed identity, workload identity) instead of a token in a variable.',
  related: ['azure-token-unusable', 'azure-wrong-tenant', 'aws-clock-behind'],
  seen: [
    {
      status: 401,
      text: '{ "error": { "code": "ExpiredAuthenticationToken", "message": "The access token expiry UTC time \'5/13/2024 6:05:58 PM\' is earlier than current UTC time \'5/13/2024 8:21:34 PM\'." } }',
      source: 'https://github.com/microsoft/PlanetaryComputer/issues/343',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"statusCode":401,"message":"Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com/ or https://ai.azure.com/), or have expired."}',
      source: 'https://github.com/Azure/azure-sdk-for-net/issues/50872',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: '{"error":{"code":"InvalidAuthenticationTokenTenant","message":"The access token is from the wrong issuer \'https://sts.windows.net/incorrect-tenant-id/\'. It must match the tenant \'https://sts.windows.net/correct-tenant-id/\' associated with this subscription. Please use the authority (URL) \'https://login.windows.net/correct-tenant-id\' to get the token."}}',
      source: 'https://github.com/Azure/azure-sdk-for-net/issues/49391',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
