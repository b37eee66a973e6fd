import type { Signature } from '../signature.ts'

export const azureCliLogin: Signature = {
  id: 'azure-cli-login',
  title: 'The az command is not signed in',
  provider: 'azure',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bPlease run 'az login' to set ?up (?:an )?account\b/i },
    { printed: /\bTo re-authenticate, please run:\s{0,4}az login\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The command az has no account in this home, or lost its token cache.',
  why: 'The login is kept in ~/.azure of the user; another home, AZURE_CONFIG_DIR or a container has its own.',
  commonCauses: [
    'nobody has signed in as this user',
    'sudo, a container or a remote window',
    'AZURE_CONFIG_DIR points elsewhere',
    'the cache was deleted',
  ],
  remedy: ['Type "az login".', 'Repeat the request.'],
  otherwise: 'Type "az account clear", then "az login --use-device-code".',
  checks: [
    { on: 'any', look: 'az account show', expect: 'The account, or the same sentence.' },
    { on: 'any', look: 'echo $AZURE_CONFIG_DIR', expect: 'Set: the login lies in that directory.' },
    { on: 'ssh', look: 'az login --use-device-code', expect: 'Signs in with a browser on another machine.' },
    { on: 'wsl', look: 'ls ~/.azure', expect: 'A login made in Windows is not seen here.' },
    { on: 'ci', look: 'The step azure/login', expect: 'It stands before this step.' },
  ],
  worked: 'The command "az account get-access-token" prints a token.',
  ignorable: 'No: whatever asks az for a token gets none.',
  prevent: 'Use a managed identity or a federated service principal where nobody can sign in.',
  related: ['azure-default-credential', 'azure-cli-missing', 'azure-refresh-token-inactive'],
  seen: [
    {
      text: "ERROR: Please run 'az login' to setup account.",
      source: 'https://github.com/Azure/azure-cli/blob/dev/src/azure-cli-core/azure/cli/core/_profile.py',
      on: '2026-11-21',
    },
    {
      text: "AzureCliCredential.get_token failed: Please run 'az login' to set up an account",
      source:
        'https://github.com/Azure/azure-sdk-for-python/blob/main/sdk/identity/azure-identity/azure/identity/_credentials/azure_cli.py',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'AzureCliCredential.get_token failed: Azure CLI not found on path',
      source:
        'https://github.com/Azure/azure-sdk-for-python/blob/main/sdk/identity/azure-identity/azure/identity/_credentials/azure_cli.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
