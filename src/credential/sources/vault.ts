import { durationMs } from '../../duration.ts'
import { WarmkeyError } from '../../errors.ts'
import { Secret } from '../../secret.ts'
import { watchFile } from '../file-watch.ts'
import { expandHome } from '../home-path.ts'
import type { Obtained, SourceKind } from './source.ts'
import { createVaultApi, type VaultApi } from './vault/api.ts'
import { type Found, findIn, type Lease, leaseIn, whyGone } from './vault/found.ts'
import { inTurn } from './vault/in-turn.ts'
import { tokenFile } from './vault/left-token.ts'
import { schema, secretPath, type VaultOptions } from './vault/options.ts'
import { placeOf, type VaultPlace } from './vault/place.ts'
import { readRefusal, saying, stateOf } from './vault/refusals.ts'
import { apiPath, looksMade } from './vault/secret-place.ts'
import { createSession, type SessionAnswer } from './vault/session.ts'
import { signInLine } from './vault/sign-in.ts'
import { unwrapAnswer } from './vault/wrapping.ts'

/** What was made for us and still lives: its lease, and the key that came with it. */
interface Leased {
  readonly lease: Lease
  readonly found: Found
  readonly secret: Secret
  /** When the lease ends, milliseconds since the epoch; it ends while the machine sleeps, too. */
  readonly endsAtMs: number
}

/** HashiCorp Vault, and OpenBao, which speaks the same API. */
export const vault: SourceKind<VaultOptions> = {
  type: 'vault',
  summary: 'Reads the key from HashiCorp Vault or OpenBao, or has one made there and keeps its lease alive.',
  example: {
    type: 'vault',
    address: 'https://vault.example:8200',
    path: 'secret/data/claude',
    field: 'key',
    auth: { method: 'approle', roleId: 'warmkey', secretId: { file: '~/.config/vault-secret-id' } },
  },
  schema,
  create(options, deps) {
    const { clock, env, home } = deps
    const auth = options.auth ?? { method: 'token' as const }
    const path = secretPath(options.path) ?? options.path
    const what = `The secret ${path}`
    const turns = inTurn()
    let place: VaultPlace | null = null
    let api: VaultApi | null = null
    let whole: string | null = null
    let leased: Leased | null = null
    /** Leases that were replaced and may still live, for those who want them revoked. */
    const replaced = new Set<string>()
    let gives: 'kept' | 'made' = looksMade(path) ? 'made' : 'kept'

    /** What is read of files and environment may change while we live; connections are kept while it does not. */
    const settle = (): { place: VaultPlace; api: VaultApi } => {
      const now = placeOf(options, deps, auth.method === 'cert' ? auth : undefined)
      if (place === null || api === null || JSON.stringify(now) !== JSON.stringify(place)) {
        place = now
        api = createVaultApi(now, clock)
      }
      return { place, api }
    }
    /** As it was at the beginning of the turn. */
    const settled = () => (place === null || api === null ? settle() : { place, api })
    const session = createSession({
      auth,
      api: () => settled().api,
      base: () => settled().place.base,
      namespace: () => settled().place.namespace,
      deps,
      signIn: signInLine(options, env),
      random: Math.random,
    })

    const heldOf = (found: Found, secret: Secret): Leased | null => {
      const { lease } = found
      return lease === null ? null : { lease, found, secret, endsAtMs: clock.nowMs() + lease.lifeMs }
    }

    const given = (secret: Secret, { kind, life }: Found, minted: boolean): Obtained => {
      // Vault revokes what was leased with a token together with that token.
      const leftMs = leased === null ? Number.POSITIVE_INFINITY : session.leftMs()
      const expiresInMs = Math.min(life.expiresInMs ?? Number.POSITIVE_INFINITY, leftMs)
      return { secret, kind, minted, life: Number.isFinite(expiresInMs) ? { ...life, expiresInMs } : life }
    }

    /** The lease that is held, made longer; `null` when it cannot be, or so little that another is due. */
    async function prolonged(old: Leased, signal: AbortSignal): Promise<Obtained | null> {
      if (!old.lease.renewable || old.endsAtMs <= clock.nowMs()) return null
      const body = { lease_id: old.lease.id, increment: Math.ceil(old.lease.lifeMs / 1_000) }
      const answer = await session.ask({ method: 'POST', path: 'sys/leases/renew', body }, signal)
      // A 500 is how Vault says that a lease is past the longest life there is for it.
      const state = answer.status === 500 ? null : stateOf(answer, `The Vault at ${settled().api.host}`)
      if (state !== null) throw state
      const lease = answer.status === 200 ? leaseIn(answer.body) : null
      if (lease === null || lease.lifeMs <= old.lease.lifeMs / 2) return null
      leased = { ...old, endsAtMs: clock.nowMs() + lease.lifeMs }
      const { expiresAtMs } = old.found.life
      const life = { expiresInMs: lease.lifeMs, ...(expiresAtMs === undefined ? {} : { expiresAtMs }) }
      return given(old.secret, { ...old.found, life }, false)
    }

    async function read(signal: AbortSignal): Promise<Obtained> {
      whole ??= await apiPath(path, session, signal)
      const answer = await session.ask(
        {
          method: options.parameters === undefined ? 'GET' : 'POST',
          path: whole,
          ...(options.parameters === undefined ? {} : { body: options.parameters }),
          ...(options.version === undefined ? {} : { query: `version=${options.version}` }),
          ...(options.wrapTtl === undefined
            ? {}
            : { wrapSeconds: Math.ceil((durationMs(options.wrapTtl) ?? 0) / 1_000) }),
        },
        signal,
      )
      const { api, place } = settled()
      const where = `The Vault at ${api.host}`
      if (answer.status !== 200) throw refusalOf(answer, where, place)
      const body = await unwrapAnswer(api, answer.body, where, signal)
      const found = findIn(body, what, options.field)
      const secret = new Secret(found.key)
      gives = found.lease === null ? 'kept' : 'made'
      leased = heldOf(found, secret)
      return given(secret, found, found.lease !== null)
    }

    function refusalOf(answer: SessionAnswer, where: string, { namespace }: VaultPlace): WarmkeyError {
      const gone = answer.status === 404 ? whyGone(answer.body.data?.metadata, what) : null
      if (gone !== null) return gone
      return readRefusal(answer, { where, refuses: `does not give ${path}`, namespace }, whole ?? path, answer.policies)
    }

    const revokeLease = async (id: string, signal: AbortSignal): Promise<void> => {
      const answer = await session.ask({ method: 'POST', path: 'sys/leases/revoke', body: { lease_id: id } }, signal)
      if (answer.status < 400) replaced.delete(id)
      else throw new WarmkeyError('source-failed', `The lease of ${path} was not revoked${saying(answer)}.`)
    }

    const watched = tokenPlace(options, home)
    const isGiven = auth.method === 'token' || auth.method === 'oidc'
    return {
      origin: `vault ${path}${options.address === undefined ? '' : ` at ${new URL(options.address).host}`}`.slice(
        0,
        100,
      ),
      get stable() {
        return gives === 'kept'
      },
      renewableUnattended: true,
      get lapsesWhenIdle() {
        return gives === 'made'
      },
      deadline: session.deadline,
      ...(isGiven ? { signIn: signInLine(options, env) } : {}),
      obtain: (signal, rejected) =>
        turns(signal, async () => {
          settle()
          const old = leased
          const refused = old !== null && rejected?.equals(old.secret) === true
          if (old !== null && !refused) {
            const longer = await prolonged(old, signal)
            if (longer !== null) return longer
          }
          const next = await read(signal)
          if (old !== null) {
            replaced.add(old.lease.id)
            if (replaced.size > 100) replaced.delete([...replaced][0] ?? '')
            // Whoever still uses a lease that only ran out keeps it to its end; one that was refused serves nobody.
            if (refused && options.revoke === true) await revokeLease(old.lease.id, signal).catch(() => {})
          }
          return next
        }),
      ...(watched === null ? {} : { watch: (changed: () => void) => watchFile(watched, clock, changed) }),
      close: session.stop,
      async giveBack(signal) {
        if (options.revoke !== true) return
        await turns(signal, async () => {
          const ids = leased === null ? [...replaced] : [...replaced, leased.lease.id]
          leased = null
          if (await session.revoke(signal)) return
          const failed: unknown[] = []
          for (const id of ids) await revokeLease(id, signal).catch((error: unknown) => failed.push(error))
          if (failed.length > 0) throw failed[0]
        })
      },
    }
  },
}

/** The file in which a person leaves the token, to be noticed when that happens. */
function tokenPlace({ auth }: VaultOptions, home: string): string | null {
  if (auth === undefined || auth.method === 'oidc') return tokenFile(home)
  if (auth.method !== 'token') return null
  if (auth.token === undefined) return tokenFile(home)
  return 'file' in auth.token ? expandHome(auth.token.file, home) : null
}
