import type { Signature } from '../signature.ts'

export const azureMfaRequired: Signature = {
  id: 'azure-mfa-required',
  title: 'Microsoft asks for a second factor',
  provider: 'azure',
  cause: 'org-policy',
  renewable: 'no',
  when: [
    {
      code: ['invalid_grant', 'invalid_client', 'interaction_required', 'unauthorized_client'],
      message: /\bAADSTS50076\b/,
    },
    { printed: /\bAADSTS50076\b/ },
  ],
  area: 'account-or-auth',
  meaning: 'The sign-in was made without multi-factor authentication, and this resource or tenant wants it.',
  why: 'Token and factor are checked per resource: a sign-in that was enough for one is not enough for another, and from a new network the rule may be another.',
  commonCauses: [
    'a tenant other than the one of the sign-in',
    'a new network or country',
    'a rule switched on by the administrator',
    'sign-in with name and password in a script',
  ],
  remedy: [
    'Type "az login --tenant TENANT --scope RESOURCE/.default" and answer the second factor.',
    'Repeat the request.',
  ],
  otherwise: 'In a script use a service principal or a managed identity: no person is there to answer.',
  checks: [
    { on: 'any', look: 'az account show --query tenantId', expect: 'The tenant of the resource.' },
    { on: 'ci', look: 'The kind of login', expect: 'A user name and password cannot pass a second factor.' },
  ],
  worked: 'The command "az account get-access-token --resource RESOURCE" prints a token.',
  ignorable: 'Only if the tenant in the message is one you do not need.',
  prevent: 'Sign in with --tenant where you are a guest in several.',
  related: ['azure-signin-frequency', 'azure-wrong-tenant'],
  seen: [
    {
      status: 400,
      text: '{"error":"invalid_grant","error_description":"AADSTS50076: Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access \'797f4846-ba00-4fd7-ba43-dac1f8f63013\'. Trace ID: cf64a53f-eaf5-4485-9f11-7134a9c13c00 Correlation ID: 28492ec6-733a-4123-a1d3-ffebb6672020 Timestamp: 2025-02-12 15:56:14Z","error_codes":[50076],"timestamp":"2025-02-12 15:56:14Z","trace_id":"cf64a53f-eaf5-4485-9f11-7134a9c13c00","correlation_id":"28492ec6-733a-4123-a1d3-ffebb6672020","error_uri":"https://login.microsoftonline.com/error?code=50076","suberror":"basic_action"}',
      source: 'https://github.com/microsoft/vscode/issues/240536',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
