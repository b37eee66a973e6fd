import type { Signature } from '../signature.ts'

export const azureCliMissing: Signature = {
  id: 'azure-cli-missing',
  title: 'The program does not find az',
  provider: 'azure',
  cause: 'helper-failure',
  renewable: 'no',
  when: [
    { printed: /\bCredentialUnavailableError: Azure CLI not found on path\b/i },
    { printed: /\bAzureCliCredential\S{0,12} failed: Azure CLI not found\b/i },
  ],
  area: 'local-runtime',
  meaning: 'The SDK wants to ask az for a token, and az is not in the PATH of this program.',
  why: 'A program started by the desktop, by an editor or as a service has a shorter PATH than your shell.',
  commonCauses: [
    'az is not installed',
    'installed by a package manager whose folder is only in your shell’s PATH',
    'a container without az',
  ],
  remedy: [
    'Type "which az" in your shell and add that folder to the PATH of the program.',
    'If it prints nothing, install az: https://learn.microsoft.com/cli/azure/install-azure-cli.',
  ],
  otherwise:
    'Use another credential, for example a service principal in AZURE_CLIENT_ID, AZURE_TENANT_ID and AZURE_CLIENT_SECRET.',
  checks: [
    {
      on: 'macos',
      look: 'ls /opt/homebrew/bin/az',
      expect: 'There: add /opt/homebrew/bin to the PATH of the program.',
    },
    { on: 'windows', look: 'where az', expect: 'az.cmd; programs that look for az.exe do not find it.' },
    { on: 'wsl', look: 'which az', expect: 'The az of Windows is not the one of WSL.' },
    { on: 'container', look: 'which az', expect: 'Missing: use a managed or workload identity.' },
  ],
  worked: 'The message becomes a token, or one about signing in.',
  ignorable: 'Yes, if another credential of the chain worked afterwards.',
  prevent: 'Start tools from a shell, or name the credential they shall use.',
  related: ['azure-default-credential', 'azure-cli-login'],
  seen: [
    {
      text: 'azure.identity._exceptions.CredentialUnavailableError: Azure CLI not found on path',
      source:
        'https://github.com/Azure/azure-sdk-for-python/blob/main/sdk/identity/azure-identity/azure/identity/_credentials/azure_cli.py',
      on: '2026-11-21',
    },
    {
      text: 'AzureCliCredential.get_token failed: Azure CLI not found on path',
      source:
        'https://github.com/Azure/azure-sdk-for-python/blob/main/sdk/identity/azure-identity/azure/identity/_credentials/azure_cli.py',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: "Please run 'az login' to set up an account",
      source:
        'https://github.com/Azure/azure-sdk-for-python/blob/main/sdk/identity/azure-identity/azure/identity/_credentials/azure_cli.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
