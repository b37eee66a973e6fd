import type { Signature } from '../signature.ts'

export const databricksTokenExpiring: Signature = {
  id: 'databricks-token-expiring',
  title: 'The token ends too soon',
  provider: 'databricks',
  cause: 'expired',
  renewable: 'yes',
  when: [
    {
      status: [400, 401, 403],
      message: /\bToken is expiring within \d{1,5} seconds\b|\bExpiredJwtException\b|^Token is expired\.?$/i,
    },
    { message: /\bToken is expiring within \d{1,5} seconds\b/i },
  ],
  meaning:
    'Databricks refuses a token already half a minute before its end, and one past its end with a 400, 401 or 403.',
  remedy: [
    'Renew the token of the gateway, for example with "databricks auth login", then repeat the request.',
    'Renew tokens for this server at least a minute before they end.',
  ],
  seen: [
    {
      status: 403,
      text: 'Error 403 Token is expiring within 30 seconds. (token expired)',
      source: 'https://github.com/databricks/databricks-vscode/issues/583',
      on: '2026-11-21',
    },
    {
      status: 401,
      text: 'Token is expired',
      source: 'https://github.com/databrickslabs/splunk-integration/issues/55',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      status: 403,
      text: 'Invalid Token',
      source: 'https://github.com/anthropics/claude-code/issues/43436',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
