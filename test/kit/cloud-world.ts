import { type Emulator, startEmulator } from '../../emulator/emulator.ts'
import { type AzureDouble, startAzureDouble, tenant } from './azure-double.ts'
import { type CloudFront, startCloudFront } from './cloud-front.ts'
import type { DoctorWorld } from './doctor-world.ts'
import { type GoogleDouble, startGoogleDouble } from './google-double.ts'

/** Google and Azure as a person's machine reaches them: their own names, by TLS, through the proxy of a company. */
export interface CloudWorld {
  readonly front: CloudFront
  readonly google: GoogleDouble
  readonly azure: AzureDouble
  /** Vertex and Foundry, which take every token that the doubles hand out. */
  readonly api: Emulator
  /** What is wrong at the API, to be changed. */
  readonly ill: { vertex: 'api-off' | 'no-billing' | 'quota-project' | null; closed: boolean; mayUse: boolean }
  /** The projects of Vertex that the login may use, and where each model is served in them, to be changed. */
  readonly vertex: { readonly projects: string[]; readonly models: Record<string, readonly string[]> }
}

/** What of a world a cloud needs. */
type Ground = Pick<DoctorWorld, 'scratch' | 'env' | 'keep'>

const made = new WeakMap<Ground, Promise<CloudWorld>>()

/** The cloud of this world, made once; it ends with the world. */
export function cloudWorld(world: Ground): Promise<CloudWorld> {
  const known = made.get(world) ?? make(world)
  made.set(world, known)
  return known
}

async function make(world: Ground): Promise<CloudWorld> {
  const front = await startCloudFront()
  const ill: CloudWorld['ill'] = { vertex: null, closed: false, mayUse: true }
  const everywhere = ['us-east5', 'europe-west1', 'global']
  const vertex: CloudWorld['vertex'] = {
    projects: ['shop'],
    models: {
      'claude-sonnet-5': everywhere,
      'claude-sonnet-4-5@20250929': everywhere,
      'claude-opus-5-5': ['us-east5', 'global'],
    },
  }
  const api = await startEmulator({
    tls: front.tls,
    vertex: { ...vertex, ill: () => ill.vertex },
    foundry: { deployments: ['claude-sonnet-5', 'claude-sonnet-4-5'], tenant, closed: () => ill.closed },
  })
  const issue = (token: string) => api.accept(token, ill.mayUse ? {} : { permissions: { models: [] } })
  const google = startGoogleDouble(front, issue)
  const azure = startAzureDouble(front, issue)
  for (const name of ['*-aiplatform.googleapis.com', 'aiplatform.googleapis.com', '*.services.ai.azure.com'])
    front.lead(name, api.port)
  Object.assign(world.env, {
    HTTPS_PROXY: front.url,
    NO_PROXY: '127.0.0.1,localhost',
    NODE_EXTRA_CA_CERTS: world.scratch.write('cloud-ca.pem', front.ca),
  })
  delete world.env.ANTHROPIC_BASE_URL
  delete world.env.ANTHROPIC_AUTH_TOKEN
  for (const each of [front, google, azure]) world.keep(async () => void (await each[Symbol.asyncDispose]()))
  world.keep(() => api.close())
  return { front, google, azure, api, ill, vertex }
}

const adc = 'home/.config/gcloud/application_default_credentials.json'

/** Vertex, with everything right: a person of Google, a project, a region. */
export async function onVertex(world: DoctorWorld): Promise<CloudWorld> {
  const cloud = await cloudWorld(world)
  Object.assign(world.env, {
    CLAUDE_CODE_USE_VERTEX: '1',
    ANTHROPIC_VERTEX_PROJECT_ID: 'shop',
    CLOUD_ML_REGION: 'us-east5',
    ANTHROPIC_MODEL: 'claude-sonnet-5',
  })
  writeAdc(world, cloud.google.person('ann@shop.example'))
  return cloud
}

/** Writes application-default credentials where gcloud does. */
export const writeAdc = ({ scratch }: Pick<DoctorWorld, 'scratch'>, credentials: unknown): string =>
  scratch.write(adc, JSON.stringify(credentials))

/** Foundry, with everything right: a person who is signed in with az. */
export async function onFoundry(world: DoctorWorld): Promise<CloudWorld> {
  const cloud = await cloudWorld(world)
  const { azure } = cloud
  Object.assign(world.env, {
    CLAUDE_CODE_USE_FOUNDRY: '1',
    ANTHROPIC_FOUNDRY_RESOURCE: 'shop',
    ANTHROPIC_MODEL: 'claude-sonnet-5',
    AZURE_TOKEN_CREDENTIALS: 'dev',
    PATH: `${azure.az(world.scratch, { token: azure.token({ upn: 'ann@shop.example', appid: 'az' }) })}:${world.env.PATH}`,
  })
  writeAzProfile(world, tenant)
  return cloud
}

/** What az knows of who is signed in. */
export const writeAzProfile = ({ scratch }: DoctorWorld, of: string): string =>
  scratch.write(
    'home/.azure/azureProfile.json',
    JSON.stringify({
      subscriptions: [
        { id: 'made-up', name: 'shop', isDefault: true, tenantId: of, user: { name: 'ann@shop.example' } },
      ],
    }),
  )

/** What the commands of an obedient person give is taken, and az answers once somebody has signed in with it. */
export async function knownToClouds(world: DoctorWorld): Promise<CloudWorld> {
  const cloud = await cloudWorld(world)
  const { google, azure, api } = cloud
  google.knows('c', 'ann@shop.example')
  for (const key of ['made-up', 'made-up-Canary-4711']) api.accept(key)
  const claims = Buffer.from('{"aud":"https://cognitiveservices.azure.com","exp":4000000000}').toString('base64url')
  api.accept(`eyJhbGciOiJub25lIn0.${claims}.made-up`)
  const folder = azure.az(world.scratch, { token: azure.token() }, 'test -e "$HOME/.azure/azureProfile.json" || exit 1')
  world.env.PATH = `${folder}:${world.env.PATH}`
  return cloud
}
