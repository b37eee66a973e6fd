/** Precedence and scope, helpers, and places that nobody reads: each story is one thing set wrong, and the doctor names it alone. */
import { describe, expect, test } from 'bun:test'
import { statSync } from 'node:fs'
import { noKey, type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { doctorWorld, tellAll } from '../kit/doctor-world.ts'
import { scope } from '../scenarios/doctor/scope.ts'

describe('the doctor names', () => tellAll(scope))

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
