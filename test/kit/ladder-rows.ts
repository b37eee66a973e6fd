/** Ways in which a person's machine may sign Claude Code in, two and three at a time, for the ladder to be held against. */

export interface LadderRow {
  readonly env?: Readonly<Record<string, string>>
  readonly user?: unknown
  readonly project?: unknown
  readonly local?: unknown
  /** Under the home directory; `$BASE` is the address of the run. */
  readonly files?: Readonly<Record<string, unknown>>
  readonly args?: readonly string[]
  /** Addresses of every cloud provider are set, and nobody signs. */
  readonly clouds?: true
}

const farMs = 4_102_444_800_000
const T = { ANTHROPIC_AUTH_TOKEN: 'T-shell' }
const K = { ANTHROPIC_API_KEY: 'K-shell-of-more-than-twenty' }
const O = { CLAUDE_CODE_OAUTH_TOKEN: 'O-shell' }
const H = { apiKeyHelper: 'echo H-user' }
const inEnv = (env: Record<string, string | null>) => ({ env })
const account = { accessToken: 'L-login', expiresAt: farMs, scopes: ['user:inference'], subscriptionType: 'pro' }
const credentials = '.claude/.credentials.json'
const login = { [credentials]: { claudeAiOauth: account } }
const wiped = { [credentials]: { claudeAiOauth: { ...account, accessToken: '', refreshToken: '', expiresAt: 0 } } }
const enterpriseGateway = { url: '$BASE', jwt: 'G-session', expiresAt: farMs }
const session = { [credentials]: { enterpriseGateway, gatewayTrust: { '127.0.0.1': 'http-loopback' } } }
const distrusted = { [credentials]: { enterpriseGateway, claudeAiOauth: account } }
const state = { '.claude.json': { primaryApiKey: 'console-key' } }
const rejected = { '.claude.json': { customApiKeyResponses: { rejected: [K.ANTHROPIC_API_KEY.slice(-20)] } } }
const person = (name: string) => ({
  [`.config/anthropic/configs/${name}.json`]: { authentication: { type: 'user_oauth' }, organization_id: 'o' },
  [`.config/anthropic/credentials/${name}.json`]: {
    version: '1.0',
    type: 'oauth_token',
    access_token: `P-${name}`,
    expires_at: farMs / 1000,
  },
})
const federated = {
  '.config/anthropic/configs/default.json': {
    authentication: {
      type: 'oidc_federation',
      federation_rule_id: 'r',
      identity_token: { source: 'file', path: '$BASE.jwt' },
    },
    organization_id: 'o',
  },
}
const F = {
  ANTHROPIC_FEDERATION_RULE_ID: 'r',
  ANTHROPIC_ORGANIZATION_ID: 'o',
  ANTHROPIC_SERVICE_ACCOUNT_ID: 's',
  ANTHROPIC_IDENTITY_TOKEN: 'eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.e30.c2ln',
}
const on = (...names: string[]) => Object.fromEntries(names.map((name) => [`CLAUDE_CODE_USE_${name}`, '1']))
const custom = (text: string) => ({ ANTHROPIC_CUSTOM_HEADERS: text })
const C = custom('x-api-key: C-key')
const A = custom('Authorization: Bearer C-token')
const cloud = (...names: string[]): LadderRow => ({ clouds: true, env: { ...T, ...on(...names) } })
const flagHelper = ['--bare', '--settings', '{"apiKeyHelper":"echo H-flag"}']

export const ladderRows: Readonly<Record<string, LadderRow>> = {
  'a token and a key': { env: { ...T, ...K } },
  'a token and a helper': { env: T, user: H },
  'a key and a helper': { env: K, user: H },
  'a token, a key and a helper': { env: { ...T, ...K }, user: H },
  'a helper and a login’s token': { env: O, user: H },
  'a login’s token and a login': { env: O, files: login },
  'a key and a login': { env: K, files: login },
  'a login and a key of the console': { files: { ...login, ...state } },
  'a wiped login and a key of the console': { files: { ...wiped, ...state } },
  'a token and a key of the console': { env: T, files: state },
  'a helper and a key of the console': { user: H, files: state },
  'federation and a login': { env: F, files: login },
  'federation, a login and a key of the console': { env: F, files: { ...login, ...state } },
  'a rule without its organization, and a login': { env: { ANTHROPIC_FEDERATION_RULE_ID: 'r' }, files: login },
  'an active profile of federation, and a login': { files: { ...federated, ...login } },
  'an active profile of a person, and a login': { files: { ...person('default'), ...login } },
  'an active profile of a person, and a key of the console': { files: { ...person('default'), ...state } },
  'a profile by its name, and federation': { env: { ...F, ANTHROPIC_PROFILE: 'work' }, files: person('work') },
  'a profile that another file makes active': {
    files: { ...person('work'), '.config/anthropic/active_config': 'work' },
  },
  'a profile that is not there, and a login': { env: { ANTHROPIC_PROFILE: 'gone' }, files: login },
  'a gateway session and a token': { env: T, files: session },
  'a gateway session without a certificate': { files: distrusted },
  'the gateway mode beside a cloud': { clouds: true, env: { ...T, ...K, ...on('GATEWAY', 'BEDROCK') } },
  'the gateway mode without a token': { env: { ...K, ...on('GATEWAY') } },
  'user settings over the shell': { env: T, user: inEnv({ ANTHROPIC_AUTH_TOKEN: 'T-user' }) },
  'local over project over user': {
    user: inEnv({ ANTHROPIC_AUTH_TOKEN: 'T-user', ANTHROPIC_API_KEY: 'K-user' }),
    project: inEnv({ ANTHROPIC_AUTH_TOKEN: 'T-project', ANTHROPIC_API_KEY: 'K-project' }),
    local: inEnv({ ANTHROPIC_AUTH_TOKEN: 'T-local' }),
  },
  'the command line over local': {
    local: inEnv({ ANTHROPIC_AUTH_TOKEN: 'T-local' }),
    args: ['--settings', '{"env":{"ANTHROPIC_AUTH_TOKEN":"T-flag"}}'],
  },
  'variables of the client’s own state over the shell': {
    env: T,
    files: { '.claude.json': inEnv({ ANTHROPIC_AUTH_TOKEN: 'T-state' }) },
  },
  'settings over variables of the client’s own state': {
    user: inEnv({ ANTHROPIC_AUTH_TOKEN: 'T-user' }),
    files: { '.claude.json': inEnv({ ANTHROPIC_AUTH_TOKEN: 'T-state', ANTHROPIC_API_KEY: null }) },
  },
  'an empty token of settings': { env: { ...T, ...K }, user: inEnv({ ANTHROPIC_AUTH_TOKEN: '' }) },
  'an empty token of the shell': { env: { ANTHROPIC_AUTH_TOKEN: '', ...K } },
  'blanks for a token in the shell': { env: { ANTHROPIC_AUTH_TOKEN: '  ', ...K } },
  'null for a token': { env: K, user: inEnv({ ANTHROPIC_AUTH_TOKEN: null }) },
  'an empty helper over another': { user: H, local: { apiKeyHelper: '' }, files: login },
  'a key that was declined, with -p': { env: K, files: { ...rejected, ...login } },
  'x-api-key of one’s own, alone': { env: C },
  'Authorization of one’s own, alone': { env: A },
  'x-api-key of one’s own and a key': { env: { ...K, ...C } },
  'x-api-key of one’s own and a token': { env: { ...T, ...C } },
  'x-api-key of one’s own and a login': { env: C, files: login },
  'Authorization of one’s own and a key': { env: { ...K, ...A } },
  'Authorization of one’s own and a token': { env: { ...T, ...A } },
  'Authorization of one’s own and a login': { env: A, files: login },
  'Authorization of one’s own and federation': { env: { ...F, ...A } },
  'Bedrock and Foundry': cloud('BEDROCK', 'FOUNDRY'),
  'Vertex and Mantle': cloud('VERTEX', 'MANTLE'),
  'the platform on Google Cloud and Mantle': cloud('ANTHROPIC_GOOGLE_CLOUD', 'MANTLE'),
  'a cloud that settings switch off': { ...cloud('BEDROCK'), user: inEnv({ CLAUDE_CODE_USE_BEDROCK: '' }) },
  'bare: a helper of settings and a key': { env: K, user: H, args: ['--bare'] },
  'bare: a helper of the command line and a token': { env: T, args: flagHelper },
  'bare: a token, a login and a key of the console': { env: T, files: { ...login, ...state }, args: ['--bare'] },
}
