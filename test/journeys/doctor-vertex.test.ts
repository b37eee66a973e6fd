/** Vertex, with the token that Google gives: each story is one thing set wrong, and the doctor names it alone. */
import { describe, expect, test } from 'bun:test'
import { generateKeyPairSync } from 'node:crypto'
import { type CloudWorld, cloudWorld, onVertex, writeAdc } from '../kit/cloud-world.ts'
import { type DoctorWorld, onePromptOf, type Scenario, tell } from '../kit/doctor-world.ts'
import { missing } from '../kit/parts.ts'

const ann = 'ann@shop.example'
const robot = 'robot@shop.iam.gserviceaccount.com'

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
    const cloud = await onVertex(world)
    // What whoever types the login writes.
    cloud.google.knows('c', ann)
    await set(world, cloud)
  },
  cure: async (world) => {
    const cloud = await cloudWorld(world)
    await cure(world, cloud)
    if (answers && !missing('claude-2.1.329'))
      expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
  },
})

const logsIn = (world: DoctorWorld, { google }: CloudWorld) => writeAdc(world, google.person('ann.again@shop.example'))
const otherKey = () =>
  generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' })

const stories: readonly Story[] = [
  {
    name: 'a session of Google that the organisation ends',
    set: (_, { google }) => google.refuse('refresh', 'reauth'),
    root: 'google-token',
    cause: 'expired',
    number: 5,
    fix: /^Type: gcloud auth application-default login$/,
    cure: (world, cloud) => {
      cloud.google.refuse('refresh', null)
      logsIn(world, cloud)
    },
    answers: true,
  },
  {
    name: 'a login of Google that was revoked',
    set: (world) =>
      writeAdc(world, { type: 'authorized_user', client_id: 'a', client_secret: 'b', refresh_token: 'old' }),
    root: 'google-token',
    cause: 'revoked',
    number: 5,
    fix: /^Type: gcloud auth application-default login$/,
    cure: logsIn,
    typed: true,
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
    cure: logsIn,
    typed: true,
  },
  {
    name: 'a key of a service account that was deleted',
    set: (world, { google }) => writeAdc(world, { ...google.serviceAccount(robot), private_key: otherKey() }),
    root: 'google-token',
    cause: 'revoked',
    number: 5,
    fix: /^Type: gcloud iam service-accounts keys create \S+ --iam-account=robot@shop\.iam\.gserviceaccount\.com$/,
    cure: (world, { google }) => writeAdc(world, google.serviceAccount(robot)),
    answers: true,
  },
  {
    name: 'a clock that is hours behind Google',
    set: (world, { google }) => {
      writeAdc(world, google.serviceAccount(robot))
      google.clockMs = 3 * 3_600_000
    },
    root: 'google-token',
    cause: 'clock-skew',
    fix: /^Type: sudo timedatectl set-ntp true$/,
    cure: (_, { google }) => {
      google.clockMs = 0
    },
  },
  {
    name: 'a service account that the login may not act as',
    set: (world, { google }) =>
      writeAdc(world, {
        type: 'impersonated_service_account',
        service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${robot}:generateAccessToken`,
        source_credentials: google.person(ann),
      }),
    root: 'google-token',
    cause: 'permission',
    number: 5,
    fix: /gcloud iam service-accounts add-iam-policy-binding robot@\S+ .*--role=roles\/iam\.serviceAccountTokenCreator/,
    cure: (_, { google }) => google.serviceAccount(robot),
  },
  {
    name: 'a pool that does not let an identity in',
    set: (world, { google }) => {
      google.refuse('exchange', 'not exchanged')
      writeAdc(world, {
        type: 'external_account',
        audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        token_url: 'https://sts.googleapis.com/v1/token',
        credential_source: { file: world.scratch.write('subject', 'made-up') },
      })
    },
    root: 'google-token',
    cause: 'permission',
    number: 5,
    fix: /^Ask whoever runs \/\/iam\.googleapis\.com\S+ to let this identity in/,
    cure: (_, { google }) => google.refuse('exchange', null),
  },
  {
    name: 'a file that names a program nobody has allowed',
    set: (world) =>
      writeAdc(world, {
        type: 'external_account',
        audience: '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/x',
        subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
        token_url: 'https://sts.googleapis.com/v1/token',
        credential_source: {
          executable: {
            command: world.scratch.write('subject.sh', subjectProgram(world), 0o755),
            timeout_millis: 5000,
          },
        },
      }),
    root: 'google-credentials',
    cause: 'config-file',
    number: 5,
    fix: /^Type: export GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES=1$/,
    cure: (world) => {
      expect(world.scratch.read('program-ran')).toBe('')
      world.env.GOOGLE_EXTERNAL_ACCOUNT_ALLOW_EXECUTABLES = '1'
    },
    typed: true,
  },
  {
    name: 'a way to Google that the proxy does not open',
    set: (_, { front }) => front.lead('oauth2.googleapis.com', null),
    root: 'google-token',
    cause: 'proxy',
    fix: /let CONNECT oauth2\.googleapis\.com through/,
    cure: (_, { front, google }) => front.lead('oauth2.googleapis.com', google.port),
  },
  {
    name: 'a proxy that opens TLS, and is not trusted',
    set: ({ env }) => delete env.NODE_EXTRA_CA_CERTS,
    root: 'google-token',
    cause: 'tls',
    fix: /NODE_EXTRA_CA_CERTS/,
    cure: ({ env, scratch }) => {
      env.NODE_EXTRA_CA_CERTS = scratch.path('cloud-ca.pem')
    },
  },
  {
    name: 'a way to Vertex that the proxy does not open',
    set: (_, { front }) => front.lead('*-aiplatform.googleapis.com', null),
    root: 'vertex-accepted',
    cause: 'proxy',
    fix: /let CONNECT us-east5-aiplatform\.googleapis\.com through/,
    cure: (_, { front, api }) => front.lead('*-aiplatform.googleapis.com', api.port),
  },
  {
    name: 'a project in which the API is off',
    set: (_, { ill }) => {
      ill.vertex = 'api-off'
    },
    root: 'vertex-accepted',
    cause: 'org-policy',
    number: 5,
    fix: /^Type: gcloud services enable aiplatform\.googleapis\.com --project=shop$/,
    cure: (_, { ill }) => {
      ill.vertex = null
    },
  },
  {
    name: 'a project without billing',
    set: (_, { ill }) => {
      ill.vertex = 'no-billing'
    },
    root: 'vertex-accepted',
    cause: 'billing',
    number: 5,
    fix: /billing\/linkedaccount\?project=shop/,
    cure: (_, { ill }) => {
      ill.vertex = null
    },
  },
  {
    name: 'a project for charges that the login may not use',
    set: (world, { google, ill }) => {
      writeAdc(world, { ...google.person(ann), quota_project_id: 'billing' })
      ill.vertex = 'quota-project'
    },
    root: 'vertex-accepted',
    cause: 'permission',
    number: 5,
    fix: /^Type: gcloud auth application-default set-quota-project shop$/,
    cure: (world, { google, ill }) => {
      writeAdc(world, { ...google.person(ann), quota_project_id: 'shop' })
      ill.vertex = null
    },
  },
  {
    name: 'a login that may not use models',
    set: (_, { ill }) => {
      ill.mayUse = false
    },
    root: 'vertex-accepted',
    cause: 'permission',
    number: 5,
    fix: /gcloud projects add-iam-policy-binding shop --member=user:ann@shop\.example --role=roles\/aiplatform\.user/,
    cure: (_, { ill }) => {
      ill.mayUse = true
    },
  },
  {
    name: 'a project of somebody else',
    set: ({ env }) => {
      env.ANTHROPIC_VERTEX_PROJECT_ID = 'other'
    },
    root: 'vertex-accepted',
    cause: 'permission',
    number: 5,
    fix: /other/,
    cure: ({ env }) => {
      env.ANTHROPIC_VERTEX_PROJECT_ID = 'shop'
    },
  },
  {
    name: 'the name of a project instead of its id',
    set: ({ env }) => {
      env.ANTHROPIC_VERTEX_PROJECT_ID = 'My Shop'
    },
    root: 'vertex-project',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export ANTHROPIC_VERTEX_PROJECT_ID=<the id of your project>$/,
    cure: ({ env }) => {
      env.ANTHROPIC_VERTEX_PROJECT_ID = 'shop'
    },
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
    cure: ({ env }) => {
      env.ANTHROPIC_VERTEX_PROJECT_ID = 'shop'
    },
    answers: true,
    typed: true,
  },
  {
    name: 'a model that nobody has switched on',
    set: ({ env }) => {
      env.ANTHROPIC_MODEL = 'claude-fable-5'
    },
    root: 'vertex-accepted',
    cause: 'model-not-found',
    number: 5,
    fix: /model-garden\/claude-fable-5\?project=shop/,
    cure: ({ env }) => {
      env.ANTHROPIC_MODEL = 'claude-sonnet-5'
    },
  },
  {
    name: 'a model that is not served in the region of its own variable',
    set: ({ env }) =>
      Object.assign(env, { ANTHROPIC_MODEL: 'claude-opus-5-5', VERTEX_REGION_CLAUDE_5_5_OPUS: 'europe-west1' }),
    root: 'vertex-accepted',
    cause: 'model-not-found',
    number: 5,
    fix: /^Type: export VERTEX_REGION_CLAUDE_5_5_OPUS=global$/,
    cure: ({ env }) => {
      env.VERTEX_REGION_CLAUDE_5_5_OPUS = 'global'
    },
    typed: true,
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
    cure: ({ env }) => {
      env.CLOUD_ML_REGION = 'us-east5'
    },
    typed: true,
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
    cure: ({ env }) => {
      env.CLOUD_ML_REGION = 'global'
    },
    typed: true,
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
    cure: ({ env }) => {
      env.CLOUD_ML_REGION = 'us-east5'
    },
    typed: true,
  },
]

/** A program as https://google.aip.dev/auth/4117 wants it, which leaves a mark. */
const subjectProgram = ({ scratch }: DoctorWorld): string =>
  `#!/bin/sh\ntouch ${scratch.path('program-ran')}\necho '{"version":1,"success":true,"token_type":"urn:ietf:params:oauth:token-type:jwt","id_token":"made-up","expiration_time":4000000000}'\n`

describe('the doctor names', () => {
  for (const story of stories) test(story.name, () => told(story), 20_000)
})
