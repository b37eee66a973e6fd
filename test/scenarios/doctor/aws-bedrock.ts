/** Claude Code on AWS: keys of Bedrock, gateways, regions, models, permissions, and the Claude Platform on AWS. */
import { bedrockRegion, hourMs, onBedrock, putKeys, sessionSection, shortTermKey } from '../../kit/aws-world.ts'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'

const model = 'us.anthropic.claude-sonnet-5'
const profileFile = (world: DoctorWorld, text: string) => void world.scratch.write('home/.aws/credentials', text)

export const bedrockKeys: readonly Scenario[] = [
  {
    name: 'a key of Anthropic where one of Bedrock belongs',
    set: async (world) => {
      await onBedrock(world)
      profileFile(world, sessionSection('default', 1))
      world.env.AWS_BEARER_TOKEN_BEDROCK = world.key
    },
    root: 'bedrock-key',
    cause: 'invalid-credential',
    number: 5,
    fix: /^Type: unset AWS_BEARER_TOKEN_BEDROCK$/,
  },
  {
    name: 'a short-term key of Bedrock that has ended',
    set: async (world) => {
      const emulator = await onBedrock(world)
      emulator.accept('ABSKfake-key-two')
      world.does.set('Make a new key at https://us-west-2.console.aws.amazon.com/bedrock/', () => 'ABSKfake-key-two')
      world.env.AWS_BEARER_TOKEN_BEDROCK = shortTermKey(bedrockRegion, Date.now() - 13 * hourMs)
    },
    root: 'bedrock-key',
    cause: 'expired',
    number: 2,
    fix: /^Make a new key at https:\/\/us-west-2\.console\.aws\.amazon\.com\/\S+, then type: export AWS_BEARER_TOKEN_BEDROCK=<the new key>$/,
  },
  {
    name: 'a short-term key of Bedrock for another region',
    set: async (world) => {
      const key = shortTermKey(bedrockRegion, Date.now())
      const emulator = await onBedrock(world)
      emulator.accept(key)
      world.env.AWS_BEARER_TOKEN_BEDROCK = key
      world.env.AWS_REGION = 'us-east-1'
    },
    root: 'bedrock-key',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export AWS_REGION=us-west-2$/,
  },
  {
    name: 'a Bedrock key that was taken away in the console',
    set: async (world) => {
      const emulator = await onBedrock(world)
      emulator.accept('ABSKfake-key-two')
      world.env.AWS_BEARER_TOKEN_BEDROCK = 'ABSKfake-key-one'
      world.does.set('Make a new key at https://us-west-2.console.aws.amazon.com/bedrock/', () => 'ABSKfake-key-two')
    },
    root: 'bedrock-accepts',
    cause: 'invalid-credential',
    number: 3,
    fix: /export AWS_BEARER_TOKEN_BEDROCK=/,
  },
  {
    name: 'a gateway before Bedrock that does not take the token',
    set: async (world) => {
      const emulator = await onBedrock(world)
      emulator.accept('ABSKgateway-token')
      world.does.set(`Ask whoever runs ${new URL(emulator.url).host} for a new key`, () => 'ABSKgateway-token')
      Object.assign(world.env, {
        CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1',
        ANTHROPIC_BEDROCK_BASE_URL: emulator.url,
        ANTHROPIC_AUTH_TOKEN: 'ABSKold-gateway-token',
      })
    },
    root: 'bedrock-accepts',
    cause: 'invalid-credential',
    number: 3,
    fix: /^Ask whoever runs 127\.0\.0\.1:\d+ for a new key, then type: export ANTHROPIC_AUTH_TOKEN=<the new key>$/,
  },
]

export const bedrockModels: readonly Scenario[] = [
  {
    name: 'an address of Bedrock where nobody listens',
    set: async (world) => {
      await onBedrock(world)
      putKeys(world, 1)
      world.env.ANTHROPIC_BEDROCK_BASE_URL = 'http://127.0.0.1:9'
    },
    root: 'bedrock-reachable',
    cause: 'connection',
    fix: /ANTHROPIC_BEDROCK_BASE_URL/,
  },
  {
    name: 'a gateway before Bedrock that says nothing',
    set: async (world) => {
      const silent = Bun.serve({
        hostname: '127.0.0.1',
        port: 0,
        idleTimeout: 0,
        fetch: () => new Promise<Response>(() => {}),
      })
      world.keep(() => silent.stop(true))
      await onBedrock(world)
      putKeys(world, 1)
      world.env.ANTHROPIC_BEDROCK_BASE_URL = `http://127.0.0.1:${silent.port}`
    },
    root: 'bedrock-accepts',
    cause: 'timeout',
    fix: /^Ask whoever runs 127\.0\.0\.1:\d+ to look why GET \/inference-profiles gets no answer\.$/,
    incurable: 'why a server says nothing is known to whoever looks into it',
    cure: ({ env }) => {
      delete env.ANTHROPIC_BEDROCK_BASE_URL
    },
  },
  {
    name: 'IAM that does not allow the model to be called',
    set: async (world) => {
      await onBedrock(world, { denies: ['bedrock:InvokeModel'] })
      world.does.set('Ask whoever runs the AWS account 123456789012 to ', () => onBedrock(world))
      putKeys(world, 1)
    },
    root: 'bedrock-model',
    cause: 'permission',
    fix: /account 123456789012 to allow bedrock:InvokeModel for arn:aws:sts::123456789012:assumed-role\/dev\/build/,
  },
  {
    name: 'a model that the account has no access to',
    set: async (world) => {
      await onBedrock(world, { lacks: 'access' })
      world.does.set('Ask whoever runs the AWS account 123456789012 to ', () => onBedrock(world))
      putKeys(world, 1)
      world.env.ANTHROPIC_MODEL = model
    },
    root: 'bedrock-model',
    cause: 'model-access',
    fix: /AWS account 123456789012 to open access to anthropic\.claude-sonnet-5 in the model catalog/,
  },
  {
    name: 'a model whose terms nobody has agreed to',
    set: async (world) => {
      await onBedrock(world, { lacks: 'agreement' })
      world.does.set('Ask whoever runs the AWS account 123456789012 to ', () => onBedrock(world))
      putKeys(world, 1)
      world.env.ANTHROPIC_MODEL = model
    },
    root: 'bedrock-model',
    cause: 'model-access',
    fix: /model catalog/,
  },
  {
    name: 'a model that can only be called through an inference profile',
    set: async (world) => {
      await onBedrock(world, { onDemand: false })
      putKeys(world, 1)
      world.env.ANTHROPIC_MODEL = 'anthropic.claude-sonnet-5'
    },
    root: 'bedrock-model',
    cause: 'model-not-found',
    fix: /^Type: export ANTHROPIC_MODEL=us\.anthropic\.claude-sonnet-5$/,
  },
  {
    name: 'a model of another account, by another version',
    set: async (world) => {
      await onBedrock(world, { models: [model] })
      putKeys(world, 1)
      world.env.ANTHROPIC_MODEL = 'us.anthropic.claude-sonnet-4-5-20250929-v1:0'
    },
    root: 'bedrock-model',
    cause: 'model-not-found',
    fix: /^Type: export ANTHROPIC_MODEL=us\.anthropic\.claude-sonnet-5$/,
  },
]

const platform = async (world: DoctorWorld): Promise<void> => {
  await onBedrock(world)
  delete world.env.CLAUDE_CODE_USE_BEDROCK
  world.upstream.accept('fake-platform-key', { header: 'api-key' })
  Object.assign(world.env, {
    CLAUDE_CODE_USE_ANTHROPIC_AWS: '1',
    ANTHROPIC_AWS_WORKSPACE_ID: 'wrkspc_fake',
    ANTHROPIC_AWS_BASE_URL: world.upstream.url,
    ANTHROPIC_AWS_API_KEY: 'fake-platform-key',
  })
}

export const awsPlatforms: readonly Scenario[] = [
  {
    name: 'the Claude Platform on AWS with a key that it does not know',
    set: async (world) => {
      await platform(world)
      world.env.ANTHROPIC_AWS_API_KEY = 'another-platform-key'
    },
    root: 'anthropic-aws-accepts',
    cause: 'invalid-credential',
    number: 3,
    fix: /export ANTHROPIC_AWS_API_KEY=/,
  },
  {
    name: 'the Claude Platform on AWS without its workspace',
    set: async (world) => {
      await platform(world)
      delete world.env.ANTHROPIC_AWS_WORKSPACE_ID
    },
    root: 'cloud-switch',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /ANTHROPIC_AWS_WORKSPACE_ID/,
  },
]
