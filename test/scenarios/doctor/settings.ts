/** What is written in files: each story is one thing set wrong, and the doctor names that thing alone. */
import type { Scenario } from '../../kit/doctor-world.ts'

const awsKeys = { AWS_ACCESS_KEY_ID: 'made-up-Canary-4711', AWS_SECRET_ACCESS_KEY: 'made-up-Canary-4711' }

const dropped = (name: string, text: string, more: Partial<Scenario> = {}): Scenario => ({
  name,
  set: (world) => void world.settings('user', text),
  root: 'settings-files',
  cause: 'config-file',
  ...more,
})

export const settings: readonly Scenario[] = [
  dropped('a comment in settings', '{\n  // mine\n  "model": "sonnet"\n}', { fixable: true }),
  dropped('a trailing comma in settings', '{ "model": "sonnet", }', { fixable: true }),
  dropped('a conflict of git in settings', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n'),
  dropped('settings that end in the middle', '{ "env": { "A": "b"'),
  dropped('an env that is a list', '{ "env": [] }'),
  dropped('a helper that is null', '{ "apiKeyHelper": null }', { fixable: true }),
  {
    name: 'null where a key is expected',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_API_KEY: null } }),
    root: 'settings-values',
    cause: 'config-file',
    number: 4,
    fixable: true,
  },
  {
    name: 'an empty key in settings hides the one of the shell',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: '' } }),
    root: 'settings-values',
    cause: 'config-file',
    number: 4,
    fixable: true,
  },
  {
    name: 'an address with /v1 in settings',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_BASE_URL: `${world.upstream.url}/v1` } }),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
    fixable: true,
  },
  {
    name: 'Bedrock switched on in settings, without a region',
    set: (world) => {
      Object.assign(world.env, awsKeys)
      world.knows.set('your region', 'us-east-1')
      world.settings('user', { env: { CLAUDE_CODE_USE_BEDROCK: '1' } })
    },
    root: 'cloud-switch',
    cause: 'wrong-endpoint-or-header',
    number: 5,
  },
  {
    name: 'Bedrock without AWS credentials',
    set: ({ env }) => {
      Object.assign(env, { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true' })
    },
    root: 'aws-credentials',
    cause: 'missing-credential',
    number: 5,
  },
  {
    name: 'Bedrock with a profile that is not there',
    set: ({ env }) => {
      Object.assign(env, { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'us-east-1', AWS_PROFILE: 'gone' })
    },
    root: 'aws-credentials',
    cause: 'missing-credential',
    number: 5,
  },
  {
    name: 'two clouds at once',
    set: ({ env }) => {
      Object.assign(env, {
        CLAUDE_CODE_USE_BEDROCK: '1',
        CLAUDE_CODE_USE_VERTEX: '1',
        AWS_REGION: 'us-east-1',
        ...awsKeys,
      })
    },
    root: 'cloud-switch',
    cause: 'conflicting-credentials',
    number: 5,
  },
  {
    name: 'a broken configuration of warmkey',
    set: (world) => void world.scratch.write('config/warmkey/config.jsonc', '{ "profiles": { "work": {} } }'),
    root: 'warmkey-config',
    cause: 'config-file',
    incurable: 'what belongs there is known to whoever writes the configuration',
    cure: (world) => void world.scratch.write('config/warmkey/config.jsonc', '{}'),
  },
]
