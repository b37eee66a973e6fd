import type { Signature } from '../signature.ts'

export const databricksDefaultAuth: Signature = {
  id: 'databricks-default-auth',
  title: 'Databricks finds no way to sign in',
  provider: 'databricks',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bcannot configure default credentials, please check\b/i },
    { printed: /\bmore than one authorization method configured\b/i },
  ],
  area: 'deployment-or-configuration',
  meaning: 'The SDK or the CLI found no complete set of credentials, or two at once.',
  why: 'Each method needs its own settings; they are looked for in the environment and in the profile DEFAULT, and half a set does not count.',
  commonCauses: [
    'no profile, or another one than DEFAULT',
    'a host without a token or login',
    'DATABRICKS_TOKEN beside a client secret',
    'a container without ~/.databrickscfg',
  ],
  remedy: [
    'Type "databricks auth login --host https://WORKSPACE --profile DEFAULT".',
    'If two methods are named, unset the variables of one, for example "unset DATABRICKS_TOKEN".',
  ],
  otherwise: 'Name the method: "export DATABRICKS_AUTH_TYPE=databricks-cli".',
  checks: [
    { on: 'any', look: 'databricks auth describe', expect: 'Which settings are used and where they come from.' },
    { on: 'any', look: 'env | cut -d= -f1 | grep ^DATABRICKS_', expect: 'The variables of one method only.' },
    { on: 'container', look: 'ls ~/.databrickscfg', expect: 'Missing: mount it, or pass variables.' },
  ],
  worked: 'The command "databricks current-user me" prints your name.',
  ignorable: 'No: no request is made.',
  prevent: 'Name profile and method in the settings of the tool.',
  related: ['databricks-refresh-token', 'databricks-invalid-token'],
  seen: [
    {
      text: 'ValueError: default auth: cannot configure default credentials, please check https://docs.databricks.com/en/dev-tools/auth.html#databricks-client-unified-authentication to configure credentials for your preferred authentication method. Config: host=https://example.cloud.databricks.com',
      source: 'https://github.com/databricks/databricks-sdk-py/blob/main/databricks/sdk/credentials_provider.py',
      on: '2026-11-21',
    },
    {
      text: 'ValueError: validate: more than one authorization method configured: basic and pat. Config: host=https://example.cloud.databricks.com, token=***, username=u, password=***',
      source: 'https://github.com/databricks/databricks-sdk-py/blob/main/databricks/sdk/config.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
