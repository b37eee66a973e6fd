/** Keys that lie where this shell or the client does not look, and which one of several wins. */
import { describe, expect, test } from 'bun:test'
import { noKey, type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { doctorWorld, tellAll } from '../kit/doctor-world.ts'
import { elsewhere } from '../scenarios/doctor/elsewhere.ts'

describe('the doctor names', () => tellAll(elsewhere))

const keyed = '{"env":{"ANTHROPIC_API_KEY":"made-up"}}'
const surprises: readonly Surprise[] = [
  {
    name: 'local settings in the home directory',
    set: ({ scratch }) => void scratch.write('home/.claude/settings.local.json', keyed),
    check: 'unread-places',
    says: /settings\.local\.json speaks of a key/,
    fix: /^Type: mv -n \S+settings\.local\.json \S+settings\.json$/,
  },
  {
    name: 'settings where other programs have theirs',
    set: ({ scratch }) => void scratch.write('home/.config/claude/settings.json', keyed),
    check: 'unread-places',
    says: /\.config\/claude\/settings\.json speaks of a key/,
    fix: /^Set ANTHROPIC_API_KEY in \S+\.claude\/settings\.json to <your key>\.$/,
  },
  {
    name: 'a helper in the client’s own state',
    set: ({ scratch }) => void scratch.write('home/.claude.json', '{"apiKeyHelper":"echo made-up"}'),
    check: 'unread-places',
    says: /does not read "apiKeyHelper" in \S+\.claude\.json/,
    fix: /^Set apiKeyHelper in/,
  },
  {
    name: 'a token at the top of settings',
    set: (world) => void world.settings('user', { authToken: 'made-up' }),
    check: 'settings-values',
    says: /does not read "authToken"/,
    fix: /env\.ANTHROPIC_AUTH_TOKEN/,
  },
  {
    name: 'a profile that is not there, beside a token',
    set: ({ env }) => {
      env.ANTHROPIC_PROFILE = 'gone'
    },
    check: 'sign-in-complete',
    says: /^ANTHROPIC_PROFILE of the shell cannot sign in, so Claude Code takes ANTHROPIC_AUTH_TOKEN of the shell/,
    fix: /^Type: unset ANTHROPIC_PROFILE$/,
  },
]
for (const surprise of surprises) test(`the doctor is surprised by ${surprise.name}`, () => tellSurprise(surprise))

test('a shell of sudo is named as one', async () => {
  await using world = await doctorWorld()
  noKey(world)
  world.env.SUDO_USER = 'dev'
  const { root, findings } = await world.doctor()
  const found = findings.find(({ check }) => check === root)
  expect(found).toMatchObject({
    check: 'credential-found',
    summary: expect.stringContaining('sudo'),
    fix: 'Type: exit',
  })
})

test('a variable of the client’s own state goes over the shell’s, and is tried', async () => {
  await using world = await doctorWorld()
  const state = world.scratch.write('home/.claude.json', JSON.stringify({ env: { ANTHROPIC_AUTH_TOKEN: world.key } }))
  world.env.ANTHROPIC_AUTH_TOKEN = 'sk-made-up-and-dead'
  const { root, text } = await world.doctor()
  expect(root).toBeNull()
  expect((JSON.parse(text) as { ladder: object[] }).ladder).toMatchObject([
    { place: state, scope: 'user', state: 'used' },
    { place: 'the shell', state: 'hidden', words: `hidden by ${state}` },
  ])
})

test('the session of a gateway outranks a key, and nothing is sent to try it', async () => {
  await using world = await doctorWorld()
  const enterpriseGateway = { url: world.upstream.url, jwt: 'canary-session', expiresAt: Date.now() + 3_600_000 }
  const store = JSON.stringify({ enterpriseGateway, gatewayTrust: { '127.0.0.1': 'http-loopback' } })
  world.scratch.write('home/.claude/.credentials.json', store, 0o600)
  const { root, text } = await world.doctor()
  expect(root).toBeNull()
  expect((JSON.parse(text) as { ladder: object[] }).ladder).toMatchObject([
    { rung: 'Claude apps gateway session', winner: true },
    { rung: 'ANTHROPIC_AUTH_TOKEN', words: 'hidden by Claude apps gateway session' },
  ])
  expect(text).not.toContain('canary')
  expect(world.upstream.seen).toEqual([])
})
