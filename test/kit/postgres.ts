import { chmodSync, chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { SQL } from 'bun'
import { findPart } from '../../scripts/parts.mjs'
import { freePort } from './free-port.ts'
import { makeScratch } from './scratch.ts'
import { until } from './until.ts'

/** A PostgreSQL of a test's own on a free port of loopback. */
export interface Postgres extends AsyncDisposable {
  /** With the superuser's name and password. */
  readonly url: string
  /** The same with `{{username}}` and `{{password}}`, as Vault wants it. */
  readonly template: string
  readonly user: string
  readonly password: string
  readonly sql: SQL
}

const user = 'owner'
const password = 'fake-password-of-a-test'

/** Makes a new cluster and starts it, as `nobody` where the tests run as root: PostgreSQL does not run as root. */
export async function startPostgres(): Promise<Postgres> {
  const bin = findPart('postgresql')
  if (bin === null) throw new Error('there is no PostgreSQL here')
  const scratch = makeScratch()
  const home = scratch.path('pg')
  mkdirSync(home)
  const asNobody = process.getuid?.() === 0
  const nobody = 65_534
  if (asNobody) {
    chmodSync(scratch.root, 0o711)
    chownSync(home, nobody, nobody)
  }
  const data = join(home, 'data')
  const file = scratch.write('password', password, 0o644)
  const as = asNobody ? ['setpriv', `--reuid=${nobody}`, `--regid=${nobody}`, '--clear-groups'] : []
  const options = {
    cwd: home,
    env: { PATH: '/usr/bin:/bin', HOME: home, LC_ALL: 'C', TZ: 'UTC' },
    stdin: 'ignore',
  } as const
  const made = Bun.spawnSync(
    [...as, join(bin, 'initdb'), '-D', data, '-U', user, '-A', 'scram-sha-256', `--pwfile=${file}`, '-N'],
    options,
  )
  if (made.exitCode !== 0) throw new Error(`initdb: ${made.stderr}`)
  const port = freePort()
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    `unix_socket_directories=${home}`,
    'fsync=off',
    'max_connections=50',
  ]
  const server = Bun.spawn([...as, join(bin, 'postgres'), '-D', data, ...settings.flatMap((each) => ['-c', each])], {
    ...options,
    stdout: 'ignore',
    stderr: Bun.file(scratch.path('stderr')),
  })
  const url = `postgres://${user}:${password}@127.0.0.1:${port}/postgres`
  const sql = new SQL({ url, max: 5 })
  await until(async () => {
    if (server.exitCode !== null) throw new Error(`postgres: ${scratch.read('stderr')}`)
    return await sql`SELECT 1`.then(
      () => true,
      () => false,
    )
  })
  return {
    url,
    template: `postgresql://{{username}}:{{password}}@127.0.0.1:${port}/postgres?sslmode=disable`,
    user,
    password,
    sql,
    async [Symbol.asyncDispose]() {
      await sql.close()
      server.kill('SIGQUIT')
      await server.exited
      scratch[Symbol.dispose]()
    },
  }
}
