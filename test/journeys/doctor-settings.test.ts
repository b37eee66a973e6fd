/** What is written in files: each story is one thing set wrong, and the doctor names that thing alone. */
import { describe, test } from 'bun:test'
import { type Scenario, tell, tellFix } from '../kit/doctor-world.ts'

const dropped = (name: string, text: string, more: Partial<Scenario> = {}): Scenario => ({
  name,
  set: (world) => void world.settings('user', text),
  root: 'settings-files',
  cause: 'config-file',
  fix: /mend that place/,
  cure: (world) => void world.settings('user', '{}'),
  ...more,
})

const scenarios: readonly Scenario[] = [
  dropped('a comment in settings', '{\n  // mine\n  "model": "sonnet"\n}', { fixable: true }),
  dropped('a trailing comma in settings', '{ "model": "sonnet", }', { fixable: true }),
  dropped('a conflict of git in settings', '<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n'),
  dropped('settings that end in the middle', '{ "env": { "A": "b"'),
  dropped('an env that is a list', '{ "env": [] }'),
  dropped('a helper that is null', '{ "apiKeyHelper": null }'),
  {
    name: 'null where a key is expected',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_API_KEY: null } }),
    root: 'settings-values',
    cause: 'config-file',
    number: 4,
    fix: /Remove ANTHROPIC_API_KEY/,
    fixable: true,
    cure: (world) => void world.settings('user', {}),
  },
  {
    name: 'an empty key in settings hides the one of the shell',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: '' } }),
    root: 'settings-values',
    cause: 'config-file',
    number: 4,
    fix: /Remove ANTHROPIC_AUTH_TOKEN/,
    fixable: true,
    cure: (world) => void world.settings('user', {}),
  },
  {
    name: 'an address with /v1 in settings',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_BASE_URL: `${world.upstream.url}/v1` } }),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
    fix: /Set it to http/,
    fixable: true,
    cure: (world) => void world.settings('user', {}),
  },
  {
    name: 'Bedrock switched on in settings, without a region',
    set: (world) => void world.settings('user', { env: { CLAUDE_CODE_USE_BEDROCK: '1' } }),
    root: 'cloud-switch',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /AWS_REGION/,
    cure: (world) => void world.settings('user', {}),
  },
  {
    name: 'Bedrock without AWS credentials',
    set: ({ env }) => {
      Object.assign(env, { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'us-east-1', AWS_EC2_METADATA_DISABLED: 'true' })
    },
    root: 'aws-credentials',
    cause: 'missing-credential',
    number: 5,
    fix: /./,
    cure: ({ env }) => {
      Object.assign(env, { AWS_ACCESS_KEY_ID: 'made-up', AWS_SECRET_ACCESS_KEY: 'made-up' })
    },
  },
  {
    name: 'Bedrock with a profile that is not there',
    set: ({ env }) => {
      Object.assign(env, { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'us-east-1', AWS_PROFILE: 'gone' })
    },
    root: 'aws-credentials',
    cause: 'missing-credential',
    number: 5,
    fix: /./,
  },
  {
    name: 'two clouds at once',
    set: ({ env }) => {
      Object.assign(env, { CLAUDE_CODE_USE_BEDROCK: '1', CLAUDE_CODE_USE_VERTEX: '1', AWS_REGION: 'us-east-1' })
    },
    root: 'cloud-switch',
    cause: 'conflicting-credentials',
    number: 5,
    fix: /CLAUDE_CODE_USE_VERTEX/,
    cure: ({ env }) => {
      delete env.CLAUDE_CODE_USE_BEDROCK
      delete env.CLAUDE_CODE_USE_VERTEX
    },
  },
  {
    name: 'a broken configuration of warmkey',
    set: (world) => void world.scratch.write('config/warmkey/config.jsonc', '{ "profiles": { "work": {} } }'),
    root: 'warmkey-config',
    cause: 'config-file',
    fix: /line 1/,
    cure: (world) => void world.scratch.write('config/warmkey/config.jsonc', '{}'),
  },
]

describe('the doctor names', () => {
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario))
})

describe('the doctor mends, and takes back', () => {
  for (const scenario of scenarios.filter(({ fixable }) => fixable)) test(scenario.name, () => tellFix(scenario))
})
