/** Precedence and scope, helpers, and places that nobody reads: each story is one thing set wrong, and the doctor names it alone. */
import { describe, expect, test } from 'bun:test'
import { statSync, symlinkSync } from 'node:fs'
import { noKey, type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { doctorWorld, type Scenario, tell, tellFix } from '../kit/doctor-world.ts'
import { canMount, ownMounts } from '../kit/own-mounts.ts'

const otherKey = `sk-ant-api03-${'Other0Fake1'.repeat(9)}`.slice(0, 106).padEnd(108, 'A')

const scenarios: readonly Scenario[] = [
  {
    name: 'the simple mode of the shell, with a helper',
    set: (world) => {
      noKey(world)
      world.settings('user', { apiKeyHelper: `echo ${world.key}` })
      world.env.CLAUDE_CODE_SIMPLE = '1'
    },
    root: 'simple-mode',
    cause: 'missing-credential',
    number: 1,
    fix: /unset CLAUDE_CODE_SIMPLE/,
    cure: ({ env }) => void delete env.CLAUDE_CODE_SIMPLE,
  },
  {
    name: 'the simple mode of settings, with a helper',
    set: (world) => {
      noKey(world)
      world.settings('user', { env: { CLAUDE_CODE_SIMPLE: 'true' }, apiKeyHelper: `echo ${world.key}` })
    },
    root: 'simple-mode',
    cause: 'missing-credential',
    number: 1,
    fix: /Remove CLAUDE_CODE_SIMPLE/,
    fixable: true,
    cure: (world) => void world.settings('user', { apiKeyHelper: `echo ${world.key}` }),
  },
  {
    name: 'x-api-key of the custom headers takes the place of a good key',
    set: (world) => {
      noKey(world)
      world.settings('user', { env: { ANTHROPIC_API_KEY: world.key } })
      world.env.ANTHROPIC_CUSTOM_HEADERS = `x-api-key: ${otherKey}`
    },
    root: 'credential-accepted',
    cause: 'invalid-credential',
    number: 4,
    fix: /unset ANTHROPIC_CUSTOM_HEADERS/,
    cure: ({ env }) => void delete env.ANTHROPIC_CUSTOM_HEADERS,
  },
  {
    name: 'x-api-key of the custom headers beside a good token',
    set: ({ env }) => {
      env.ANTHROPIC_CUSTOM_HEADERS = `x-api-key: ${otherKey}`
    },
    root: 'credential-accepted',
    cause: 'conflicting-credentials',
    fix: /unset ANTHROPIC_CUSTOM_HEADERS/,
    cure: ({ env }) => void delete env.ANTHROPIC_CUSTOM_HEADERS,
  },
  {
    name: 'settings that are a link to a repository that is gone',
    set: (world) => {
      noKey(world)
      world.settings('user', {})
      const link = world.scratch.path('home/.claude/settings.json')
      Bun.spawnSync(['rm', link])
      symlinkSync(world.scratch.path('dotfiles/claude.json'), link)
    },
    root: 'settings-links',
    cause: 'config-file',
    number: 4,
    fix: /rm .*settings\.json/,
    cure: (world) =>
      void world.scratch.write(
        'dotfiles/claude.json',
        JSON.stringify({ env: { ANTHROPIC_AUTH_TOKEN: world.key } }),
        0o600,
      ),
  },
  {
    name: 'an address of Bedrock without its switch',
    set: (world) => {
      noKey(world)
      world.env.ANTHROPIC_BEDROCK_BASE_URL = 'https://llm.example'
    },
    root: 'cloud-address',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /export CLAUDE_CODE_USE_BEDROCK=1/,
  },
  {
    name: 'a switch with a word that switches nothing',
    set: (world) => {
      noKey(world)
      world.settings('user', { env: { CLAUDE_CODE_USE_VERTEX: 'enabled' } })
    },
    root: 'cloud-address',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /Set CLAUDE_CODE_USE_VERTEX to "1"/,
  },
  {
    name: 'nobody signs for Bedrock',
    set: ({ env }) => {
      Object.assign(env, { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'us-east-1', CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1' })
    },
    root: 'cloud-address',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /unset CLAUDE_CODE_SKIP_BEDROCK_AUTH/,
    cure: ({ env }) => {
      env.ANTHROPIC_BEDROCK_BASE_URL = 'https://llm.example'
    },
  },
  {
    name: 'quotes around a key of settings',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: `'${world.key}'` } }),
    root: 'credential-shape',
    cause: 'invalid-credential',
    fix: /Remove the quotes/,
    fixable: true,
    cure: (world) => void world.settings('user', {}),
  },
  {
    name: '"Bearer" before a key of settings',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: `Bearer ${world.key}` } }),
    root: 'credential-shape',
    cause: 'invalid-credential',
    fix: /key alone/,
    fixable: true,
    cure: (world) => void world.settings('user', {}),
  },
  {
    name: 'a helper that prints in colour',
    set: (world) => {
      noKey(world)
      world.settings('user', { apiKeyHelper: `printf '\\033[32m${world.key}\\033[0m\\n'` })
    },
    root: 'credential-shape',
    cause: 'invalid-credential',
    fix: /NO_COLOR=1/,
    cure: (world) => void world.settings('user', { apiKeyHelper: `echo ${world.key}` }),
  },
  {
    name: 'a helper that keeps a dead key',
    set: (world) => {
      noKey(world)
      world.upstream.expire(world.key)
      world.settings('user', { apiKeyHelper: `echo ${world.key}` })
    },
    root: 'helper-renews',
    cause: 'expired',
    number: 3,
    fix: /warmkey token/,
    cure: (world) => void world.upstream.accept(world.key),
  },
  {
    name: 'a helper whose first key is dead',
    set: (world) => {
      noKey(world)
      const asked = world.scratch.path('asked')
      world.settings('user', {
        apiKeyHelper: `if test -e ${asked}; then echo ${world.key}; else echo ${otherKey}; : > ${asked}; fi`,
      })
    },
    root: 'helper-renews',
    cause: 'expired',
    number: 3,
    fix: /warmkey token/,
    cure: (world) => void world.settings('user', { apiKeyHelper: `echo ${world.key}` }),
  },
  {
    name: 'a helper that gives nothing when it is asked again',
    set: (world) => {
      noKey(world)
      const asked = world.scratch.path('asked')
      world.settings('user', { apiKeyHelper: `test -e ${asked} && exit 1; : > ${asked}; echo ${otherKey}` })
    },
    root: 'helper-renews',
    cause: 'helper-failure',
    fix: /Run it twice/,
    cure: (world) => void world.settings('user', { apiKeyHelper: `echo ${world.key}` }),
  },
]

describe('the doctor names', () => {
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario))
})

describe('the doctor mends, and takes back', () => {
  for (const scenario of scenarios.filter(({ fixable }) => fixable)) test(scenario.name, () => tellFix(scenario))
})

test('the doctor makes a helper executable, and takes that back', async () => {
  await using world = await doctorWorld()
  noKey(world)
  const path = world.scratch.write('home/get-key.sh', `#!/bin/sh\necho '${world.key}'\n`, 0o640)
  world.settings('user', { apiKeyHelper: path })
  const { findings } = await world.doctor()
  expect(findings.find(({ check }) => check === 'helper-runs')?.fix).toBe(`Type: chmod +x ${path}`)
  expect((await world.doctor('--fix', '--yes')).root).toBeNull()
  expect(statSync(path).mode & 0o777).toBe(0o740)
  await world.undo()
  expect(statSync(path).mode & 0o777).toBe(0o640)
})

test.skipIf(!canMount())('the doctor names an administrator’s file that forces a login', () =>
  tell({
    name: 'a login is forced while a key is used',
    async set(world) {
      const mounts = await ownMounts(
        `mkdir -p /etc/claude-code && mount -t tmpfs none /etc/claude-code && echo '{"forceLoginMethod":"claudeai"}' > /etc/claude-code/managed-settings.json`,
      )
      world.keep(async () => mounts[Symbol.asyncDispose]())
      world.inside.push(...mounts.inside(world.scratch.path('project')))
    },
    root: 'login-forced',
    cause: 'org-policy',
    number: 4,
    fix: /unset ANTHROPIC_AUTH_TOKEN.*claude auth login/,
  }),
)

const surprises: readonly Surprise[] = [
  {
    name: 'a file of a login without the dot',
    set: (world) => void world.scratch.write('home/.claude/credentials.json', '{"claudeAiOauth":{}}'),
    check: 'unread-places',
    says: /credentials\.json speaks of a key/,
    fix: /claude auth login/,
  },
  {
    name: 'a variable that nobody reads',
    set: ({ env }) => {
      env.CLAUDE_API_KEY = 'made-up'
    },
    check: 'unread-places',
    says: /CLAUDE_API_KEY is set/,
    fix: /export ANTHROPIC_API_KEY="\$CLAUDE_API_KEY"/,
  },
  {
    name: 'a custom header without a colon',
    set: ({ env }) => {
      env.ANTHROPIC_CUSTOM_HEADERS = 'X-Team: a\nX-Other=b'
    },
    check: 'custom-headers',
    says: /Line 2/,
    fix: /X-Team: a/,
  },
  {
    name: 'Authorization of the custom headers beside a token',
    set: ({ env }) => {
      env.ANTHROPIC_CUSTOM_HEADERS = 'Authorization: Bearer made-up'
    },
    check: 'custom-headers',
    says: /is not sent/,
    fix: /unset ANTHROPIC_AUTH_TOKEN/,
  },
  {
    name: 'an address of Vertex that is not used',
    set: ({ env }) => {
      env.ANTHROPIC_VERTEX_BASE_URL = 'https://llm.example'
    },
    check: 'cloud-address',
    says: /is not used/,
    fix: /export CLAUDE_CODE_USE_VERTEX=1/,
  },
]

for (const surprise of surprises) test(`the doctor is surprised by ${surprise.name}`, () => tellSurprise(surprise))

test('a key that a sign-in with the console left behind is tried like any other', async () => {
  await using world = await doctorWorld()
  noKey(world)
  world.scratch.write('home/.claude.json', JSON.stringify({ primaryApiKey: world.key }), 0o600)
  const { root, findings } = await world.doctor()
  expect(root).toBeNull()
  expect(findings.find(({ check }) => check === 'credential-accepted')?.summary).toMatch(
    /^primaryApiKey of .*\.claude\.json/,
  )
})

test('a credential in the custom headers is one', async () => {
  await using world = await doctorWorld()
  noKey(world)
  world.env.ANTHROPIC_CUSTOM_HEADERS = `Authorization: Bearer ${world.key}`
  const { root, findings } = await world.doctor()
  expect(root).toBeNull()
  expect(findings.find(({ check }) => check === 'credential-accepted')?.status).toBe('ok')
})
