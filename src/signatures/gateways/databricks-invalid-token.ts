import type { Signature } from '../signature.ts'

/** The failure that this project began with: a 403 that means "expired". */
export const databricksInvalidToken: Signature = {
  id: 'databricks-invalid-token',
  title: 'The token is not accepted (403)',
  provider: 'databricks',
  cause: 'expired',
  renewable: 'yes',
  when: [
    {
      status: [401, 403],
      code: ['403', '401', 'PERMISSION_DENIED', 'UNAUTHENTICATED'],
      message: /^(?:Forbidden: )?Invalid (?:access )?token\b/i,
    },
    { status: [403], message: /^(?:Forbidden: )?Invalid (?:access )?token\.?$/i },
    { message: /\b403 (?:Forbidden: )?Invalid Token\b/i },
  ],
  meaning: 'Databricks, and gateways like it, answer an access token that has ended with a 403 in place of a 401.',
  remedy: [
    'Renew the token of the gateway, for example with "databricks auth login", then repeat the request.',
    'If a fresh token is refused in the same way, check that it was issued for this workspace.',
  ],
  seen: [
    {
      status: 403,
      text: 'Invalid Token',
      source: 'https://github.com/anthropics/claude-code/issues/43436',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: '{"error_code":403,"message":"Invalid access token. [ReqId: 145ae51b-da74-40a7-ac56-0ad190834faf]"}',
      source: 'https://github.com/omnigent-ai/omnigent/issues/3231',
      on: '2026-11-21',
    },
    {
      text: 'API Error: 403 Invalid Token',
      source: 'https://github.com/anthropics/claude-code/issues/43436',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'SyntaxError: Unexpected token \'A\', "Attempting"... is not valid JSON',
      source: 'https://github.com/anthropics/claude-code/issues/8447',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: '{"errors":["permission denied"]}',
      source: 'https://github.com/hashicorp/vault/blob/main/sdk/logical/error.go',
      on: '2026-11-21',
    },
    {
      status: 403,
      text: '403 PERMISSION_DENIED',
      source: 'https://github.com/n8n-io/n8n/pull/37854',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
