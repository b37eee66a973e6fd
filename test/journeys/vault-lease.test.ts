/**
 * A key that Vault makes on request in a real PostgreSQL and takes away after seconds, under requests that do not stop:
 * nobody who sends one ever notices. The API behind the gateway keeps no keys of its own: it asks that database.
 */
import { afterAll, beforeAll, expect } from 'bun:test'
import { systemClock } from '../../src/clock.ts'
import type { Source } from '../../src/credential/sources/source.ts'
import { openGatewayWorld } from '../kit/gateway-world.ts'
import { missing } from '../kit/parts.ts'
import { type Postgres, startPostgres } from '../kit/postgres.ts'
import { until } from '../kit/until.ts'
import { needsVault, type RealVault, startVault } from '../kit/vault.ts'
import { vaultSource } from '../kit/vault-source.ts'

const test = needsVault('postgresql', 'setpriv')
const there = !missing('vault', 'postgresql', 'setpriv')

let vault: RealVault
let postgres: Postgres

beforeAll(async () => {
  if (!there) return
  ;[vault, postgres] = await Promise.all([startVault(), startPostgres()])
  await postgres.sql`CREATE TABLE keys (name text PRIMARY KEY, password text UNIQUE)`
  const { template, user, password } = postgres
  await vault.admin('POST', 'sys/mounts/database', { type: 'database' })
  await vault.admin('POST', 'database/config/keys', {
    plugin_name: 'postgresql-database-plugin',
    connection_url: template,
    username: user,
    password,
    allowed_roles: ['coder'],
  })
  await vault.admin('POST', 'database/roles/coder', {
    db_name: 'keys',
    default_ttl: '3s',
    max_ttl: '6s',
    creation_statements: [
      `CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}'; INSERT INTO keys VALUES ('{{name}}', '{{password}}')`,
    ],
    revocation_statements: [`DELETE FROM keys WHERE name = '{{name}}'; DROP ROLE IF EXISTS "{{name}}"`],
  })
  await vault.admin('POST', 'sys/policies/acl/coder', {
    policy: 'path "database/creds/coder" { capabilities = ["read"] }',
  })
  await vault.admin('POST', 'sys/auth/userpass', { type: 'userpass' })
  await vault.admin('POST', 'auth/userpass/users/ana', {
    password: 'fake-password',
    token_policies: ['coder'],
    token_ttl: '1h',
  })
})
afterAll(async () => {
  await vault?.[Symbol.asyncDispose]()
  await postgres?.[Symbol.asyncDispose]()
})

/** An API that knows the keys that are in the database and whose role has not ended. */
function startApi() {
  const keys = new Set<string>()
  let refused = 0
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const key = request.headers.get('x-api-key') ?? ''
      const rows =
        await postgres.sql`SELECT name FROM keys JOIN pg_roles ON rolname = name WHERE password = ${key} AND rolvaliduntil > now()`
      if (rows.length === 1) {
        keys.add(key)
        return Response.json({ type: 'message', content: [] })
      }
      refused++
      return Response.json(
        { type: 'error', error: { type: 'authentication_error', message: 'invalid x-api-key' } },
        { status: 401 },
      )
    },
  })
  return {
    base: `http://127.0.0.1:${server.port}`,
    keys,
    refused: () => refused,
    [Symbol.asyncDispose]: () => server.stop(true),
  }
}

const leasedSource = (): Source =>
  vaultSource(
    {
      address: vault.address,
      path: 'database/creds/coder',
      field: 'password',
      auth: { method: 'userpass', username: 'ana', password: { env: 'PASSWORD' } },
      revoke: true,
    },
    { env: { PASSWORD: 'fake-password' }, clock: systemClock },
  )

/** A gateway over that source, and eight clients that send one request after the other until `over`. */
async function underLoad(
  story: (load: {
    api: ReturnType<typeof startApi>
    world: Awaited<ReturnType<typeof openGatewayWorld>>
    answered(): number
  }) => Promise<void>,
) {
  await using api = startApi()
  const source = Object.assign(leasedSource(), { calls: 0 })
  const world = await openGatewayWorld({ source, upstream: { base: api.base } })
  try {
    const statuses = new Map<number, number>()
    let over = false
    const client = async () => {
      while (!over) {
        const answer = await world.ask()
        await answer.text()
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      }
    }
    const clients = Array.from({ length: 8 }, client)
    const answered = () => statuses.get(200) ?? 0
    await story({ api, world, answered }).finally(() => {
      over = true
    })
    await Promise.all(clients)
    expect([...statuses.keys()]).toEqual([200])
    await world.keeper.giveBack()
  } finally {
    await world[Symbol.asyncDispose]()
  }
}

const keysThere = async (): Promise<number> => Number((await postgres.sql`SELECT count(*) AS n FROM keys`)[0].n)
const counted = (entries: ReturnType<RealVault['audit']>) => {
  const counts: Record<string, number> = {}
  for (const { path } of entries) counts[path] = (counts[path] ?? 0) + 1
  return counts
}

test('a lease of three seconds is prolonged, and replaced when it cannot be, without one failed request', async () => {
  vault.audit()
  await underLoad(async ({ api, world }) => {
    // Two keys replaced at their longest life of six seconds, so that leases were prolonged in between.
    await until(() => api.keys.size >= 3)
    expect(api.refused()).toBe(0)
    const counts = counted(vault.audit())
    const { renewals } = world.keeper.state()
    const prolonged = counts['sys/leases/renew'] ?? 0
    const made = counts['database/creds/coder'] ?? 0
    expect(prolonged).toBeGreaterThanOrEqual(2)
    expect(made).toBeGreaterThanOrEqual(3)
    // One login, and per answer of the source one call, or two where the lease could not be made longer any more.
    expect(Object.keys(counts).sort()).toEqual(['auth/userpass/login/ana', 'database/creds/coder', 'sys/leases/renew'])
    expect(counts['auth/userpass/login/ana']).toBe(1)
    expect(prolonged + made).toBeLessThanOrEqual(renewals + made + 1)
  })
  await until(async () => (await keysThere()) === 0)
}, 60_000)

test('a lease and a token that somebody revokes are replaced in the middle of it', async () => {
  await underLoad(async ({ api, answered }) => {
    await until(() => api.keys.size === 1 && answered() > 20)
    await vault.admin('POST', 'sys/leases/revoke-prefix/database/creds/coder')
    await until(() => api.keys.size === 2)
    expect(api.refused()).toBeGreaterThan(0)
    // Two rejections within a second count as one: the second has to come when the first is over.
    vault.audit()
    await until(() => vault.audit().some(({ path }) => path === 'sys/leases/renew'))
    const accessors = (await vault.admin('GET', 'auth/token/accessors?list=true')) as { keys: string[] }
    for (const accessor of accessors.keys) {
      const found = await vault.admin('POST', 'auth/token/lookup-accessor', { accessor })
      if (found.display_name === 'userpass-ana') await vault.admin('POST', 'auth/token/revoke-accessor', { accessor })
    }
    const before = answered()
    await until(() => api.keys.size >= 3 && answered() > before + 20)
  })
}, 60_000)
