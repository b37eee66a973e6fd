import type { Signature } from '../signature.ts'

export const azureDefaultCredential: Signature = {
  id: 'azure-default-credential',
  title: 'No Azure credential of the chain worked',
  provider: 'azure',
  cause: 'missing-credential',
  renewable: 'no',
  when: [
    { printed: /\bDefaultAzureCredential failed to retrieve a token\b/i },
    { printed: /\bChainedTokenCredential authentication failed\b/i },
  ],
  area: 'account-or-auth',
  meaning: 'The SDK tried one way after the other; below the first line it says of each why it failed.',
  why: 'The chain goes from environment variables over managed identity to az, PowerShell and azd; on a developer’s machine the line AzureCliCredential is the one that matters.',
  commonCauses: [
    'not signed in with az',
    'az is not in the PATH of the program',
    'a managed identity that is not there',
    'half of the AZURE_ variables set',
  ],
  remedy: [
    'Type "az login", then start the program from the same shell.',
    'If the list says that az was not found, give the program a PATH that contains it.',
  ],
  otherwise:
    'On Azure assign a managed identity; elsewhere set AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET.',
  checks: [
    {
      on: 'any',
      look: 'az account get-access-token --resource https://cognitiveservices.azure.com',
      expect: 'A token: the program does not reach az; an error: sign in.',
    },
    { on: 'any', look: 'env | cut -d= -f1 | grep ^AZURE_', expect: 'All three variables, or none.' },
    { on: 'container', look: 'which az', expect: 'Images rarely have az: use a managed or workload identity.' },
    { on: 'macos', look: 'PATH of a program started in the Dock', expect: 'It lacks /opt/homebrew/bin.' },
    { on: 'vscode', look: 'The PATH of the window', expect: 'Start it with "code ." from a shell that has az.' },
    { on: 'ci', look: 'The step azure/login', expect: 'It stands before this step.' },
  ],
  worked: 'The program gets a token and the next error, if any, is about something else.',
  ignorable: 'No: without a token no request is made.',
  prevent: 'Name the one credential you mean (AZURE_TOKEN_CREDENTIALS=AzureCliCredential) instead of trying all.',
  related: ['azure-cli-missing', 'azure-cli-login', 'azure-refresh-token-inactive'],
  seen: [
    {
      text: "azure.core.exceptions.ClientAuthenticationError: DefaultAzureCredential failed to retrieve a token from the included credentials.\nAttempted credentials:\n\tEnvironmentCredential: EnvironmentCredential authentication unavailable. Environment variables are not fully configured.\nVisit https://aka.ms/azsdk/python/identity/environmentcredential/troubleshoot to troubleshoot this issue.\n\tWorkloadIdentityCredential: WorkloadIdentityCredential authentication unavailable. The workload options are not fully configured. See the troubleshooting guide for more information: https://aka.ms/azsdk/python/identity/workloadidentitycredential/troubleshoot. Missing required arguments: 'tenant_id', 'client_id', 'token_file_path'.\n\tManagedIdentityCredential: ManagedIdentityCredential authentication unavailable.",
      source:
        'https://github.com/Azure/azure-sdk-for-python/blob/main/sdk/identity/azure-identity/azure/identity/_credentials/chained.py',
      on: '2026-11-21',
    },
    {
      text: 'AggregateAuthenticationError: ChainedTokenCredential authentication failed.',
      source: 'https://www.npmjs.com/package/@azure/identity/v/4.13.1',
      on: '2026-11-21',
    },
  ],
  notThis: [
    {
      text: 'azure.identity._exceptions.CredentialUnavailableError: Azure CLI not found on path',
      source:
        'https://github.com/Azure/azure-sdk-for-python/blob/main/sdk/identity/azure-identity/azure/identity/_credentials/azure_cli.py',
      on: '2026-11-21',
    },
  ],
  updatedOn: '2026-11-21',
}
