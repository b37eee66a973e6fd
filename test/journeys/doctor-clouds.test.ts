/** Cloud providers without a request, networks, and files of others: each story is one thing set wrong, and the doctor names it alone. */
import { describe, expect, test } from 'bun:test'
import { chownSync, linkSync } from 'node:fs'
import { noKey, type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, type Scenario, tell } from '../kit/doctor-world.ts'
import { canMount, ownMounts } from '../kit/own-mounts.ts'

const vertex = ({ env }: DoctorWorld): void => {
  const more = { CLAUDE_CODE_USE_VERTEX: '1', ANTHROPIC_VERTEX_PROJECT_ID: 'shop', CLOUD_ML_REGION: 'us-east5' }
  Object.assign(env, more)
  delete env.ANTHROPIC_BASE_URL
}
const foundry = ({ env }: DoctorWorld): void => {
  Object.assign(env, { CLAUDE_CODE_USE_FOUNDRY: '1', ANTHROPIC_FOUNDRY_RESOURCE: 'shop' })
  delete env.ANTHROPIC_BASE_URL
}
const bedrock = ({ env }: DoctorWorld): void => {
  const more = { AWS_ACCESS_KEY_ID: 'made-up', AWS_SECRET_ACCESS_KEY: 'made-up' }
  Object.assign(env, { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'us-east-1', ...more })
  delete env.ANTHROPIC_BASE_URL
}
const adc = 'home/.config/gcloud/application_default_credentials.json'
const user = { type: 'authorized_user', client_id: 'a', client_secret: 'b', refresh_token: 'c' }
const signedIn = (world: DoctorWorld) => void world.scratch.write(adc, JSON.stringify(user), 0o600)
const entra = (claims: object): string =>
  `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.made-up`
const cognitive = 'https://cognitiveservices.azure.com'

const google = (name: string, set: (world: DoctorWorld) => void, fix: RegExp): Scenario => ({
  name,
  set: (world) => {
    vertex(world)
    set(world)
  },
  root: 'google-credentials',
  cause: 'missing-credential',
  number: 5,
  fix,
  cure: (world) => {
    delete world.env.GOOGLE_APPLICATION_CREDENTIALS
    signedIn(world)
  },
})
const azure = (name: string, cause: Scenario['cause'], env: Record<string, string>, fix: RegExp): Scenario => ({
  name,
  set: (world) => {
    foundry(world)
    Object.assign(world.env, env)
  },
  root: 'foundry-credentials',
  cause,
  number: 5,
  fix,
  cure: (world) => {
    for (const name of Object.keys(env)) delete world.env[name]
    world.env.ANTHROPIC_FOUNDRY_RESOURCE = 'shop'
    world.env.ANTHROPIC_FOUNDRY_API_KEY = 'made-up'
  },
})

const scenarios: readonly Scenario[] = [
  google('Vertex without credentials', () => {}, /gcloud auth application-default login/),
  google(
    'Vertex with a login of gcloud alone',
    (world) => void world.scratch.write('home/.config/gcloud/credentials.db', ''),
    /gcloud auth application-default login/,
  ),
  google(
    'Vertex with a file of credentials that is gone',
    ({ env, scratch }) => {
      env.GOOGLE_APPLICATION_CREDENTIALS = scratch.path('gone.json')
    },
    /unset GOOGLE_APPLICATION_CREDENTIALS/,
  ),
  google(
    'Vertex with credentials that lack their token',
    (world) => void world.scratch.write(adc, JSON.stringify({ ...user, refresh_token: '' })),
    /application-default login/,
  ),
  azure('Foundry without credentials', 'missing-credential', {}, /az login/),
  azure(
    'Foundry with a token for another service',
    'invalid-credential',
    { ANTHROPIC_FOUNDRY_AUTH_TOKEN: entra({ aud: 'https://management.azure.com/', exp: 4e9 }) },
    /az account get-access-token --resource https:\/\/cognitiveservices/,
  ),
  azure(
    'Foundry with a token that has ended',
    'expired',
    { ANTHROPIC_FOUNDRY_AUTH_TOKEN: entra({ aud: cognitive, exp: 1_700_000_000 }) },
    /az account get-access-token/,
  ),
  azure(
    'Foundry with an address where a name belongs',
    'wrong-endpoint-or-header',
    { ANTHROPIC_FOUNDRY_RESOURCE: 'https://shop.services.ai.azure.com/anthropic' },
    /Set it to shop/,
  ),
  azure(
    'Foundry with both a name and an address',
    'wrong-endpoint-or-header',
    { ANTHROPIC_FOUNDRY_BASE_URL: 'https://shop.services.ai.azure.com/anthropic' },
    /unset ANTHROPIC_FOUNDRY_RESOURCE/,
  ),
  {
    name: 'Bedrock with a zone for a region',
    set: (world) => {
      bedrock(world)
      world.env.AWS_REGION = 'eu-west-1b'
    },
    root: 'bedrock-region',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /export AWS_REGION=eu-west-1$/,
    cure: ({ env }) => {
      env.AWS_REGION = 'eu-west-1'
    },
  },
]

describe('the doctor names', () => {
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario))
})

const scopes = ['user:inference']
const login = { claudeAiOauth: { accessToken: 'made-up', refreshToken: 'made-up', expiresAt: 4e12, scopes } }
const withLogin = (world: DoctorWorld): string => {
  noKey(world)
  return world.scratch.write('home/.claude/.credentials.json', JSON.stringify(login), 0o600)
}

const surprises: readonly Surprise[] = [
  {
    name: 'a project that another variable names before',
    set: (world) => {
      vertex(world)
      signedIn(world)
      world.env.GOOGLE_CLOUD_PROJECT = 'other'
    },
    check: 'google-credentials',
    says: /counts before ANTHROPIC_VERTEX_PROJECT_ID/,
    fix: /export GOOGLE_CLOUD_PROJECT=shop/,
  },
  {
    name: 'an inference profile of another continent',
    set: (world) => {
      bedrock(world)
      world.env.ANTHROPIC_MODEL = 'eu.anthropic.claude-sonnet-4-6'
    },
    check: 'bedrock-region',
    says: /us-east-1 is not one of its regions/,
    fix: /aws bedrock list-inference-profiles --region us-east-1/,
  },
  {
    name: 'a model that Bedrock does not know by that name',
    set: (world) => {
      bedrock(world)
      world.env.ANTHROPIC_MODEL = 'claude-sonnet-4-6'
    },
    check: 'bedrock-region',
    says: /Anthropic's own API/,
    fix: /list-inference-profiles/,
  },
  {
    name: 'a login under two names',
    set: (world) => linkSync(withLogin(world), world.scratch.path('home/.claude/copy.json')),
    check: 'login-shared',
    says: /under 2 names/,
    fix: /claude auth login/,
  },
  {
    name: 'a login that opencode keeps too',
    set: (world) => {
      withLogin(world)
      const kept = { anthropic: { type: 'oauth', refresh: 'made-up' } }
      world.scratch.write('home/.local/share/opencode/auth.json', JSON.stringify(kept))
    },
    check: 'login-shared',
    says: /opencode keeps a login/,
    fix: /claude auth login/,
  },
]

for (const surprise of surprises) test(`the doctor is surprised by ${surprise.name}`, () => tellSurprise(surprise))

test.skipIf(process.getuid?.() !== 0)('the doctor is surprised by files of somebody else', () =>
  tellSurprise({
    name: 'settings of another user',
    set: (world) => chownSync(world.settings('user', {}), 12_345, 12_345),
    check: 'file-owners',
    says: /belongs to the user 12345/,
    fix: /sudo chown -R 0 .*settings\.json/,
  }),
)

test.skipIf(!canMount())('the doctor is surprised by a family of addresses that nobody answers at', async () => {
  await using world = await doctorWorld()
  const hosts = world.scratch.write('hosts', '127.0.0.1 both.test localhost\n::1 both.test\n')
  await using mounts = await ownMounts(`mount --bind ${hosts} /etc/hosts`)
  world.inside.push(...mounts.inside(world.scratch.path('project')))
  world.env.ANTHROPIC_BASE_URL = world.upstream.url.replace('127.0.0.1', 'both.test')
  const { root, findings } = await world.doctor()
  expect(root).toBeNull()
  expect(findings.find(({ check }) => check === 'both-families')).toMatchObject({
    status: 'warn',
    summary: expect.stringMatching(/::1 does not answer/),
    fix: expect.stringContaining('gai.conf'),
  })
})

test('every stage of a connection has its time', async () => {
  await using world = await doctorWorld()
  const { findings } = await world.doctor('--only', 'stage-times')
  expect(findings.find(({ check }) => check === 'stage-times')?.summary).toMatch(
    /^looking up the name \d+ ms, TCP \d+ ms, first answer \d+ ms$/,
  )
})
