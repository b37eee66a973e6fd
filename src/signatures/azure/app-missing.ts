import type { Signature } from '../signature.ts'

export const azureAppMissing: Signature = {
  id: 'azure-app-missing',
  title: 'The tenant does not know the app',
  provider: 'azure',
  cause: 'invalid-credential',
  renewable: 'no',
  when: [
    {
      code: ['invalid_grant', 'invalid_client', 'interaction_required', 'unauthorized_client'],
      message: /\bAADSTS700016\b/,
    },
    { printed: /\bAADSTS700016\b/ },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The client ID is not registered in the tenant that was asked.',
  why: 'An app lives in its own tenant and is known in others only after somebody has consented to it there; a wrong tenant or a wrong cloud gives the same answer.',
  commonCauses: [
    'a wrong AZURE_TENANT_ID',
    'a client ID with a typing mistake, or the object ID in its place',
    'nobody has consented in this tenant',
    'another cloud, such as US Government',
  ],
  remedy: [
    'Type "az ad sp show --id CLIENT_ID" after "az login --tenant TENANT"; it fails where the app is not known.',
    'Correct AZURE_CLIENT_ID or AZURE_TENANT_ID.',
  ],
  otherwise: 'Ask an administrator of the tenant to consent to the app.',
  checks: [
    {
      on: 'any',
      look: 'env | grep "AZURE_CLIENT_ID\\|AZURE_TENANT_ID"',
      expect: 'Both belong to the same app registration.',
    },
    { on: 'any', look: 'az cloud show --query name', expect: 'The cloud of the tenant.' },
  ],
  worked: 'The sign-in goes on to the next step.',
  ignorable: 'No: no token is issued.',
  prevent: 'Keep client ID and tenant ID together.',
  related: ['azure-client-secret-wrong', 'azure-wrong-tenant', 'azure-consent'],
  seen: [
    {
      text: "AADSTS700016: Application with identifier 'bbe6ea72-3498-452b-9125-787be7a187d4' was not found in the directory 'XXXXXX'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant. You may have sent your authentication request to the wrong tenant\nTrace ID: a5c936aa-7b30-4f6d-bdd6-c69866950600\nCorrelation ID: 539d8a2b-9e25-4c20-ae3d-b8ad6c42e3a5",
      source: 'https://github.com/MicrosoftDocs/azure-docs/issues/21690',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
