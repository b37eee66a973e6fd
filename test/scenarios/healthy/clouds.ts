/** Clouds and federation that work. */
import { startAwsDouble } from '../../kit/aws-double.ts'
import {
  bedrockRegion,
  hourMs,
  onBedrock,
  putKeys,
  sessionSection,
  shortTermKey,
  ssoProfile,
  ssoToken,
} from '../../kit/aws-world.ts'
import { awsKeys } from '../../kit/bedrock-home.ts'
import { onFoundry, onVertex, writeAdc } from '../../kit/cloud-world.ts'
import { identityIssuer } from '../../kit/identity-issuer.ts'
import { type Healthy, noKey } from './healthy.ts'

const organization = '00000000-0000-4000-8000-0000000000aa'

export const clouds: readonly Healthy[] = [
  {
    name: 'federation by a token in a file',
    set: async (world) => {
      noKey(world)
      const issuer = await identityIssuer()
      const token = await issuer.token({ sub: 'repo:acme/shop:ref:refs/heads/main' })
      Object.assign(world.env, {
        ANTHROPIC_FEDERATION_RULE_ID: 'fdrl_01made',
        ANTHROPIC_ORGANIZATION_ID: organization,
        ANTHROPIC_SERVICE_ACCOUNT_ID: 'svac_01made',
        ANTHROPIC_IDENTITY_TOKEN_FILE: world.scratch.write('home/token', `${token}\n`, 0o600),
      })
      world.upstream.federate({
        id: 'fdrl_01made',
        organization,
        issuer: issuer.url,
        keys: issuer.keys,
        subject: 'repo:acme/shop:*',
        serviceAccount: 'svac_01made',
      })
    },
  },
  {
    name: 'Bedrock by a profile',
    set: async (world) => {
      await onBedrock(world)
      world.env.AWS_PROFILE = 'dev'
      world.scratch.write('home/.aws/credentials', sessionSection('dev', 1), 0o600)
    },
  },
  {
    name: 'Bedrock by a profile of SDK defaults, the region in ~/.aws/config',
    set: async (world) => {
      await onBedrock(world)
      world.scratch.write('home/.aws/credentials', sessionSection('default', 1), 0o600)
      world.scratch.write('home/.aws/config', `[default]\nregion = ${bedrockRegion}\n`, 0o600)
    },
  },
  {
    name: 'Bedrock by keys of the shell',
    set: async (world) => {
      await onBedrock(world)
      putKeys(world, 1)
    },
  },
  {
    name: 'Bedrock by settings, with a command that exports',
    set: async (world) => {
      await onBedrock(world)
      putKeys(world, 1)
      delete world.env.CLAUDE_CODE_USE_BEDROCK
      world.settings('user', {
        env: { CLAUDE_CODE_USE_BEDROCK: 'true', ANTHROPIC_MODEL: 'us.anthropic.claude-sonnet-5' },
      })
    },
  },
  {
    name: 'Bedrock by a short-term key',
    set: async (world) => {
      const emulator = await onBedrock(world)
      const key = shortTermKey(bedrockRegion, Date.now() - hourMs)
      emulator.accept(key)
      world.env.AWS_BEARER_TOKEN_BEDROCK = key
    },
  },
  {
    name: 'Bedrock behind a gateway that signs by itself',
    set: async (world) => {
      const emulator = await onBedrock(world)
      emulator.accept('ABSKgateway-token')
      Object.assign(world.env, {
        CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1',
        ANTHROPIC_BEDROCK_BASE_URL: emulator.url,
        ANTHROPIC_AUTH_TOKEN: 'ABSKgateway-token',
      })
    },
  },
  { name: 'Vertex as a person', set: (world) => onVertex(world) },
  {
    name: 'Vertex as a service account',
    set: async (world) => {
      const { google } = await onVertex(world)
      writeAdc(world, google.serviceAccount('robot@shop.iam.gserviceaccount.com'))
    },
  },
  {
    name: 'Bedrock by a profile, its region in ~/.aws/config',
    set: async (world) => {
      await onBedrock(world)
      delete world.env.AWS_REGION
      world.env.AWS_PROFILE = 'dev'
      world.scratch.write('home/.aws/credentials', sessionSection('dev', 1), 0o600)
      world.scratch.write('home/.aws/config', `[profile dev]\nregion = ${bedrockRegion}\noutput = json\n`, 0o600)
    },
  },
  {
    name: 'Bedrock by a session of SSO',
    set: async (world) => {
      await onBedrock(world)
      const double = startAwsDouble()
      world.keep(async () => double[Symbol.asyncDispose]())
      const { accessKeyId, secretAccessKey, sessionToken } = awsKeys(1)
      const roleCredentials = { accessKeyId, secretAccessKey, sessionToken, expiration: Date.now() + hourMs }
      double.on('portal', { status: 200, body: { roleCredentials } })
      Object.assign(world.env, {
        AWS_PROFILE: 'corp',
        AWS_ENDPOINT_URL_SSO: double.url,
        AWS_ENDPOINT_URL_SSO_OIDC: double.url,
      })
      world.scratch.write('home/.aws/config', ssoProfile, 0o600)
      ssoToken(world, Date.now() + hourMs)
    },
  },
  {
    name: 'Vertex by settings, the region of each model',
    set: async (world) => {
      await onVertex(world)
      for (const name of ['CLAUDE_CODE_USE_VERTEX', 'ANTHROPIC_VERTEX_PROJECT_ID', 'CLOUD_ML_REGION'])
        delete world.env[name]
      world.settings('user', {
        env: {
          CLAUDE_CODE_USE_VERTEX: '1',
          ANTHROPIC_VERTEX_PROJECT_ID: 'shop',
          CLOUD_ML_REGION: 'global',
          VERTEX_REGION_CLAUDE_4_5_SONNET: 'europe-west1',
        },
      })
    },
  },
  {
    name: 'Vertex behind a gateway that signs by itself',
    set: async (world) => {
      const { api } = await onVertex(world)
      api.accept('made-up-gateway-token')
      Object.assign(world.env, {
        CLAUDE_CODE_SKIP_VERTEX_AUTH: '1',
        ANTHROPIC_VERTEX_BASE_URL: `${api.url.replace('127.0.0.1', 'localhost')}/v1`,
        ANTHROPIC_AUTH_TOKEN: 'made-up-gateway-token',
      })
      world.env.NO_PROXY = '127.0.0.1,localhost'
    },
  },
  {
    name: 'Foundry by an application',
    set: async (world) => {
      const { azure } = await onFoundry(world)
      Object.assign(world.env, azure.app, { AZURE_TOKEN_CREDENTIALS: 'prod' })
    },
  },
  {
    name: 'Foundry by a token',
    set: async (world) => {
      const { azure } = await onFoundry(world)
      world.env.ANTHROPIC_FOUNDRY_AUTH_TOKEN = azure.token()
    },
  },
  { name: 'Foundry by az', set: (world) => onFoundry(world) },
  {
    name: 'Foundry by a key',
    set: async (world) => {
      const { api } = await onFoundry(world)
      api.accept('made-up-foundry-key')
      world.env.ANTHROPIC_FOUNDRY_API_KEY = 'made-up-foundry-key'
      delete world.env.AZURE_TOKEN_CREDENTIALS
      world.env.PATH = '/usr/local/bin:/usr/bin:/bin'
    },
  },
]
