/** Whose credential it is, how long it lives, and what it may use: each story is one thing set wrong. */
import { type DoctorWorld, goodKey, type Scenario } from '../../kit/doctor-world.ts'

const mine = '00000000-0000-4000-8000-0000000000aa'
const theirs = '00000000-0000-4000-8000-0000000000bb'

/** The key of this world is of an account. */
const owned = ({ upstream, key }: DoctorWorld, organization: string, workspace?: string): void =>
  upstream.accept(key, { organization, ...(workspace === undefined ? {} : { workspace }) })

/** Whoever runs the endpoint hands out keys of the account that he is asked for, and of no other. */
const handedOut = ({ upstream, does }: DoctorWorld, what: string, organization: string, workspace?: string): void => {
  const fresh = goodKey.replace('Fake0Doctor', 'Other0Owner')
  does.set(`Ask whoever runs ${new URL(upstream.url).host} for a key of ${what}`, () => {
    upstream.accept(fresh, { organization, ...(workspace === undefined ? {} : { workspace }) })
    return fresh
  })
}
const another = { root: 'account-expected', cause: 'invalid-credential' } as const

const accounts: readonly Scenario[] = [
  {
    name: 'a key of another organisation than the one that is named',
    set: (world) => {
      owned(world, theirs)
      handedOut(world, `organisation ${mine}`, mine)
      world.env.ANTHROPIC_ORGANIZATION_ID = mine
    },
    ...another,
  },
  {
    name: 'a key of another workspace',
    set: (world) => {
      owned(world, mine, 'wrkspc_shop')
      handedOut(world, 'workspace wrkspc_lab', mine, 'wrkspc_lab')
      world.env.ANTHROPIC_WORKSPACE_ID = 'wrkspc_lab'
    },
    ...another,
  },
  {
    name: 'a profile of warmkey that expects another organisation',
    set: (world) => {
      owned(world, theirs)
      handedOut(world, `organisation ${mine}`, mine)
      const source = { type: 'env', name: 'KEY' }
      const work = { source, upstream: { url: world.upstream.url }, expect: { organization: mine } }
      world.scratch.write('config/warmkey/config.jsonc', JSON.stringify({ profiles: { work } }))
    },
    ...another,
  },
  {
    name: 'a private key before the one of the right organisation',
    set: (world) => {
      owned(world, mine)
      const other = goodKey.replace('Fake0Doctor', 'Other0Owner')
      world.upstream.accept(other, { organization: theirs })
      world.env.ANTHROPIC_ORGANIZATION_ID = mine
      world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: other } })
    },
    ...another,
    fix: /Remove ANTHROPIC_AUTH_TOKEN from .*settings\.json/,
  },
]

const login = (world: DoctorWorld, claudeAiOauth: unknown): void => {
  delete world.env.ANTHROPIC_AUTH_TOKEN
  world.scratch.write('home/.claude/.credentials.json', JSON.stringify({ claudeAiOauth }))
}
const logins: readonly Scenario[] = [
  {
    name: 'a login without scopes, as another program wrote it',
    set: (world) => login(world, { accessToken: 'made-up', expiresAt: Date.now() + 90 * 86_400_000 }),
    root: 'login-alive',
    cause: 'config-file',
    number: 2,
  },
  {
    name: 'a login whose refresh token has ended too',
    set: (world) =>
      login(world, {
        accessToken: 'made-up',
        refreshToken: 'made-up',
        expiresAt: Date.now() - 2000,
        refreshTokenExpiresAt: Date.now() - 1000,
        scopes: ['user:inference', 'user:profile'],
      }),
    root: 'login-alive',
    cause: 'expired',
    number: 2,
  },
]

/** A token that says this of itself, times in seconds from now; the endpoint takes it whatever it says. */
const saying = (claims: Readonly<Record<string, number>>) => (world: DoctorWorld) => {
  const now = Math.floor(Date.now() / 1000)
  const times = Object.fromEntries(Object.entries(claims).map(([name, seconds]) => [name, now + seconds]))
  const text = `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(times)).toString('base64url')}.made-up`
  world.upstream.accept(text)
  world.env.ANTHROPIC_AUTH_TOKEN = text
}

const lives: readonly Scenario[] = [
  {
    name: 'a token whose end has passed, whatever the endpoint says of it',
    set: saying({ exp: -7200 }),
    root: 'credential-life',
    cause: 'expired',
    number: 3,
  },
  {
    name: 'a token that begins tomorrow',
    set: saying({ iat: -60, nbf: 86_400, exp: 2 * 86_400 }),
    root: 'credential-life',
    cause: 'invalid-credential',
  },
]

const models: readonly Scenario[] = [
  {
    name: 'a model that this key may not use',
    set: (world) => {
      world.upstream.accept(world.key, { permissions: { models: ['claude-haiku-4-5'] } })
      world.env.ANTHROPIC_MODEL = 'claude-sonnet-5'
    },
    root: 'models-usable',
    cause: 'model-access',
    fix: /Type: export ANTHROPIC_MODEL=claude-haiku-4-5/,
  },
]

export const account: readonly Scenario[] = [...accounts, ...logins, ...lives, ...models]
