/** Foundry, with the token that Azure gives: each story is one thing set wrong, and the doctor names it alone. */
import { describe, expect, test } from 'bun:test'
import { azLoggedOut, entraSays, otherTenant, tenant } from '../kit/azure-double.ts'
import { type CloudWorld, cloudWorld, onFoundry, writeAzProfile } from '../kit/cloud-world.ts'
import { type DoctorWorld, onePromptOf, type Scenario, tell } from '../kit/doctor-world.ts'
import { missing } from '../kit/parts.ts'

type Story = Omit<Scenario, 'set' | 'cure'> & {
  readonly set: (world: DoctorWorld, cloud: CloudWorld) => unknown
  /** Does what the fix says. */
  readonly cure: (world: DoctorWorld, cloud: CloudWorld) => unknown
  /** The last line is typed as it stands, and cures by itself. */
  readonly typed?: true
  /** The real Claude Code is asked once it is cured. */
  readonly answers?: true
}

/** By its last line where that can be typed here, and then by what the story says of it. */
async function told(story: Story): Promise<void> {
  const { cure: _, ...line } = scenario(story)
  if (story.typed) await tell(line, 'line')
  else await tell(scenario(story), 'cure')
}

const scenario = ({ set, cure, answers, typed: _, ...about }: Story): Scenario => ({
  ...about,
  set: async (world) => {
    await set(world, await onFoundry(world))
  },
  cure: async (world) => {
    await cure(world, await cloudWorld(world))
    if (answers && !missing('claude-2.1.329'))
      expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
  },
})

const logsIn = (world: DoctorWorld, { azure }: CloudWorld) =>
  azure.az(world.scratch, { token: azure.token({ upn: 'ann@shop.example' }) })
const application = ({ env }: DoctorWorld, { azure }: CloudWorld, over: Readonly<Record<string, string>> = {}) =>
  Object.assign(env, azure.app, { AZURE_TOKEN_CREDENTIALS: 'prod' }, over)

const stories: readonly Story[] = [
  {
    name: 'az, which nobody has signed in to',
    set: (world, { azure }) => azure.az(world.scratch, { error: azLoggedOut }),
    root: 'azure-token',
    cause: 'expired',
    number: 5,
    fix: /^Type: az login$/,
    cure: logsIn,
  },
  {
    name: 'a login of az that has ended',
    set: (world, { azure }) =>
      azure.az(world.scratch, {
        error: `ERROR: ${entraSays(700082)}\nInteractive authentication is needed. Please run:\naz logout\naz login`,
      }),
    root: 'azure-token',
    cause: 'expired',
    number: 5,
    fix: /^Type: az login$/,
    cure: logsIn,
  },
  {
    name: 'a login of az that has to be proved once more',
    set: (world, { azure }) =>
      azure.az(world.scratch, {
        error: `ERROR: ${entraSays(50173)}\nTo re-authenticate, please run:\naz login --scope https://cognitiveservices.azure.com/.default`,
      }),
    root: 'azure-token',
    cause: 'expired',
    number: 5,
    fix: /^Type: az login --scope https:\/\/cognitiveservices\.azure\.com\/\.default$/,
    cure: logsIn,
  },
  {
    name: 'no az on the PATH',
    set: (world) => {
      world.env.PATH = '/usr/bin:/bin'
    },
    root: 'azure-token',
    cause: 'missing-credential',
    number: 5,
    fix: /^Install az .*az login$/,
    cure: (world) => {
      world.env.PATH = `${world.scratch.path('az')}:/usr/bin:/bin`
    },
  },
  {
    name: 'a secret of an application that is none',
    set: (world, cloud) => application(world, cloud, { AZURE_CLIENT_SECRET: 'made-up-wrong' }),
    root: 'azure-token',
    cause: 'invalid-credential',
    number: 5,
    fix: /^Type: export AZURE_CLIENT_SECRET="\$\(az ad app credential reset/,
    cure: application,
    answers: true,
  },
  {
    name: 'a secret of an application that has ended',
    set: (world, cloud) => {
      application(world, cloud)
      cloud.azure.refuse(7000222)
    },
    root: 'azure-token',
    cause: 'expired',
    number: 5,
    fix: /az ad app credential reset/,
    cure: (_, { azure }) => azure.refuse(null),
  },
  {
    name: 'a tenant that there is not',
    set: (world, cloud) => application(world, cloud, { AZURE_TENANT_ID: '55555555-5555-4555-8555-555555555555' }),
    root: 'azure-token',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export AZURE_TENANT_ID=/,
    cure: application,
  },
  {
    name: 'an application of another tenant',
    set: (world, cloud) => application(world, cloud, { AZURE_CLIENT_ID: '66666666-6666-4666-8666-666666666666' }),
    root: 'azure-token',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /AZURE_TENANT_ID/,
    cure: application,
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
    cure: ({ env }) => delete env.AZURE_TOKEN_CREDENTIALS,
    typed: true,
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
    cure: ({ env }) => {
      env.AZURE_TOKEN_CREDENTIALS = 'dev'
    },
    answers: true,
    typed: true,
  },
  {
    name: 'a way to Entra that the proxy does not open',
    set: (world, cloud) => {
      application(world, cloud)
      cloud.front.lead('login.microsoftonline.com', null)
    },
    root: 'azure-token',
    cause: 'proxy',
    fix: /let CONNECT login\.microsoftonline\.com through/,
    cure: (_, { front, azure }) => front.lead('login.microsoftonline.com', azure.port),
  },
  {
    name: 'a way to the resource that the proxy does not open',
    set: (_, { front }) => front.lead('*.services.ai.azure.com', null),
    root: 'foundry-accepted',
    cause: 'proxy',
    fix: /let CONNECT shop\.services\.ai\.azure\.com through/,
    cure: (_, { front, api }) => front.lead('*.services.ai.azure.com', api.port),
  },
  {
    name: 'a login at another tenant than that of the resource',
    set: (world, { azure }) => {
      azure.az(world.scratch, { token: azure.token({ upn: 'ann@shop.example', tid: otherTenant }) })
      writeAzProfile(world, otherTenant)
    },
    root: 'foundry-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /^Type: az login --tenant <the tenant of the resource>$/,
    cure: (world, cloud) => {
      logsIn(world, cloud)
      writeAzProfile(world, tenant)
    },
  },
  {
    name: 'a person without a role at the resource',
    set: (world, cloud) => {
      cloud.ill.mayUse = false
      logsIn(world, cloud)
    },
    root: 'foundry-accepted',
    cause: 'permission',
    number: 5,
    fix: /az role assignment create --assignee 4{8}-\S+ --role "Cognitive Services User"/,
    cure: (world, cloud) => {
      cloud.ill.mayUse = true
      logsIn(world, cloud)
    },
  },
  {
    name: 'a resource that lets this network not in',
    set: (_, { ill }) => {
      ill.closed = true
    },
    root: 'foundry-accepted',
    cause: 'org-policy',
    number: 5,
    fix: /let this network in/,
    cure: (_, { ill }) => {
      ill.closed = false
    },
  },
  {
    name: 'a deployment that there is not',
    set: ({ env }) => {
      env.ANTHROPIC_MODEL = 'claude-opus-5-5'
    },
    root: 'foundry-accepted',
    cause: 'model-not-found',
    number: 5,
    fix: /^Type: export ANTHROPIC_MODEL=<the name of your deployment>$/,
    cure: ({ env }) => {
      env.ANTHROPIC_MODEL = 'claude-sonnet-5'
    },
  },
  {
    name: 'a name that no resource can have',
    set: ({ env }) => {
      env.ANTHROPIC_FOUNDRY_RESOURCE = 'my_shop'
    },
    root: 'foundry-credentials',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export ANTHROPIC_FOUNDRY_RESOURCE=<your resource>$/,
    cure: ({ env }) => {
      env.ANTHROPIC_FOUNDRY_RESOURCE = 'shop'
    },
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
    cure: ({ env }) => {
      env.ANTHROPIC_FOUNDRY_BASE_URL = 'https://shop.services.ai.azure.com/anthropic'
    },
    answers: true,
    typed: true,
  },
  {
    name: 'a key of the resource that was made anew',
    set: ({ env }) => {
      env.ANTHROPIC_FOUNDRY_API_KEY = 'made-up-old'
    },
    root: 'foundry-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /^Type: export ANTHROPIC_FOUNDRY_API_KEY="\$\(az cognitiveservices account keys list --name shop /,
    cure: ({ env }, { api }) => {
      api.accept('made-up-new')
      env.ANTHROPIC_FOUNDRY_API_KEY = 'made-up-new'
    },
    answers: true,
  },
  {
    name: 'a token in the shell that the resource does not take',
    set: ({ env }, { azure, api }) => {
      env.ANTHROPIC_FOUNDRY_AUTH_TOKEN = azure.token()
      api.revoke(env.ANTHROPIC_FOUNDRY_AUTH_TOKEN)
    },
    root: 'foundry-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /^Type: export ANTHROPIC_FOUNDRY_AUTH_TOKEN="\$\(az account get-access-token --resource/,
    cure: ({ env }, { azure }) => {
      env.ANTHROPIC_FOUNDRY_AUTH_TOKEN = azure.token()
    },
  },
]

describe('the doctor names', () => {
  for (const story of stories) test(story.name, () => told(story), 20_000)
})
