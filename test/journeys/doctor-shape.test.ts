/** What people put where a key belongs: the doctor says what it is, and takes the key out of it where it is in there. */
import { describe, expect, test } from 'bun:test'
import { type DoctorWorld, doctorWorld, type Scenario, tell } from '../kit/doctor-world.ts'

/** Types what the last line of the report says, in the shell of this world, whose variable is then another. */
async function follow(world: DoctorWorld): Promise<void> {
  const report = await world.doctor('--offline')
  const command = report.findings.find(({ check }) => check === report.root)?.fix?.replace(/^Type: /, '') ?? ''
  const script = `${command}\nprintf '%s\\n' "ANTHROPIC_AUTH_TOKEN=$ANTHROPIC_AUTH_TOKEN"`
  const { stdout } = Bun.spawnSync(['sh', '-c', script], { env: world.env, cwd: world.scratch.path('project') })
  world.env.ANTHROPIC_AUTH_TOKEN = /^ANTHROPIC_AUTH_TOKEN=(.*)$/m.exec(stdout.toString())?.[1] ?? ''
}
const given = (name: string, text: (world: DoctorWorld) => string, cured = true): Scenario => ({
  name,
  set: (world) => {
    world.env.ANTHROPIC_AUTH_TOKEN = text(world)
  },
  root: 'credential-shape',
  cause: 'invalid-credential',
  fix: cured ? /^Type: export ANTHROPIC_AUTH_TOKEN="/ : /^Type: export ANTHROPIC_AUTH_TOKEN=<your key>$/,
  ...(cured ? { cure: follow } : {}),
})

const scenarios: readonly Scenario[] = [
  given('a path where the key is in that file', (world) => world.scratch.write('home/key.txt', `${world.key}\n`)),
  given('a path from home', (world) => {
    world.scratch.write('home/.keys/claude', world.key)
    return '~/.keys/claude'
  }),
  given('a key in base64', ({ key }) => btoa(key)),
  given('one quote at the beginning', ({ key }) => `"${key}`),
  given('a \\n that stayed as it is', ({ key }) => `${key}\\n`),
  given('the header with its name', ({ key }) => `x-api-key: ${key}`),
  given('two keys', ({ key }) => `${key},${key}`, false),
  given('an expression of a workflow that nobody filled in', () => '\x24{{ secrets.ANTHROPIC_API_KEY }}', false),
  given('the address of the console', () => 'https://console.anthropic.com/settings/keys', false),
  given('an example of a page', () => 'sk-ant-api03-xxxxxxxxxxxxxxxx', false),
  {
    name: 'a token of a login where a key belongs',
    set: (world) => {
      delete world.env.ANTHROPIC_AUTH_TOKEN
      world.env.ANTHROPIC_API_KEY = `sk-ant-oat01-${'Fake0Token'.repeat(9)}`
    },
    root: 'credential-shape',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /^Type: export CLAUDE_CODE_OAUTH_TOKEN="\$ANTHROPIC_API_KEY"; unset ANTHROPIC_API_KEY$/,
    cure: ({ env }) => {
      env.CLAUDE_CODE_OAUTH_TOKEN = env.ANTHROPIC_API_KEY ?? ''
      delete env.ANTHROPIC_API_KEY
    },
  },
]

describe('the doctor names', () => {
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario), 30_000)
})

test('a key of somebody else is said to be one when it is refused', async () => {
  await using world = await doctorWorld()
  world.env.ANTHROPIC_AUTH_TOKEN = `gsk_${'Fake0Groq0'.repeat(5)}`
  const found = (await world.doctor()).findings.find(({ check }) => check === 'credential-accepted')
  expect(JSON.stringify(found)).toContain('looks like a Groq key')
  expect(found?.status).toBe('wrong')
})
