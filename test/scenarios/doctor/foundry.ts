/** Foundry, with the token that Azure gives: each story is one thing set wrong, and the doctor names it alone. */
import { closedBy, grants } from '../../kit/asked-owners.ts'
import { azLoggedOut, entraSays, otherTenant, tenant } from '../../kit/azure-double.ts'
import { type CloudWorld, onFoundry, writeAzProfile } from '../../kit/cloud-world.ts'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'
import { prints } from '../../kit/obedient-tools.ts'

type Story = Omit<Scenario, 'set'> & { readonly set: (world: DoctorWorld, cloud: CloudWorld) => unknown }

const onAzure = ({ set, ...about }: Story): Scenario => ({
  ...about,
  set: async (world) => void (await set(world, await onFoundry(world))),
})

const logsIn = (world: DoctorWorld, { azure }: CloudWorld) =>
  azure.az(world.scratch, { token: azure.token({ upn: 'ann@shop.example' }) })

/** az, which fails like this until this command line is typed. */
function azSays(world: DoctorWorld, cloud: CloudWorld, error: string, login: string): void {
  cloud.azure.az(world.scratch, { error })
  world.does.set(login, () => logsIn(world, cloud))
}

const application = ({ env }: DoctorWorld, { azure }: CloudWorld, over: Readonly<Record<string, string>> = {}) =>
  Object.assign(env, azure.app, { AZURE_TOKEN_CREDENTIALS: 'prod' }, over)

const reset = ({ azure: { app } }: CloudWorld): string =>
  `az ad app credential reset --id ${app.AZURE_CLIENT_ID} --append --query password -o tsv`

const resource = 'shop.services.ai.azure.com'

const logins: readonly Story[] = [
  {
    name: 'az, which nobody has signed in to',
    set: (world, cloud) => azSays(world, cloud, azLoggedOut, 'az login'),
    root: 'azure-token',
    cause: 'expired',
    number: 5,
    fix: /^Type: az login$/,
  },
  {
    name: 'a login of az that has ended',
    set: (world, cloud) =>
      azSays(
        world,
        cloud,
        `ERROR: ${entraSays(700082)}\nInteractive authentication is needed. Please run:\naz logout\naz login`,
        'az login',
      ),
    root: 'azure-token',
    cause: 'expired',
    number: 5,
    fix: /^Type: az login$/,
  },
  {
    name: 'a login of az that has to be proved once more',
    set: (world, cloud) => {
      const login = 'az login --scope https://cognitiveservices.azure.com/.default'
      azSays(world, cloud, `ERROR: ${entraSays(50173)}\nTo re-authenticate, please run:\n${login}`, login)
    },
    root: 'azure-token',
    cause: 'expired',
    number: 5,
    fix: /^Type: az login --scope https:\/\/cognitiveservices\.azure\.com\/\.default$/,
  },
  {
    name: 'no az on the PATH',
    set: ({ env, scratch, does }) => {
      env.PATH = '/usr/bin:/bin'
      // However this machine gets it.
      for (const installs of [
        'curl -sL https://aka.ms/InstallAzureCLIDeb',
        'curl -L https://aka.ms/InstallAzureCli',
        'brew install azure-cli',
      ])
        does.set(installs, () => {
          env.PATH = `${scratch.path('az')}:/usr/bin:/bin`
        })
    },
    root: 'azure-token',
    cause: 'missing-credential',
    number: 5,
    fix: /^Type: .*az login$/,
  },
  {
    name: 'a login at another tenant than that of the resource',
    set: (world, cloud) => {
      const { azure } = cloud
      azure.az(world.scratch, { token: azure.token({ upn: 'ann@shop.example', tid: otherTenant }) })
      writeAzProfile(world, otherTenant)
      world.knows.set('the tenant of the resource', tenant)
      world.does.set(`az login --tenant ${tenant}`, () => {
        logsIn(world, cloud)
        writeAzProfile(world, tenant)
      })
    },
    root: 'foundry-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /^Type: az login --tenant <the tenant of the resource>$/,
  },
]

const applications: readonly Story[] = [
  {
    name: 'a secret of an application that is none',
    set: (world, cloud) => {
      application(world, cloud, { AZURE_CLIENT_SECRET: 'made-up-Canary-wrong' })
      prints(world, reset(cloud), cloud.azure.app.AZURE_CLIENT_SECRET ?? '')
    },
    root: 'azure-token',
    cause: 'invalid-credential',
    number: 5,
    fix: /^Type: export AZURE_CLIENT_SECRET="\$\(az ad app credential reset/,
  },
  {
    name: 'a secret of an application that has ended',
    set: (world, cloud) => {
      application(world, cloud)
      cloud.azure.refuse(7000222)
      world.does.set(reset(cloud), () => cloud.azure.refuse(null))
      prints(world, reset(cloud), cloud.azure.app.AZURE_CLIENT_SECRET ?? '')
    },
    root: 'azure-token',
    cause: 'expired',
    number: 5,
    fix: /az ad app credential reset/,
  },
  {
    name: 'a tenant that there is not',
    set: (world, cloud) => {
      application(world, cloud, { AZURE_TENANT_ID: '55555555-5555-4555-8555-555555555555' })
      prints(world, 'az account show --query tenantId -o tsv', tenant)
    },
    root: 'azure-token',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export AZURE_TENANT_ID=/,
  },
  {
    name: 'an application of another tenant',
    set: (world, cloud) => {
      application(world, cloud, { AZURE_TENANT_ID: otherTenant })
      world.knows.set('the tenant of your application', tenant)
    },
    root: 'azure-token',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export AZURE_TENANT_ID=<the tenant of your application>$/,
  },
  {
    name: 'a part of the chain that Claude Code does not know',
    set: ({ env }) => {
      env.AZURE_TOKEN_CREDENTIALS = 'AzureCliCredential'
    },
    root: 'azure-chain',
    cause: 'config-file',
    number: 5,
    fix: /^Type: unset AZURE_TOKEN_CREDENTIALS$/,
  },
  {
    name: 'a part of the chain in which nobody asks az',
    set: ({ env }) => {
      env.AZURE_TOKEN_CREDENTIALS = 'prod'
    },
    root: 'azure-chain',
    cause: 'missing-credential',
    number: 5,
    fix: /^Type: export AZURE_TOKEN_CREDENTIALS=dev$/,
  },
  {
    name: 'a way to Entra that the proxy does not open',
    set: (world, cloud) => {
      application(world, cloud)
      closedBy(world, cloud, 'login.microsoftonline.com', 'login.microsoftonline.com', cloud.azure.port)
    },
    root: 'azure-token',
    cause: 'proxy',
  },
]

const resources: readonly Story[] = [
  {
    name: 'a way to the resource that the proxy does not open',
    set: (world, cloud) => closedBy(world, cloud, '*.services.ai.azure.com', resource, cloud.api.port),
    root: 'foundry-accepted',
    cause: 'proxy',
  },
  {
    name: 'a person without a role at the resource',
    set: (world, cloud) => {
      cloud.ill.mayUse = false
      logsIn(world, cloud)
      const asked =
        /^type: az role assignment create --assignee 4{8}-\S+ --role "Cognitive Services User" --scope "\$\(az cognitiveservices account list --query "\[\?name=='shop'\]\.id" -o tsv\)"$/
      grants(world, resource, asked, () => {
        cloud.ill.mayUse = true
        logsIn(world, cloud)
      })
    },
    root: 'foundry-accepted',
    cause: 'permission',
    number: 5,
  },
  {
    name: 'a resource that lets this network not in',
    set: (world, { ill }) => {
      ill.closed = true
      grants(world, resource, /^let this network in$/, () => {
        ill.closed = false
      })
    },
    root: 'foundry-accepted',
    cause: 'org-policy',
    number: 5,
  },
  {
    name: 'a deployment that there is not',
    set: ({ env, knows }) => {
      env.ANTHROPIC_MODEL = 'claude-opus-5-5'
      knows.set('the name of your deployment', 'claude-sonnet-5')
    },
    root: 'foundry-accepted',
    cause: 'model-not-found',
    number: 5,
    fix: /^Type: export ANTHROPIC_MODEL=<the name of your deployment>$/,
  },
  {
    name: 'a name that no resource can have',
    set: ({ env, knows }) => {
      env.ANTHROPIC_FOUNDRY_RESOURCE = 'my_shop'
      knows.set('your resource', 'shop')
    },
    root: 'foundry-credentials',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export ANTHROPIC_FOUNDRY_RESOURCE=<your resource>$/,
  },
  {
    name: 'an address with the version twice',
    set: ({ env }) => {
      delete env.ANTHROPIC_FOUNDRY_RESOURCE
      env.ANTHROPIC_FOUNDRY_BASE_URL = 'https://shop.services.ai.azure.com/anthropic/v1'
    },
    root: 'foundry-accepted',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export ANTHROPIC_FOUNDRY_BASE_URL=https:\/\/shop\.services\.ai\.azure\.com\/anthropic$/,
  },
]

const keys: readonly Story[] = [
  {
    name: 'a key of the resource that was made anew',
    set: (world, { api }) => {
      world.env.ANTHROPIC_FOUNDRY_API_KEY = 'made-up-Canary-old'
      api.accept('made-up-Canary-new')
      prints(world, "az cognitiveservices account list --query [?name=='shop'].resourceGroup -o tsv", 'shop-group')
      prints(
        world,
        'az cognitiveservices account keys list --name shop --resource-group shop-group --query key1 -o tsv',
        'made-up-Canary-new',
      )
    },
    root: 'foundry-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /^Type: export ANTHROPIC_FOUNDRY_API_KEY="\$\(az cognitiveservices account keys list --name shop /,
  },
  {
    name: 'a token in the shell that the resource does not take',
    set: (world, { azure, api }) => {
      world.env.ANTHROPIC_FOUNDRY_AUTH_TOKEN = azure.token()
      api.revoke(world.env.ANTHROPIC_FOUNDRY_AUTH_TOKEN)
      prints(
        world,
        'az account get-access-token --resource https://cognitiveservices.azure.com --query accessToken -o tsv',
        azure.token(),
      )
    },
    root: 'foundry-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /^Type: export ANTHROPIC_FOUNDRY_AUTH_TOKEN="\$\(az account get-access-token --resource/,
  },
  {
    name: 'a gateway before Foundry that refuses its token',
    set: ({ env, does }, { api }) => {
      delete env.ANTHROPIC_FOUNDRY_RESOURCE
      api.accept('made-up-Canary-good')
      does.set(`Ask whoever runs localhost:${api.port} for a new key`, () => 'made-up-Canary-good')
      Object.assign(env, {
        CLAUDE_CODE_SKIP_FOUNDRY_AUTH: '1',
        ANTHROPIC_FOUNDRY_BASE_URL: `https://localhost:${api.port}/anthropic`,
        ANTHROPIC_AUTH_TOKEN: 'made-up-Canary-bad',
      })
    },
    root: 'foundry-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /export ANTHROPIC_AUTH_TOKEN=<the new key>$/,
  },
]

export const foundryLogins: readonly Scenario[] = logins.map(onAzure)
export const foundryApplications: readonly Scenario[] = applications.map(onAzure)
export const foundryResources: readonly Scenario[] = resources.map(onAzure)
export const foundryKeys: readonly Scenario[] = keys.map(onAzure)
