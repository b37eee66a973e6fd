/** Cloud providers without a request, networks, and files of others: each story is one thing set wrong, and the doctor names it alone. */
import { knownToClouds } from '../../kit/cloud-world.ts'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'

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
  const more = { AWS_ACCESS_KEY_ID: 'made-up-Canary-4711', AWS_SECRET_ACCESS_KEY: 'made-up-Canary-4711' }
  Object.assign(env, { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'us-east-1', ...more })
  delete env.ANTHROPIC_BASE_URL
}
const adc = 'home/.config/gcloud/application_default_credentials.json'
const user = { type: 'authorized_user', client_id: 'a', client_secret: 'b', refresh_token: 'c' }
const entra = (claims: object): string =>
  `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.made-up`
const cognitive = 'https://cognitiveservices.azure.com'

const google = (name: string, set: (world: DoctorWorld) => void): Scenario => ({
  name,
  set: async (world) => {
    await knownToClouds(world)
    vertex(world)
    set(world)
  },
  root: 'google-credentials',
  cause: 'missing-credential',
  number: 5,
})
const azure = (name: string, cause: Scenario['cause'], env: Record<string, string>): Scenario => ({
  name,
  set: async (world) => {
    await knownToClouds(world)
    foundry(world)
    Object.assign(world.env, env)
  },
  root: 'foundry-credentials',
  cause,
  number: 5,
})

export const clouds: readonly Scenario[] = [
  google('Vertex without credentials', () => {}),
  google(
    'Vertex with a login of gcloud alone',
    (world) => void world.scratch.write('home/.config/gcloud/credentials.db', ''),
  ),
  google('Vertex with a file of credentials that is gone', ({ env, scratch }) => {
    env.GOOGLE_APPLICATION_CREDENTIALS = scratch.path('gone.json')
  }),
  google(
    'Vertex with credentials that lack their token',
    (world) => void world.scratch.write(adc, JSON.stringify({ ...user, refresh_token: '' })),
  ),
  azure('Foundry without credentials', 'missing-credential', {}),
  azure('Foundry with a token for another service', 'invalid-credential', {
    ANTHROPIC_FOUNDRY_AUTH_TOKEN: entra({ aud: 'https://management.azure.com/', exp: 4e9 }),
  }),
  azure('Foundry with a token that has ended', 'expired', {
    ANTHROPIC_FOUNDRY_AUTH_TOKEN: entra({ aud: cognitive, exp: 1_700_000_000 }),
  }),
  azure('Foundry with an address where a name belongs', 'wrong-endpoint-or-header', {
    ANTHROPIC_FOUNDRY_API_KEY: 'made-up-Canary-4711',
    ANTHROPIC_FOUNDRY_RESOURCE: 'https://shop.services.ai.azure.com/anthropic',
  }),
  azure('Foundry with both a name and an address', 'wrong-endpoint-or-header', {
    ANTHROPIC_FOUNDRY_API_KEY: 'made-up-Canary-4711',
    ANTHROPIC_FOUNDRY_BASE_URL: 'https://shop.services.ai.azure.com/anthropic',
  }),
  {
    name: 'Bedrock with a zone for a region',
    set: (world) => {
      bedrock(world)
      world.env.AWS_REGION = 'eu-west-1b'
    },
    root: 'bedrock-region',
    cause: 'wrong-endpoint-or-header',
    number: 5,
  },
]
