/** Claude Code itself: whether it starts, which one does, and whether its version can do what is used here. */

import { describe, expect, test } from 'bun:test'
import { noKey, type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { doctorWorld, tellAll } from '../kit/doctor-world.ts'
import { byNpm, claude, client } from '../scenarios/doctor/client.ts'

describe('the doctor names', () => tellAll(client))

const surprises: readonly Surprise[] = [
  {
    name: 'installed, and not on the PATH',
    set: (world) => void world.scratch.write('home/.local/bin/claude', '#!/bin/sh\necho 2.1.330\n', 0o700),
    check: 'client-installed',
    says: /is not on the PATH of this shell/,
    fix: /^Type: export PATH="\S+\/home\/\.local\/bin:\$PATH"$/,
  },
  {
    name: 'an alias of an installation that is gone',
    set: (world) => {
      claude(world, '2.1.330')
      world.scratch.write('home/.bashrc', 'alias ll="ls -l"\nalias claude="$HOME/.claude/local/claude"\n')
    },
    check: 'client-installed',
    says: /\.bashrc, line 2, starts \S+\.claude\/local\/claude, which is not there/,
    fix: /^Type: sed -i\.bak 2d \S+\.bashrc && unalias claude$/,
  },
  {
    name: 'one of npm behind another one',
    set: (world) => {
      byNpm(world, '#!/bin/sh\necho "2.0.9 (Claude Code)"\n')
      claude(world, '2.1.330')
    },
    check: 'client-installed',
    says: /two Claude Codes, 2\.1\.330 and 2\.0\.9/,
    fix: /^Type: npm uninstall -g --prefix \S+\/npm @anthropic-ai\/claude-code$/,
  },
  {
    name: 'a version that hides why a helper fails, behind a gateway of settings',
    set: (world) => {
      noKey(world)
      delete world.env.ANTHROPIC_BASE_URL
      world.settings('user', { apiKeyHelper: `echo ${world.key}`, env: { ANTHROPIC_BASE_URL: world.upstream.url } })
      claude(world, '2.1.205')
    },
    check: 'client-version',
    says: /2\.1\.205 hides why the helper fails/,
    fix: /^Type: \S+\/a\/claude update$/,
  },
  {
    name: 'a version that leaves the gateway of the shell in the background',
    set: (world) => void claude(world, '2.1.202'),
    check: 'client-version',
    says: /2\.1\.202 drops an ANTHROPIC_BASE_URL of the shell/,
    fix: /claude update/,
  },
  {
    name: 'a version of npm that is brought up to date by npm',
    set: (world) => byNpm(world, '#!/bin/sh\necho "2.1.202 (Claude Code)"\n'),
    check: 'client-version',
    says: /2\.1\.202/,
    fix: /^Type: npm install -g --prefix \S+\/npm @anthropic-ai\/claude-code@latest$/,
  },
  {
    name: 'a version that gives the token of the login to a gateway',
    set: (world) => {
      world.scratch.write(
        'home/.claude/.credentials.json',
        JSON.stringify({ claudeAiOauth: { accessToken: 'sk-ant-oat01-made-up', expiresAt: Date.now() + 9e7 } }),
      )
      claude(world, '2.1.150')
    },
    check: 'client-version',
    says: /can send the token of the Anthropic login to the gateway/,
    fix: /claude update/,
  },
]

for (const surprise of surprises) test(surprise.name, () => tellSurprise(surprise))

test('every fault of an old version is named once, with where it is written down', async () => {
  await using world = await doctorWorld()
  noKey(world)
  world.settings('user', { apiKeyHelper: `echo ${world.key}` })
  claude(world, '2.1.197')
  const found = (await world.doctor('--only', 'client-version')).findings.filter(
    ({ check }) => check === 'client-version',
  )
  const { evidence } = found[0] as unknown as { evidence: readonly string[] }
  const links = evidence.join('\n').match(/https:\S+/g) ?? []
  expect(links.length).toBeGreaterThan(3)
  expect(new Set(evidence).size).toBe(evidence.length)
  expect(evidence[0]).toContain('all of this is mended in 2.1.329')
})

test('others are named and not complained of', async () => {
  await using world = await doctorWorld()
  claude(world, '2.1.330')
  world.scratch.write('home/.cursor/extensions/anthropic.claude-code-2.1.100-linux-x64/package.json', '{}')
  world.scratch.write(
    'project/node_modules/@anthropic-ai/claude-agent-sdk/package.json',
    '{"claudeCodeVersion":"2.1.99"}',
  )
  const { findings, code } = await world.doctor('--only', 'client-version')
  expect(code).toBe(0)
  expect(findings.find(({ check }) => check === 'client-installed')).toMatchObject({
    status: 'ok',
    summary: expect.stringMatching(/2\.1\.330, .*Cursor 2\.1\.100, Agent SDK \(TypeScript\) 2\.1\.99/),
  })
})

test('a claude of the project is not run', async () => {
  await using world = await doctorWorld()
  const trace = world.scratch.path('trace')
  world.scratch.write('project/node_modules/.bin/claude', `#!/bin/sh\ntouch ${trace}\necho 2.1.330\n`, 0o700)
  world.env.PATH = `${world.scratch.path('project/node_modules/.bin')}:${world.env.PATH}`
  const { findings } = await world.doctor('--only', 'client-version')
  expect(findings.find(({ check }) => check === 'client-installed')).toMatchObject({ status: 'skip' })
  expect(await Bun.file(trace).exists()).toBe(false)
})
