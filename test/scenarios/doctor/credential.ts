/** Whose credential is it, and is it one: each story is one thing set wrong, and the doctor names that thing alone. */
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'

const noKey = ({ env }: DoctorWorld): void => {
  delete env.ANTHROPIC_AUTH_TOKEN
}
const helper = (world: DoctorWorld, script: string, mode = 0o700): string => {
  noKey(world)
  const path = world.scratch.write('home/get-key.sh', `#!/bin/sh\n${script}\n`, mode)
  world.settings('user', { apiKeyHelper: path })
  return path
}
const mended = (world: DoctorWorld): void =>
  void world.scratch.write('home/get-key.sh', `#!/bin/sh\necho '${world.key}'\n`, 0o700)
const login = (world: DoctorWorld, claudeAiOauth: unknown): void => {
  noKey(world)
  world.scratch.write('home/.claude/.credentials.json', JSON.stringify({ claudeAiOauth }))
}
const inShell = (text: (key: string) => string) => (world: DoctorWorld) => {
  world.env.ANTHROPIC_AUTH_TOKEN = text(world.key)
}
const shape = (name: string, text: (key: string) => string): Scenario => ({
  name,
  set: inShell(text),
  root: 'credential-shape',
  cause: 'invalid-credential',
})

const endedToken = `eyJhbGciOiJub25lIn0.${Buffer.from('{"exp":1700000000}').toString('base64url')}.made-up`

export const credential: readonly Scenario[] = [
  {
    name: 'no credential anywhere',
    set: noKey,
    root: 'credential-found',
    cause: 'missing-credential',
    number: 1,
  },
  {
    name: 'set in .zshrc, in a window that was opened before',
    set: (world) => {
      noKey(world)
      world.scratch.write('home/.zshrc', `# mine\nexport ANTHROPIC_API_KEY="${world.key}"\n`)
    },
    root: 'credential-found',
    cause: 'missing-credential',
    number: 1,
  },
  {
    name: 'set in .bashrc without export',
    set: (world) => {
      noKey(world)
      world.scratch.write('home/.bashrc', `ANTHROPIC_AUTH_TOKEN=${world.key}\n`)
    },
    root: 'credential-found',
    cause: 'missing-credential',
    number: 1,
  },
  {
    name: 'a key that was declined once',
    set: (world) => {
      noKey(world)
      world.env.ANTHROPIC_API_KEY = world.key
      const rejected = [world.key.slice(-20)]
      world.scratch.write('home/.claude.json', JSON.stringify({ customApiKeyResponses: { rejected } }))
    },
    root: 'credential-found',
    cause: 'missing-credential',
    number: 1,
  },
  shape('quotes inside the value', (key) => `"${key}"`),
  shape('"Bearer" inside the value', (key) => `Bearer ${key}`),
  shape('the whole assignment inside the value', (key) => `ANTHROPIC_API_KEY=${key}`),
  shape('a placeholder of an example', () => 'your-api-key-here'),
  shape('a variable that nobody filled in', () => '$MY_KEY'),
  shape('a reference of a password manager', () => 'op://Private/Claude/key'),
  shape('the word null', () => 'null'),
  shape('a line break in the middle', (key) => `${key.slice(0, 40)}\n${key.slice(40)}`),
  shape('a blank in the middle', (key) => `${key.slice(0, 40)} ${key.slice(40)}`),
  shape('a zero-width character', (key) => `${key.slice(0, 40)}\u200b${key.slice(40)}`),
  shape('a typographic dash', (key) => key.replace('-', '–')),
  { ...shape('JSON instead of a key', (key) => JSON.stringify({ key })), needs: ['jq'] },
  shape('a cookie of the web page', () => `sk-ant-sid01-${'x'.repeat(40)}`),
  {
    name: 'a key that the endpoint does not know',
    set: inShell(() => `sk-ant-api03-${'Other0Fake1'.repeat(9)}`.slice(0, 106).padEnd(108, 'A')),
    root: 'credential-accepted',
    cause: 'invalid-credential',
    number: 5,
  },
  {
    name: 'a key that was revoked',
    set: ({ upstream, key }) => upstream.revoke(key),
    root: 'credential-accepted',
    cause: 'revoked',
    number: 3,
  },
  {
    name: 'a token that has expired',
    set: ({ upstream, key }) => upstream.expire(key),
    root: 'credential-accepted',
    cause: 'expired',
    number: 3,
  },
  {
    name: 'a dead key of the project hides a good one of the user',
    set: (world) => {
      noKey(world)
      world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: world.key } })
      world.settings('project', { env: { ANTHROPIC_AUTH_TOKEN: 'sk-made-up-and-dead' } })
    },
    root: 'credential-accepted',
    cause: 'invalid-credential',
    number: 4,
    fixable: true,
  },
  {
    name: 'a dead key of the user’s settings hides the one that the shell exports',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: 'sk-made-up-and-dead' } }),
    root: 'credential-accepted',
    cause: 'invalid-credential',
    number: 4,
    fixable: true,
  },
  {
    name: 'a dead token of the shell hides a good key of the settings',
    set: (world) => {
      world.env.ANTHROPIC_AUTH_TOKEN = 'sk-made-up-and-dead'
      world.settings('user', { env: { ANTHROPIC_API_KEY: world.key } })
    },
    root: 'credential-accepted',
    cause: 'invalid-credential',
    number: 4,
  },
  {
    name: 'two good credentials that are refused together',
    set: (world) => {
      world.settings('user', { env: { ANTHROPIC_API_KEY: 'another-made-up-key' } })
    },
    root: 'credential-accepted',
    cause: 'conflicting-credentials',
    fixable: true,
  },
  {
    name: 'a helper that is not there',
    set: (world) => {
      noKey(world)
      world.settings('user', { apiKeyHelper: '/nowhere/get-key.sh' })
    },
    root: 'helper-runs',
    cause: 'helper-failure',
  },
  {
    name: 'a helper that may not be executed',
    set: (world) => void helper(world, `echo '${world.key}'`, 0o600),
    root: 'helper-runs',
    cause: 'helper-failure',
  },
  {
    name: 'a helper that fails',
    set: (world) => void helper(world, 'echo "vault is sealed" >&2; exit 3'),
    root: 'helper-runs',
    cause: 'helper-failure',
    incurable: 'why it fails is known to the helper alone, which the line can only run once more',
    cure: mended,
  },
  {
    name: 'a helper that prints nothing',
    set: (world) => void helper(world, 'true'),
    root: 'helper-runs',
    cause: 'helper-failure',
    incurable: 'why it prints nothing is known to the helper alone',
    cure: mended,
  },
  {
    name: 'a helper with a banner',
    set: (world) => void helper(world, `echo 'Welcome!'; echo '${world.key}'`),
    root: 'helper-runs',
    cause: 'helper-failure',
  },
  {
    name: 'a helper that prints JSON, which the client takes for the key',
    needs: ['jq'],
    set: (world) => void helper(world, `echo '{"key":"${world.key}"}'`),
    root: 'credential-shape',
    cause: 'invalid-credential',
  },
  {
    name: 'a helper that keeps a key past its end',
    set: (world) => void helper(world, `echo '${endedToken}'`),
    root: 'helper-life',
    cause: 'expired',
    number: 3,
    incurable: 'where that helper gets its key, and how it gets another, is known to whoever wrote it',
    cure: mended,
  },
  {
    name: 'a login that was wiped',
    set: (world) => login(world, { accessToken: '', refreshToken: '', expiresAt: 0 }),
    root: 'login-alive',
    cause: 'expired',
    number: 2,
  },
  {
    name: 'a login past its end that nothing can renew',
    set: (world) => login(world, { accessToken: 'made-up-Canary-4711', expiresAt: 1_700_000_000_000 }),
    root: 'login-alive',
    cause: 'expired',
    number: 2,
  },
]
