import { type Clock, deadline } from '../clock.ts'
import type { Credential } from '../credential/credential.ts'
import {
  gaveUp,
  type HelperAsk,
  type HelperHistory,
  type HelperJudgement,
  handedOut,
  judge,
} from '../credential/helper-memory.ts'
import type { Keeper } from '../credential/keeper.ts'
import { sayDuration } from '../duration.ts'
import { WarmkeyError } from '../errors.ts'
import type { CredentialHeader } from '../gateway/authorize.ts'
import type {
  ClientProcess,
  InvalidateAnswer,
  InvalidateRequest,
  TokenGiven,
  TokenRequest,
} from './control-protocol.ts'
import { handOver } from './hand-over.ts'
import { createWarmAhead } from './warm-ahead.ts'

/**
 * The desk at which clients ask for a key, as a helper does.
 *
 * - A key is handed out with at least the client's TTL and a minute of skew to live (some servers refuse a key up to a
 *   minute before its end); a source that gives shorter lives is said so once, and its keys are renewed at half life.
 * - Nobody waits longer than 9 s: clients show a warning after 10.
 * - A run of the helper that follows a refusal renews the key that was refused, see `helper-memory.ts`. A perhaps refused
 *   one is renewed only when it is 5 s old, so that clients with a TTL of a second do not ask the source each second.
 */
export const deskNumbers = {
  skewMs: 60_000,
  waitMs: 9_000,
  perhapsAgeMs: 5_000,
  /** Clients that are remembered; of more, the newest. */
  mostClients: 256,
} as const

/** A profile as the desk needs it. */
export interface DeskProfile {
  readonly name: string
  readonly keeper: Keeper
  /** Where the upstream wants the key. */
  readonly header: CredentialHeader
  /** `false` where the profile says `"export": "never"`. */
  readonly exportable: boolean
  /** What its user should hear once: that a project has chosen it. */
  readonly notice: string | null
}

export interface KeyDeskOptions {
  readonly clock: Clock
  /** The profile of that name, or the one that counts in `cwd`. Throws `profile-unknown`, `nothing-to-keep`. */
  readonly find: (name: string | undefined, cwd: string | undefined) => DeskProfile
  /** What is remembered of clients, by {@link clientId}. Default: nothing yet. */
  readonly memory?: Map<string, HelperHistory>
  /** Profiles whose short life was spoken of already, and notices that were given. Default: none yet. */
  readonly noticed?: Set<string>
  /**
   * Whether the keeper was made for this one question: then nothing of it is warm, its answer is the source's newest, and
   * asking it again would only ask the source twice. Default `false`.
   */
  readonly once?: boolean
}

/** What {@link TokenGiven} says, and where its upstream wants it. */
export interface HandedKey extends TokenGiven {
  readonly header: CredentialHeader
}

export interface KeyDesk {
  /** Throws the source's error, `renewal-did-not-cure`, `export-refused`, or `source-timeout` after 9 s. */
  give(request: TokenRequest, signal: AbortSignal): Promise<HandedKey>
  /** Renews what is held although nothing has refused it, and forgets what was held against it. */
  invalidate(request: InvalidateRequest, signal: AbortSignal): Promise<InvalidateAnswer>
  close(): void
}

export const clientId = (identity: string, { pid, startedAt }: ClientProcess): string =>
  `${identity} ${pid} ${startedAt}`

export function createKeyDesk(options: KeyDeskOptions): KeyDesk {
  const { clock, find, memory = new Map<string, HelperHistory>(), noticed = new Set<string>(), once = false } = options
  const warmAhead = createWarmAhead(clock)

  /** The key that this client is to have, and whether its refusal is explained by it. */
  async function choose(keeper: Keeper, judgement: HelperJudgement, needMs: number, signal: AbortSignal) {
    const { stable } = keeper.source
    if (judgement.kind === 'uncured' && once && !stable) throw uncured(keeper)
    const current = await keeper.get(signal)
    const accused = accusedIn(judgement)
    if (!accused.includes(current.secret.fingerprint))
      return { credential: await longEnough(keeper, current, needMs, signal), explained: stable && accused.length > 0 }
    if (judgement.kind === 'perhaps-refused' && clock.nowMs() - current.issuedAtMs < deskNumbers.perhapsAgeMs)
      return { credential: current, explained: false }
    if (judgement.kind === 'uncured' && !stable) throw uncured(keeper)
    const { credential } = once ? { credential: current } : await keeper.renew(current, signal)
    const changed = !accused.includes(credential.secret.fingerprint)
    if (judgement.kind === 'uncured' && !changed) throw uncured(keeper)
    return { credential, explained: stable && changed }
  }

  /** One with enough life left where the source can give it; else the best there is. */
  async function longEnough(keeper: Keeper, current: Credential, needMs: number, signal: AbortSignal) {
    const leastMs = leastLeftMs(current, needMs)
    if (once || leftMs(current) >= leastMs) return current
    try {
      return await keeper.get(signal, leastMs)
    } catch (thrown) {
      if (leftMs(current) > 0) return current
      throw thrown
    }
  }

  const leftMs = ({ expiresAtMs }: Credential): number =>
    expiresAtMs === null ? Number.POSITIVE_INFINITY : expiresAtMs - clock.nowMs()

  function remember(id: string, history: HelperHistory): void {
    memory.delete(id)
    memory.set(id, history)
    for (const oldest of memory.keys()) {
      if (memory.size <= deskNumbers.mostClients) break
      memory.delete(oldest)
    }
  }

  /** What there is to say, each thing once. */
  function noticesFor(profile: DeskProfile, credential: Credential, ttlMs: number): string {
    const chosen = profile.notice === null || noticed.has(profile.notice) ? null : profile.notice
    if (chosen !== null) noticed.add(chosen)
    return [chosen, shortLife(profile, credential, ttlMs)].filter((notice) => notice !== null).join(' ')
  }

  function shortLife({ name, keeper }: DeskProfile, credential: Credential, ttlMs: number): string | null {
    const left = leftMs(credential)
    if (left >= ttlMs + deskNumbers.skewMs || noticed.has(name)) return null
    // Where nothing but the configured `ttl` speaks of an end and it is the client's TTL, that is how often to ask.
    const { issuedAtMs, expiresAtMs } = credential
    const assumed = keeper.ttlMs !== null && expiresAtMs !== null && expiresAtMs - issuedAtMs >= keeper.ttlMs
    if (assumed && keeper.ttlMs >= ttlMs && left >= ttlMs - deskNumbers.skewMs) return null
    noticed.add(name)
    return (
      `The key of "${name}" lives another ${sayDuration(left)}, and its client uses it for ${sayDuration(ttlMs)}; the ` +
      `source "${keeper.source.origin}" gives no longer one now. Set CLAUDE_CODE_API_KEY_HELPER_TTL_MS to a quarter of ` +
      'its life, or use `warmkey run`, which renews on the way.'
    )
  }

  return {
    async give({ profile: name, cwd, ttlMs, client }, outer) {
      const profile = find(name, cwd)
      const { keeper } = profile
      if (!profile.exportable) throw neverExported(profile.name)
      const ask: HelperAsk = { atMs: clock.nowMs(), ttlMs }
      const id = client === null ? null : clientId(keeper.identity, client)
      const judgement = judge(id === null ? null : (memory.get(id) ?? null), ask)
      const limit = deadline(clock, deskNumbers.waitMs, outer, () => tooSlow(keeper, once))
      try {
        const needMs = ttlMs + deskNumbers.skewMs
        const { credential, explained } = await choose(keeper, judgement, needMs, limit.signal)
        const { secret, kind, expiresAtMs } = credential
        const handed = { key: secret.fingerprint, atMs: clock.nowMs(), explained }
        if (id !== null) remember(id, handedOut(memory.get(id) ?? null, ask, judgement, handed))
        if (!once) warmAhead.after(keeper, needMs)
        const notice = noticesFor(profile, credential, ttlMs)
        return {
          key: checked(handOver(secret), keeper),
          profile: profile.name,
          header: kind === 'any' ? profile.header : kind === 'bearer' ? 'authorization' : 'x-api-key',
          expiresAtMs,
          ...(notice === '' ? {} : { notice }),
        }
      } catch (thrown) {
        const history = id === null ? undefined : memory.get(id)
        if (id !== null && history !== undefined && judgement.kind === 'uncured')
          remember(id, gaveUp(history, ask, judgement.keys))
        throw thrown
      } finally {
        limit.callOff()
      }
    },
    async invalidate({ profile: wanted, cwd }, outer) {
      const { name: profile, keeper } = find(wanted, cwd)
      const limit = deadline(clock, deskNumbers.waitMs, outer, () => tooSlow(keeper, once))
      try {
        for (const id of memory.keys()) if (id.startsWith(`${keeper.identity} `)) memory.delete(id)
        const { changed } = await keeper.demand(limit.signal)
        return { profile, changed }
      } finally {
        limit.callOff()
      }
    },
    close: warmAhead.stop,
  }
}

/** Keys against which this run of the helper speaks. */
function accusedIn(judgement: HelperJudgement): readonly string[] {
  switch (judgement.kind) {
    case 'unjudged':
      return []
    case 'uncured':
      return judgement.keys
    default:
      return [judgement.key]
  }
}

/** What must be left of this credential; one that never lived that long is renewed at half its life. */
function leastLeftMs({ issuedAtMs, expiresAtMs }: Credential, needMs: number): number {
  if (expiresAtMs === null) return 0
  const lifeMs = expiresAtMs - issuedAtMs
  return lifeMs > needMs ? needMs : lifeMs / 2
}

/** What the first client takes from its helper: https://code.claude.com/docs/en/errors */
const oneToken = /^[\x21-\x7e]{1,16384}$/

function checked(key: string, { source }: Keeper): string {
  if (oneToken.test(key)) return key
  throw new WarmkeyError(
    'source-malformed',
    `The source "${source.origin}" gave something that is not one word of printable ASCII with at most 16,384 characters.`,
    { remedy: 'Make it give the key alone.' },
  )
}

const neverExported = (name: string): WarmkeyError =>
  new WarmkeyError('export-refused', `The profile "${name}" says "export": "never", so its key is not printed.`, {
    remedy: 'Use it through `warmkey run` or the gateway, which put it on requests without showing it.',
    transient: false,
  })

function uncured({ source }: Keeper): WarmkeyError {
  const fact = source.stable
    ? `The API has refused the key of "${source.origin}" again, and there is no other one in it.`
    : `The API has refused the key of "${source.origin}", and also the one after it.`
  const remedy = source.stable
    ? 'Put a new key there; if this one is good, it may not do what was asked: look at the message of the API with `warmkey run`.'
    : 'So it has not expired: ask for the permission that is missing; `warmkey run` shows the message of the API.'
  return new WarmkeyError('renewal-did-not-cure', fact, { remedy })
}

function tooSlow({ source }: Keeper, once: boolean): WarmkeyError {
  return new WarmkeyError(
    'source-timeout',
    `The source "${source.origin}" has not answered within ${sayDuration(deskNumbers.waitMs)}.`,
    {
      remedy: once
        ? 'Start `warmkey up`: it asks ahead of time and keeps the key for everybody.'
        : 'It is waited for in the background: ask again when it has answered; `warmkey status` shows when.',
    },
  )
}
