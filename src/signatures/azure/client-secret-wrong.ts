import type { Signature } from '../signature.ts'

export const azureClientSecretWrong: Signature = {
  id: 'azure-client-secret-wrong',
  title: 'The client secret is not the right one',
  provider: 'azure',
  cause: 'invalid-credential',
  renewable: 'no',
  when: [
    {
      code: ['invalid_grant', 'invalid_client', 'interaction_required', 'unauthorized_client'],
      message: /\bAADSTS7000215\b/,
    },
    { printed: /\bAADSTS7000215\b/ },
  ],
  area: 'account-or-auth',
  meaning:
    'What was sent as client secret is no secret of this app; often it is the ID of the secret instead of its value.',
  why: 'The portal shows an ID and a value side by side, and the value only once, right after it is made.',
  commonCauses: [
    'the secret ID in place of the value',
    'the secret of another app',
    'a value cut or escaped by a shell or YAML',
    'a deleted secret',
  ],
  remedy: [
    'Make a new secret with "az ad app credential reset --id APP_ID --append" and copy its password.',
    'Store it as AZURE_CLIENT_SECRET and start the program again.',
  ],
  otherwise: 'Check that AZURE_CLIENT_ID and AZURE_TENANT_ID belong to the same app.',
  checks: [
    {
      on: 'any',
      look: 'printf %s "$AZURE_CLIENT_SECRET" | wc -c',
      expect: 'About 40 characters; 36 with dashes is the ID.',
    },
    { on: 'ci', look: 'How the secret is quoted', expect: 'A $ or % in the value may be eaten by the shell.' },
  ],
  worked: 'The command "az login --service-principal -u APP_ID -p SECRET --tenant TENANT" succeeds.',
  ignorable: 'No: no token is issued.',
  prevent: 'Use federated credentials, which have no secret.',
  related: ['azure-client-secret-expired', 'azure-app-missing'],
  seen: [
    {
      status: 401,
      text: '{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app \'f8c37a6e-0d92-4b31-992f-6e5c9c6f1a99\'. Trace ID: 18ca6aad-314e-4069-9bb3-ddf8cd312100 Correlation ID: 5cdbfdc4-bb99-48ca-b411-f53541f6ed62 Timestamp: 2024-07-15 11:14:02Z","error_codes":[7000215],"timestamp":"2024-07-15 11:14:02Z","trace_id":"18ca6aad-314e-4069-9bb3-ddf8cd312100","correlation_id":"5cdbfdc4-bb99-48ca-b411-f53541f6ed62","error_uri":"https://login.microsoftonline.com/error?code=7000215"}',
      source: 'https://github.com/keycloak/keycloak/issues/31294',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
