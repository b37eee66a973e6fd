/** Cloud providers without a request, networks, and files of others: each story is one thing set wrong, and the doctor names it alone. */
import { describe, expect, test } from 'bun:test'
import { chownSync, linkSync } from 'node:fs'
import { noKey, type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, tellAll } from '../kit/doctor-world.ts'
import { canMount, ownMounts } from '../kit/own-mounts.ts'
import { clouds } from '../scenarios/doctor/clouds.ts'

const bedrock = ({ env }: DoctorWorld): void => {
  const more = { AWS_ACCESS_KEY_ID: 'made-up', AWS_SECRET_ACCESS_KEY: 'made-up' }
  Object.assign(env, { CLAUDE_CODE_USE_BEDROCK: '1', AWS_REGION: 'us-east-1', ...more })
  delete env.ANTHROPIC_BASE_URL
}
describe('the doctor names', () => tellAll(clouds))

const scopes = ['user:inference']
const login = { claudeAiOauth: { accessToken: 'made-up', refreshToken: 'made-up', expiresAt: 4e12, scopes } }
const withLogin = (world: DoctorWorld): string => {
  noKey(world)
  return world.scratch.write('home/.claude/.credentials.json', JSON.stringify(login), 0o600)
}

const surprises: readonly Surprise[] = [
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
    says: /You are root in the home of somebody else/,
    fix: /^Type: exit$/,
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
