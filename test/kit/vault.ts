import { readFileSync } from 'node:fs'
import { findPart } from '../../scripts/parts.mjs'
import type { Certificates } from './certificates.ts'
import { needs } from './parts.ts'
import { makeScratch } from './scratch.ts'
import { until } from './until.ts'

/** `test`, or `test.skip` where the Vault of the tests could not be built, and other parts that are needed with it. */
export const needsVault = (...others: readonly string[]) => needs('vault', ...others)

/** The end of one request in Vault's audit log. */
export interface AuditEntry {
  readonly operation: string
  readonly path: string
  readonly error: string | null
}

type Json = Record<string, unknown>

/** A real Vault on a port of its own, initialised and unsealed, with KV v2 at `secret/` and KV v1 at `kv1/`. */
export interface RealVault extends AsyncDisposable {
  readonly address: string
  /** Every node; those after the first are standbys. */
  readonly addresses: readonly string[]
  readonly rootToken: string
  /** A request with the root token; throws where it is refused. The `data` or `auth` of the answer, else all of it. */
  admin(method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown): Promise<Json>
  /** What was asked since the last call, by anybody but {@link admin}, answers only. */
  audit(): AuditEntry[]
  /** The whole audit log as it lies on disk. */
  auditText(): string
  seal(): Promise<void>
  unseal(): Promise<void>
}

export interface RealVaultOptions {
  readonly nodes?: number
  readonly certificates?: Certificates
}

export async function startVault({ nodes = 1, certificates }: RealVaultOptions = {}): Promise<RealVault> {
  const file = findPart('vault')
  if (file === null) throw new Error('the Vault of the tests is not built: node scripts/vault.mjs')
  const scratch = makeScratch()
  const tls =
    certificates === undefined
      ? []
      : [
          '-cert',
          scratch.write('server.pem', certificates.server.cert),
          '-key',
          scratch.write('server.key', certificates.server.key),
        ]
  const child = Bun.spawn([file, '-nodes', String(nodes), ...tls], {
    stdin: 'pipe',
    stdout: 'pipe',
    stderr: Bun.file(scratch.path('stderr')),
    env: { PATH: '/usr/bin:/bin', HOME: scratch.root },
  })
  let printed = ''
  for await (const chunk of child.stdout) {
    printed += new TextDecoder().decode(chunk)
    if (printed.includes('\n')) break
  }
  const addresses = (JSON.parse(printed) as { addresses: string[] }).addresses
  const [address = ''] = addresses
  const auditFile = scratch.path('audit.log')

  const ask = async (base: string, method: string, path: string, body?: unknown, token = ''): Promise<Json> => {
    const response = await fetch(`${base}/v1/${path}`, {
      method,
      headers: token === '' ? {} : { 'x-vault-token': token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(certificates === undefined ? {} : { tls: { ca: certificates.ca } }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text.trim() === '' ? {} : (JSON.parse(text) as Json)
  }
  const init = await ask(address, 'POST', 'sys/init', { secret_shares: 1, secret_threshold: 1 })
  const rootToken = String(init.root_token)
  const key = String((init.keys as string[])[0])
  const unsealNode = (base: string) => ask(base, 'POST', 'sys/unseal', { key })
  const healthOf = async (base: string) =>
    (await fetch(`${base}/v1/sys/health`, certificates === undefined ? {} : { tls: { ca: certificates.ca } })).status
  const unseal = async () => {
    for (const [index, base] of addresses.entries()) {
      await unsealNode(base)
      await until(async () => (await healthOf(base)) === (index === 0 ? 200 : 429))
    }
  }
  const admin: RealVault['admin'] = async (method, path, body) => {
    const answer = await ask(address, method, path, body, rootToken)
    return (answer.data ?? answer.auth ?? answer) as Json
  }
  await unseal()
  await admin('POST', 'sys/audit/file', { type: 'file', options: { file_path: auditFile, log_raw: 'false' } })
  await admin('POST', 'sys/mounts/secret', { type: 'kv', options: { version: '2' } })
  await admin('POST', 'sys/mounts/kv1', { type: 'kv', options: { version: '1' } })
  // An upgrade of the new mount runs behind; until it is done its paths answer 400.
  await until(() =>
    admin('POST', 'secret/data/ready', { data: { key: 'x' } }).then(
      () => true,
      () => false,
    ),
  )
  const policy = 'path "secret/data/*" { capabilities = ["read"] } path "kv1/*" { capabilities = ["read"] }'
  await admin('POST', 'sys/policies/acl/reader', { policy })

  let seen = 0
  const entries = (): AuditEntry[] => {
    const lines = readFileSync(auditFile, 'utf8').trim().split('\n')
    const fresh = lines.slice(seen)
    seen = lines.length
    return fresh.flatMap((line) => {
      const { type, request, auth, error } = JSON.parse(line)
      if (type !== 'response' || auth?.policies?.includes('root') === true) return []
      return [{ operation: request.operation, path: request.path, error: error ?? null }]
    })
  }
  entries()
  return {
    address,
    addresses,
    rootToken,
    admin,
    audit: entries,
    auditText: () => readFileSync(auditFile, 'utf8'),
    seal: async () => void (await admin('POST', 'sys/seal')),
    unseal,
    async [Symbol.asyncDispose]() {
      await child.stdin.end()
      await child.exited
      scratch[Symbol.dispose]()
    },
  }
}
