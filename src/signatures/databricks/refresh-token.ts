import type { Signature } from '../signature.ts'

export const databricksRefreshToken: Signature = {
  id: 'databricks-refresh-token',
  title: 'The Databricks login has ended',
  provider: 'databricks',
  cause: 'expired',
  renewable: 'no',
  when: [
    { printed: /\bA new access token could not be retrieved because the refresh token\b/i },
    { printed: /\bdatabricks-cli: cannot get access token\b/i },
    { printed: /\btoken refresh: oauth2: "invalid_request" "Refresh token is invalid"/i },
  ],
  area: 'account-or-auth',
  meaning: 'The access token of the profile lives one hour, and its refresh token is not accepted any more.',
  why: 'The login of the CLI ends when it is unused for long, withdrawn, or renewed by another copy of the cache.',
  commonCauses: [
    'days without use',
    'the token cache copied to another machine',
    'a changed host in ~/.databrickscfg',
    'a sign-out by the administrator',
  ],
  remedy: ['Type "databricks auth login --profile NAME", as the message says.', 'Repeat the request.'],
  otherwise: 'Delete ~/.databricks/token-cache.json and sign in again.',
  checks: [
    { on: 'any', look: 'databricks auth token --profile NAME', expect: 'A token, or the same sentence.' },
    { on: 'any', look: 'databricks auth profiles', expect: 'YES in the column Valid.' },
    {
      on: 'ci',
      look: 'The kind of login',
      expect: 'A job needs a service principal: DATABRICKS_CLIENT_ID and DATABRICKS_CLIENT_SECRET.',
    },
    {
      on: 'ssh',
      look: 'databricks auth login on a machine with a browser',
      expect: 'The sign-in calls back to localhost:8020.',
    },
  ],
  worked: 'The command "databricks auth token --profile NAME" prints a token.',
  ignorable: 'No: within the hour every request is refused.',
  prevent: 'Use a service principal for what runs unattended.',
  related: ['databricks-invalid-token', 'databricks-token-expiring', 'oauth-refresh-token-dead'],
  seen: [
    {
      text: 'Error: A new access token could not be retrieved because the refresh token is invalid. To reauthenticate, run the following command:\n  $ databricks auth login --profile test-profile',
      source: 'https://github.com/databricks/cli/pull/6684',
      on: '2026-11-21',
    },
    {
      text: 'Error: default auth: databricks-cli: cannot get access token: Error: token refresh: oauth2: "invalid_request" "Refresh token is invalid"',
      source: 'https://github.com/databricks/cli/issues/667',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
