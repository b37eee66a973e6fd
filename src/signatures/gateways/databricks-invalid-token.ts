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
  area: 'account-or-auth',
  meaning: 'Databricks, and gateways like it, answer an access token that has ended with a 403 in place of a 401.',
  why: 'The server answers every token it does not take, ended ones included, with a 403; clients that renew only on 401 give up, so the first prompt after a pause fails.',
  commonCauses: [
    'an OAuth token that ended during a pause',
    'a helper whose cached token outlived the token itself',
    'a token of another workspace',
    'a personal access token that was revoked',
  ],
  remedy: [
    'Renew the token of the gateway, for example with "databricks auth login", then repeat the request.',
    'If a fresh token is refused in the same way, check that it was issued for this workspace.',
  ],
  otherwise:
    'Ask the workspace with curl and the same token for /api/2.0/preview/scim/v2/Me: a name means that the token is good and the gateway path is wrong.',
  checks: [
    {
      on: 'any',
      look: 'databricks auth token --host <workspace>',
      expect: 'Prints a token with its expiry; an error means that a person has to sign in.',
    },
    {
      on: 'any',
      look: 'echo $CLAUDE_CODE_API_KEY_HELPER_TTL_MS',
      expect: 'Longer than the token lives, or unset beside a token of minutes: the client keeps a dead key.',
    },
    {
      on: 'any',
      look: 'The host in the token and in ANTHROPIC_BASE_URL',
      expect: 'Two workspaces: the token is good, but not here.',
    },
    {
      on: 'ci',
      look: 'The type of login in the job',
      expect: 'A user login needs a browser; use a service principal.',
    },
  ],
  worked: 'The first prompt after an hour of silence is answered at once.',
  ignorable: 'No: the second prompt often works, and so it is overlooked until an unattended run dies of it.',
  prevent: 'Put something between client and server that renews on a 403 as well, and renew tokens ahead of their end.',
  related: [
    'databricks-token-expiring',
    'claude-code-helper-403-not-retried',
    'oauth-invalid-token',
    'copilot-token-expired',
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
