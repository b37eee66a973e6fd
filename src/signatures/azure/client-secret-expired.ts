import type { Signature } from '../signature.ts'

export const azureClientSecretExpired: Signature = {
  id: 'azure-client-secret-expired',
  title: 'The client secret of the app has expired',
  provider: 'azure',
  cause: 'expired',
  renewable: 'no',
  when: [
    {
      code: ['invalid_grant', 'invalid_client', 'interaction_required', 'unauthorized_client'],
      message: /\bAADSTS7000222\b/,
    },
    { printed: /\bAADSTS7000222\b/ },
  ],
  area: 'account-or-auth',
  meaning: 'The secret that the service principal signs in with is past its end date.',
  why: 'Each client secret of an app registration has an end date, at most two years ahead; nothing renews it, and the old value never works again.',
  commonCauses: [
    'the date set when the secret was made',
    'a new secret that was not brought to the place that uses it',
    'an app with several secrets, of which the old one is in use',
  ],
  remedy: [
    'Type "az ad app credential reset --id APP_ID --append", as owner of the app, and store the new password where the old one was.',
    'Restart what uses it.',
  ],
  otherwise: 'In the portal open App registrations, the app, Certificates & secrets, and add a client secret there.',
  checks: [
    {
      on: 'any',
      look: 'az ad app credential list --id APP_ID --query "[].endDateTime"',
      expect: 'A date in the future for the secret in use.',
    },
    { on: 'ci', look: 'The secret of the job', expect: 'Updated after the reset.' },
    {
      on: 'container',
      look: 'The environment of the running container',
      expect: 'It still holds the old value until it is started anew.',
    },
  ],
  worked: 'The command "az login --service-principal -u APP_ID -p SECRET --tenant TENANT" succeeds.',
  ignorable: 'No: nothing signs in with this secret any more.',
  prevent: 'Use federated credentials or a managed identity, or put the end date into a calendar.',
  related: ['azure-client-secret-wrong', 'azure-app-missing'],
  seen: [
    {
      text: "AADSTS7000222: The provided client secret keys for app 'd87bcc39-1750-4ca0-ad54-f8d0efbb2735' are expired. \nVisit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.",
      source: 'https://github.com/spencerwooo/onedrive-vercel-index/issues/1051',
      on: '2026-11-21',
    },
    {
      text: 'invalid_client\nAADSTS7000222: The provided client secret keys are expired. Visit the Azure Portal to create new keys for your app, or consider using certificate credentials for added security: https://docs.microsoft.com/azure/active-directory/develop/active-directory-certificate-credentials Trace ID: fff84e51-e60e-4599-bdc6-6d6685207601',
      source: 'https://github.com/Azure-Samples/ms-identity-python-webapp/issues/67',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 401,
      text: '{"error":"invalid_client","error_description":"AADSTS7000215: Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app \'f8c37a6e-0d92-4b31-992f-6e5c9c6f1a99\'."}',
      source: 'https://github.com/keycloak/keycloak/issues/31294',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
