import type { Signature } from '../signature.ts'

export const apigeeClient: Signature = {
  id: 'apigee-client',
  title: 'Apigee does not know the client',
  provider: 'apigee',
  cause: 'invalid-credential',
  renewable: 'no',
  when: [
    { body: /\boauth\.v2\.InvalidClientIdentifier\b/ },
    { printed: /\boauth\.v2\.InvalidClientIdentifier\b/ },
    { printed: /\bInvalid client id : [\w-]{4,80}\. ClientId is Invalid\b/i },
    { body: /\bInvalid client id : [\w-]{4,80}\. ClientId is Invalid\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The token was asked for with a client ID or secret that is no app of this organization.',
  why: 'The token endpoint looks the client up first; a deleted app, a revoked key and a typing mistake look the same.',
  commonCauses: [
    'a client ID of another environment',
    'a revoked or expired app key',
    'ID and secret mixed up',
    'a blank at the end',
  ],
  remedy: [
    'Compare the client ID with the one in the developer portal.',
    'Copy ID and secret anew, and ask for a token again.',
  ],
  otherwise: 'Ask the operator whether the app and its key are approved.',
  checks: [{ on: 'any', look: 'printf %s "$CLIENT_ID" | wc -c', expect: 'The length shown in the portal.' }],
  worked: 'The token endpoint returns an access token.',
  ignorable: 'No: no token is issued.',
  prevent: 'Note which environment a client belongs to.',
  related: ['apigee-product', 'oauth-refresh-token-dead'],
  seen: [
    {
      text: '{ "fault": { "faultstring": "Invalid client identifier {0}", "detail": { "errorcode": "oauth.v2.InvalidClientIdentifier" } } }',
      source: 'https://cloud.google.com/apigee/docs/api-platform/reference/policies/oauth-http-status-code-reference',
      on: '2026-11-21',
    },
    {
      text: '{"ErrorCode" : "invalid_request", "Error" :"Invalid client id : AVD7ztXReEYyjpLFkkPiZpLEjeF2aYAz. ClientId is Invalid"}',
      source: 'https://cloud.google.com/apigee/docs/api-platform/reference/policies/oauth-http-status-code-reference',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
