/** What people put where a key belongs: each story is one such text, and the key is taken out of it where it is in there. */
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'

const given = (name: string, text: (world: DoctorWorld) => string): Scenario => ({
  name,
  set: (world) => {
    world.env.ANTHROPIC_AUTH_TOKEN = text(world)
  },
  root: 'credential-shape',
  cause: 'invalid-credential',
})
/** The key itself is not in it, so the line asks the person for it. */
const hopeless = (name: string, text: (world: DoctorWorld) => string): Scenario => ({
  ...given(name, text),
  fix: /^Type: export ANTHROPIC_AUTH_TOKEN=<your key>$/,
})

export const shape: readonly Scenario[] = [
  given('a path where the key is in that file', (world) => world.scratch.write('home/key.txt', `${world.key}\n`)),
  given('a path from home', (world) => {
    world.scratch.write('home/.keys/claude', world.key)
    return '~/.keys/claude'
  }),
  given('a key in base64', ({ key }) => btoa(key)),
  given('one quote at the beginning', ({ key }) => `"${key}`),
  given('a \\n that stayed as it is', ({ key }) => `${key}\\n`),
  given('the header with its name', ({ key }) => `x-api-key: ${key}`),
  hopeless('two keys', ({ key }) => `${key},${key}`),
  hopeless('an expression of a workflow that nobody filled in', () => '\x24{{ secrets.ANTHROPIC_API_KEY }}'),
  hopeless('the address of the console', () => 'https://console.anthropic.com/settings/keys'),
  hopeless('an example of a page', () => 'sk-ant-api03-xxxxxxxxxxxxxxxx'),
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
  },
]
