/** Identity federation set wrong in one way. */
import { unlinkSync } from 'node:fs'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'
import { federated, issuer, organization, rule, subject, writeToken } from '../../kit/federated.ts'

/** Whoever makes the tokens puts another into the file, when that is what he is asked for. */
const made = (world: DoctorWorld, by: 'ci.example' | 'your platform', but = ''): void =>
  void world.owners.set(by, async (asked) => {
    if (asked !== `put a new identity token into ${world.scratch.path('home/token')}${but}`) return false
    writeToken(world, await issuer.token({ sub: subject }))
    return true
  })
const token = (
  name: string,
  make: () => string | Promise<string>,
  [by, but]: readonly ['ci.example' | 'your platform', string?],
  told: Pick<Scenario, 'root' | 'cause' | 'number'>,
): Scenario => ({
  name,
  set: async (world) => {
    await federated(world)
    writeToken(world, await make())
    made(world, by, but)
  },
  ...told,
})

const blanks = {
  ANTHROPIC_FEDERATION_RULE_ID: 'your federation rule',
  ANTHROPIC_ORGANIZATION_ID: 'your organisation',
  ANTHROPIC_IDENTITY_TOKEN_FILE: 'the file of your identity token',
} as const
const variable = (name: keyof typeof blanks, value: string | null): Scenario => ({
  name: value === null ? `${name} is not set` : `${name} is "${value}"`,
  set: async (world) => {
    await federated(world)
    world.knows.set(blanks[name], world.env[name] ?? '')
    if (value === null) delete world.env[name]
    else world.env[name] = value
  },
  root: 'federation-token',
  cause: value === null ? 'missing-credential' : 'config-file',
})

const missing = { root: 'federation-token', cause: 'missing-credential' } as const
const invalid = { root: 'federation-token', cause: 'invalid-credential' } as const
const refused = { root: 'federation-exchanges', cause: 'invalid-credential', number: 5 } as const

const tokens: readonly Scenario[] = [
  variable('ANTHROPIC_ORGANIZATION_ID', null),
  variable('ANTHROPIC_ORGANIZATION_ID', 'acme'),
  variable('ANTHROPIC_FEDERATION_RULE_ID', 'my-rule'),
  variable('ANTHROPIC_IDENTITY_TOKEN_FILE', null),
  {
    name: 'a token file that is not mounted',
    set: async (world) => {
      await federated(world)
      unlinkSync(world.scratch.path('home/token'))
      made(world, 'your platform')
    },
    ...missing,
  },
  token('an empty token file', () => ' ', ['your platform'], missing),
  token(
    'something that is no token',
    () => 'hello',
    ['your platform', ', which has three parts with dots between them and begins with eyJ'],
    invalid,
  ),
  token('a token that has ended', () => issuer.token({ sub: subject }, { ageSeconds: 3600 }), ['ci.example'], {
    root: 'federation-token',
    cause: 'expired',
    number: 2,
  }),
  token(
    'a token without the name of its key',
    () => issuer.token({ sub: subject }, { kid: null }),
    ['ci.example', ', with the "kid" of its key in the header'],
    invalid,
  ),
  token(
    'a token with too many groups',
    () => issuer.token({ sub: subject, groups: 'x'.repeat(17_000) }),
    ['ci.example', ', without groups and other long claims'],
    invalid,
  ),
]

const exchanges: readonly Scenario[] = [
  {
    name: 'a token of another repository',
    set: async (world) => {
      await federated(world)
      const sub = 'repo:acme/other:ref:refs/heads/main'
      writeToken(world, await issuer.token({ sub }))
      world.owners.set(`the organisation ${organization}`, (asked) => {
        if (asked !== `let rule ${rule.id} take iss: ${issuer.url} and sub: ${sub}`) return false
        world.upstream.federate({ ...rule, subject: sub })
        return true
      })
    },
    ...refused,
  },
  token(
    'a token for another audience',
    () => issuer.token({ sub: subject, aud: 'sts.amazonaws.com' }),
    ['ci.example', ', with the aud https://api.anthropic.com'],
    refused,
  ),
  {
    name: 'a rule for two workspaces, and none is named',
    set: async (world) => {
      await federated(world)
      world.upstream.federate({ ...rule, workspaces: ['wrkspc_a', 'wrkspc_b'] })
      world.knows.set('your workspace', 'wrkspc_a')
    },
    root: 'federation-exchanges',
    cause: 'missing-credential',
  },
  {
    name: 'a gateway that exchanges nothing',
    set: async (world) => {
      await federated(world)
      const answer = { kind: 'response', status: 404, body: '{"detail":"Not Found"}' } as const
      world.upstream.script(answer, Number.POSITIVE_INFINITY, ({ path }) => path.startsWith('/v1/oauth'))
      // The gateway is of the same organisation, and so are its keys.
      world.does.set(`Ask whoever runs ${new URL(world.upstream.url).host} for a new key`, () => {
        world.upstream.accept(world.key, { organization })
        return world.key
      })
    },
    root: 'federation-exchanges',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /for a new key, then type: export ANTHROPIC_AUTH_TOKEN=/,
  },
]

/** A profile as `ant` writes them, with a login of a person that ends in so many seconds. */
const profileLogin = (world: DoctorWorld, seconds: number): void =>
  void world.scratch.write(
    'config/anthropic/credentials/me.json',
    JSON.stringify({ access_token: 'made-up', expires_at: Math.floor(Date.now() / 1000) + seconds }),
  )

const profiles: readonly Scenario[] = [
  {
    name: 'a profile of a person, whose login has ended',
    set: async (world) => {
      await federated(world)
      for (const name of Object.keys(world.env)) if (/^ANTHROPIC_(?!BASE_URL)/.test(name)) delete world.env[name]
      world.env.ANTHROPIC_PROFILE = 'me'
      world.scratch.write('config/anthropic/configs/me.json', '{"authentication":{"type":"user_oauth"}}')
      profileLogin(world, -3600)
      world.does.set('ant auth login', () => profileLogin(world, 3600))
    },
    root: 'federation-token',
    cause: 'expired',
    number: 2,
  },
  {
    name: 'a profile that is not there',
    set: async (world) => {
      await federated(world)
      world.env.ANTHROPIC_PROFILE = 'play'
    },
    root: 'federation-token',
    cause: 'config-file',
  },
]

export const federation: readonly Scenario[] = [...tokens, ...exchanges, ...profiles]
