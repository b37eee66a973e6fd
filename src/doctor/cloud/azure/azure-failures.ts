import type { Cause } from '../../../signatures/signature.ts'
import type { Bench } from '../../bench.ts'
import type { Complaint } from '../../check.ts'
import type { CloudFailure } from '../ask-cloud.ts'
import { unreachable } from '../unreachable.ts'

const login = 'Type: az login'
const newSecret =
  'Type: export AZURE_CLIENT_SECRET="$(az ad app credential reset --id "$AZURE_CLIENT_ID" --append --query password -o tsv)"'

/** Puts az on this machine and signs in: https://learn.microsoft.com/cli/azure/install-azure-cli */
function installAz({ world }: Bench): string {
  if (world.platform === 'darwin') return 'Type: brew install azure-cli && az login'
  if (world.platform === 'win32') return 'Type: winget install --exact --id Microsoft.AzureCLI; az login'
  const debian = /^ID(_LIKE)?=.*(debian|ubuntu)/m.test(String(world.read('/etc/os-release')))
  return debian
    ? 'Type: curl -sL https://aka.ms/InstallAzureCLIDeb | sudo bash && az login'
    : 'Type: curl -L https://aka.ms/InstallAzureCli | bash && PATH="$PATH:$HOME/bin" && az login'
}

/** What Entra says: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const known: readonly {
  readonly when: RegExp
  readonly cause: Cause
  readonly says: string
  readonly fix: string | ((bench: Bench) => string)
}[] = [
  {
    when: /AADSTS7000215/,
    cause: 'invalid-credential',
    says: 'AZURE_CLIENT_SECRET is none of the secrets of the application that AZURE_CLIENT_ID names.',
    fix: newSecret,
  },
  {
    when: /AADSTS7000222/,
    cause: 'expired',
    says: 'The secret in AZURE_CLIENT_SECRET has ended.',
    fix: newSecret,
  },
  {
    when: /AADSTS700016/,
    cause: 'wrong-endpoint-or-header',
    says: 'The application that AZURE_CLIENT_ID names is not in the tenant of AZURE_TENANT_ID.',
    fix: 'Type: export AZURE_TENANT_ID=<the tenant of your application>',
  },
  {
    when: /AADSTS(90002|900023)\b/,
    cause: 'wrong-endpoint-or-header',
    says: 'There is no tenant of the id that AZURE_TENANT_ID names.',
    fix: 'Type: export AZURE_TENANT_ID="$(az account show --query tenantId -o tsv)"',
  },
  {
    when: /AADSTS(700024|700211|700213|70021)\b/,
    cause: 'invalid-credential',
    says: 'Entra does not take the assertion in AZURE_FEDERATED_TOKEN_FILE.',
    fix: 'Ask whoever runs this machine to renew AZURE_FEDERATED_TOKEN_FILE, with the issuer and the subject of the federated credential.',
  },
  {
    when: /AADSTS(700082|50173|70043|50078|50132|50133|700084)\b/,
    cause: 'expired',
    says: 'The login of az has ended or was revoked.',
    fix: login,
  },
  {
    when: /AADSTS(50076|50079|50158|53003|53000)\b/,
    cause: 'org-policy',
    says: 'Your organisation wants one more proof of who you are than az has.',
    fix: login,
  },
  {
    when: /run 'az login'|Please run:?\s*az login/,
    cause: 'expired',
    says: 'az is not signed in, or its login has ended.',
    fix: login,
  },
  {
    when: /Azure CLI could not be found/,
    cause: 'missing-credential',
    says: 'Nothing here gives a token of Azure, and az is not on the PATH.',
    fix: installAz,
  },
  {
    when: /is unavailable|authentication failed|CredentialUnavailable/,
    cause: 'missing-credential',
    says: 'Nothing in the default chain of Azure gives a token.',
    fix: login,
  },
]

/** Whether nobody was reached, which the library says without saying why. */
export const isUnreached = ({ said, code }: CloudFailure): boolean =>
  code === 'ETIMEDOUT' || /network_error|endpoints_resolution_error|openid_config_error/.test(said)

/** Why there is no token, as one complaint. */
export function azureFailure(bench: Bench, failure: CloudFailure): Complaint {
  const code = /AADSTS\d+/.exec(failure.said)?.[0] ?? null
  const evidence = [code === null ? 'the default chain of Azure gives no token' : `Entra: ${code}`]
  const network = /ENOTFOUND|ECONNREFUSED|ECONNRESET|ERR_PROXY_TUNNEL|CERT|SELF_SIGNED|UNABLE_TO_\w+|ETIMEDOUT/.exec(
    `${failure.code ?? ''} ${failure.said}`,
  )?.[0]
  const found = known.find(({ when }) => when.test(failure.said))
  const chainOnly = found === undefined || found.cause === 'missing-credential'
  if (network !== undefined && code === null && chainOnly)
    return unreachable(bench, 'login.microsoftonline.com', network, evidence)
  if (found === undefined)
    return {
      status: 'wrong',
      cause: 'invalid-credential',
      summary: `Azure gives no token${code === null ? '' : ` (${code})`}.`,
      evidence,
      fix: login,
      number: 5,
    }
  return {
    status: 'wrong',
    cause: found.cause,
    summary: found.says,
    evidence,
    fix: loginAgain(failure.said) ?? (typeof found.fix === 'string' ? found.fix : found.fix(bench)),
    number: 5,
  }
}

/** The command that az itself says, where it is one of login and nothing else. */
function loginAgain(said: string): string | null {
  const [command] = /\baz login(?: --(?:tenant|scope) "?[\w:/.-]+"?)+/.exec(said) ?? []
  return command === undefined ? null : `Type: ${command}`
}
