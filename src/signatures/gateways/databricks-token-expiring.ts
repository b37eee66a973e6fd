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
  area: 'account-or-auth',
  meaning:
    'Databricks refuses a token already half a minute before its end, and one past its end with a 400, 401 or 403.',
  why: 'The server wants some seconds left, so that a request does not outlive its token; a program that uses tokens to the last second is refused.',
  commonCauses: [
    'a margin of less than a minute in the program that renews',
    'a clock that is behind',
    'a helper cache that is as long as the token lives',
  ],
  remedy: [
    'Renew the token of the gateway, for example with "databricks auth login", then repeat the request.',
    'Renew tokens for this server at least a minute before they end.',
  ],
  otherwise: 'Compare exp of the token with the Date header of the answer: less than half a minute apart is this card.',
  checks: [
    {
      on: 'any',
      look: 'databricks auth token --host <workspace>',
      expect: 'Shows the expiry of the token that is used.',
    },
    {
      on: 'any',
      look: 'curl -sI <workspace> | grep -i ^date; date -u',
      expect: 'A clock that is behind takes the margin away.',
    },
    { on: 'wsl', look: 'sudo hwclock -s', expect: 'Takes over the clock of Windows.' },
  ],
  worked: 'Requests are answered around the full hour too, when tokens change.',
  ignorable: 'Yes, as a single one at the change of tokens; no, when a run dies of it.',
  prevent: 'Renew two minutes ahead of the end.',
  related: ['databricks-invalid-token', 'oauth-invalid-token', 'aws-incoming-token-expired'],
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
