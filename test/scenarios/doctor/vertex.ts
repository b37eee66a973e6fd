/** Vertex, with the token that Google gives: each story is one thing set wrong, and the doctor names it alone. */
import { generateKeyPairSync } from 'node:crypto'
import { startEmulator } from '../../../emulator/emulator.ts'
import { closedBy, grants } from '../../kit/asked-owners.ts'
import { type CloudWorld, onVertex, writeAdc } from '../../kit/cloud-world.ts'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'

const ann = 'ann@shop.example'
const robot = 'robot@shop.iam.gserviceaccount.com'
const pool = '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x'

type Story = Omit<Scenario, 'set'> & { readonly set: (world: DoctorWorld, cloud: CloudWorld) => unknown }

const onGoogle = ({ set, ...about }: Story): Scenario => ({
  ...about,
  set: async (world) => {
    const cloud = await onVertex(world)
    // What `gcloud auth application-default login` writes.
    cloud.google.knows('c', ann)
    await set(world, cloud)
  },
})

const otherKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })

const federated = (source: object) => ({
  type: 'external_account',
  audience: pool,
  subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
  token_url: 'https://sts.googleapis.com/v1/token',
  credential_source: source,
})

/** A program as https://google.aip.dev/auth/4117 wants it, which leaves a mark where it ran. */
const subjectProgram = ({ scratch }: DoctorWorld): string =>
  scratch.write(
    'subject.sh',
    `#!/bin/sh\ntouch ${scratch.path('program-ran')}\necho '{"version":1,"success":true,"token_type":"urn:ietf:params:oauth:token-type:jwt","id_token":"made-up","expiration_time":4000000000}'\n`,
    0o755,
  )

const tokens: readonly Story[] = [
  {
    name: 'a session of Google that the organisation ends',
    set: (world, { google }) => {
      google.refuse('refresh', 'reauth')
      world.does.set('gcloud auth application-default login', () => {
        google.refuse('refresh', null)
        writeAdc(world, google.person('ann.again@shop.example'))
      })
    },
    root: 'google-token',
    cause: 'expired',
    number: 5,
    fix: /^Type: gcloud auth application-default login$/,
  },
  {
    name: 'a login of Google that was revoked',
    set: (world) =>
      writeAdc(world, { type: 'authorized_user', client_id: 'a', client_secret: 'b', refresh_token: 'old-Canary' }),
    root: 'google-token',
    cause: 'revoked',
    number: 5,
    fix: /^Type: gcloud auth application-default login$/,
  },
  {
    name: 'a service account that was deleted',
    set: (world, { google }) => {
      writeAdc(world, { ...google.serviceAccount(robot), client_email: 'gone@shop.iam.gserviceaccount.com' })
    },
    root: 'google-token',
    cause: 'revoked',
    number: 5,
    fix: /application-default login/,
  },
  {
    name: 'a key of a service account that was deleted',
    set: (world, { google }) => {
      const file = writeAdc(world, { ...google.serviceAccount(robot), private_key: otherKey() })
      world.does.set(`gcloud iam service-accounts keys create ${file} --iam-account=${robot}`, () =>
        writeAdc(world, google.serviceAccount(robot)),
      )
    },
    root: 'google-token',
    cause: 'revoked',
    number: 5,
    fix: /^Type: gcloud iam service-accounts keys create \S+ --iam-account=robot@shop\.iam\.gserviceaccount\.com$/,
  },
  {
    name: 'a clock that is hours behind Google',
    set: (world, { google }) => {
      writeAdc(world, google.serviceAccount(robot))
      google.clockMs = 3 * 3_600_000
      world.does.set('timedatectl set-ntp true', () => {
        google.clockMs = 0
      })
    },
    root: 'google-token',
    cause: 'clock-skew',
    fix: /^Type: sudo timedatectl set-ntp true$/,
  },
  {
    name: 'a service account that the login may not act as',
    set: (world, { google }) => {
      writeAdc(world, {
        type: 'impersonated_service_account',
        service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${robot}:generateAccessToken`,
        source_credentials: google.person(ann),
      })
      const asked =
        /^type: gcloud iam service-accounts add-iam-policy-binding robot@\S+ --member=user:<your account> --role=roles\/iam\.serviceAccountTokenCreator$/
      grants(world, robot, asked, () => google.serviceAccount(robot))
    },
    root: 'google-token',
    cause: 'permission',
    number: 5,
  },
  {
    name: 'a pool that does not let an identity in',
    set: (world, { google }) => {
      google.refuse('exchange', 'not exchanged')
      writeAdc(world, federated({ file: world.scratch.write('subject', 'made-up') }))
      grants(world, pool, /^let this identity in$/, () => google.refuse('exchange', null))
    },
    root: 'google-token',
    cause: 'permission',
    number: 5,
  },
  {
    name: 'a file that names a program nobody has allowed',
    set: (world) =>
      writeAdc(world, federated({ executable: { command: subjectProgram(world), timeout_millis: 5000 } })),
    root: 'google-credentials',
    cause: 'config-file',
    number: 5,
    fix: /^Type: export GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES=1$/,
  },
  {
    name: 'a way to Google that the proxy does not open',
    set: (world, cloud) => closedBy(world, cloud, 'oauth2.googleapis.com', 'oauth2.googleapis.com', cloud.google.port),
    root: 'google-token',
    cause: 'proxy',
  },
  {
    name: 'a proxy that opens TLS, and is not trusted',
    set: ({ env, owners, scratch }, { front }) => {
      delete env.NODE_EXTRA_CA_CERTS
      owners.set(
        new URL(front.url).host,
        (asked) => /^its root certificate as a PEM file$/.test(asked) && scratch.path('cloud-ca.pem'),
      )
    },
    root: 'google-token',
    cause: 'tls',
    fix: /NODE_EXTRA_CA_CERTS/,
  },
]

const projects: readonly Story[] = [
  {
    name: 'a way to Vertex that the proxy does not open',
    set: (world, cloud) =>
      closedBy(world, cloud, '*-aiplatform.googleapis.com', 'us-east5-aiplatform.googleapis.com', cloud.api.port),
    root: 'vertex-accepted',
    cause: 'proxy',
  },
  {
    name: 'a project in which the API is off',
    set: ({ does }, { ill }) => {
      ill.vertex = 'api-off'
      does.set('gcloud services enable aiplatform.googleapis.com --project=shop', () => {
        ill.vertex = null
      })
    },
    root: 'vertex-accepted',
    cause: 'org-policy',
    number: 5,
    fix: /^Type: gcloud services enable aiplatform\.googleapis\.com --project=shop$/,
  },
  {
    name: 'a project without billing',
    set: (world, { ill }) => {
      ill.vertex = 'no-billing'
      grants(world, 'shop', /^link a billing account at https:\S+\/billing\/linkedaccount\?project=shop$/, () => {
        ill.vertex = null
      })
    },
    root: 'vertex-accepted',
    cause: 'billing',
    number: 5,
  },
  {
    name: 'a project for charges that the login may not use',
    set: (world, { google, ill }) => {
      writeAdc(world, { ...google.person(ann), quota_project_id: 'billing' })
      ill.vertex = 'quota-project'
      world.does.set('gcloud auth application-default set-quota-project shop', () => {
        writeAdc(world, { ...google.person(ann), quota_project_id: 'shop' })
        ill.vertex = null
      })
    },
    root: 'vertex-accepted',
    cause: 'permission',
    number: 5,
    fix: /^Type: gcloud auth application-default set-quota-project shop$/,
  },
  {
    name: 'a login that may not use models',
    set: (world, { ill }) => {
      ill.mayUse = false
      const asked =
        /^type: gcloud projects add-iam-policy-binding shop --member=user:ann@shop\.example --role=roles\/aiplatform\.user$/
      grants(world, 'shop', asked, () => {
        ill.mayUse = true
      })
    },
    root: 'vertex-accepted',
    cause: 'permission',
    number: 5,
  },
  {
    name: 'a project of somebody else',
    set: (world, { vertex }) => {
      world.env.ANTHROPIC_VERTEX_PROJECT_ID = 'other'
      const asked = /^type: gcloud projects add-iam-policy-binding other --member=user:ann@shop\.example /
      grants(world, 'other', asked, () => vertex.projects.push('other'))
    },
    root: 'vertex-accepted',
    cause: 'permission',
    number: 5,
  },
  {
    name: 'the name of a project instead of its id',
    set: ({ env, knows }) => {
      env.ANTHROPIC_VERTEX_PROJECT_ID = 'My Shop'
      knows.set('the id of your project', 'shop')
    },
    root: 'vertex-project',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export ANTHROPIC_VERTEX_PROJECT_ID=<the id of your project>$/,
  },
  {
    name: 'a project that only another variable names',
    set: ({ env }) => {
      delete env.ANTHROPIC_VERTEX_PROJECT_ID
      env.GOOGLE_CLOUD_PROJECT = 'shop'
    },
    root: 'vertex-project',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export ANTHROPIC_VERTEX_PROJECT_ID=shop$/,
  },
]

const models: readonly Story[] = [
  {
    name: 'a model that nobody has switched on',
    set: (world, { vertex }) => {
      world.env.ANTHROPIC_MODEL = 'claude-fable-5'
      grants(world, 'shop', /^enable it at https:\S+\/model-garden\/claude-fable-5\?project=shop$/, () => {
        vertex.models['claude-fable-5'] = ['us-east5']
      })
    },
    root: 'vertex-accepted',
    cause: 'model-not-found',
    number: 5,
  },
  {
    name: 'a model that is not served in the region of its own variable',
    set: ({ env }) =>
      Object.assign(env, { ANTHROPIC_MODEL: 'claude-opus-5-5', VERTEX_REGION_CLAUDE_5_5_OPUS: 'europe-west1' }),
    root: 'vertex-accepted',
    cause: 'model-not-found',
    number: 5,
    fix: /^Type: export VERTEX_REGION_CLAUDE_5_5_OPUS=global$/,
  },
  {
    name: 'a zone instead of a region',
    set: ({ env }) => {
      env.CLOUD_ML_REGION = 'us-east5-a'
    },
    root: 'vertex-region',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export CLOUD_ML_REGION=us-east5$/,
  },
  {
    name: 'a region that Google does not have',
    set: ({ env }) => {
      env.CLOUD_ML_REGION = 'us-east9'
    },
    root: 'vertex-accepted',
    cause: 'model-not-found',
    number: 5,
    fix: /^Type: export CLOUD_ML_REGION=global$/,
  },
  {
    name: 'a region as Amazon writes it',
    set: ({ env }) => {
      env.CLOUD_ML_REGION = 'us-east-5'
    },
    root: 'vertex-region',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export CLOUD_ML_REGION=us-east5$/,
  },
]

/** A gateway before Vertex that takes one token, which whoever runs it hands out. */
async function behindGateway({ env, does, keep }: DoctorWorld): Promise<void> {
  const gateway = await startEmulator({ vertex: {} })
  keep(() => gateway.close())
  gateway.accept('made-up-Canary-good')
  does.set(`Ask whoever runs ${new URL(gateway.url).host} for a new key`, () => 'made-up-Canary-good')
  Object.assign(env, { CLAUDE_CODE_SKIP_VERTEX_AUTH: '1', ANTHROPIC_VERTEX_BASE_URL: gateway.url })
}

const gateways: readonly Story[] = [
  {
    name: 'a gateway before Vertex that refuses its token',
    set: async (world) => {
      await behindGateway(world)
      world.env.ANTHROPIC_AUTH_TOKEN = 'made-up-Canary-bad'
    },
    root: 'vertex-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /export ANTHROPIC_AUTH_TOKEN=<the new key>$/,
  },
  {
    name: 'a gateway before Vertex without a token',
    set: behindGateway,
    root: 'vertex-accepted',
    cause: 'missing-credential',
    number: 5,
    fix: /export ANTHROPIC_AUTH_TOKEN=<the new key>$/,
  },
]

export const vertexTokens: readonly Scenario[] = tokens.map(onGoogle)
export const vertexProjects: readonly Scenario[] = projects.map(onGoogle)
export const vertexModels: readonly Scenario[] = models.map(onGoogle)
export const vertexGateways: readonly Scenario[] = gateways.map(onGoogle)
