import { WarmkeyError } from '../../../errors.ts'
import type { Secret } from '../../../secret.ts'
import type { VaultAnswer, VaultRequest } from './api.ts'
import { givenToken } from './given-token.ts'
import type { AuthOptions } from './options.ts'
import { ownLogin } from './own-login.ts'
import { saying, stateOf } from './refusals.ts'
import { isSpent, tokenDueMs, tokenLeftMs, tokenOf, type VaultToken } from './token-life.ts'
import { namesIn, type OriginDeps, type TokenOrigin, tokenIn } from './token-origin.ts'

/** A question that needs a token. */
export type SessionRequest = Omit<VaultRequest, 'token'>

/** An answer, and what the token that got it may do. */
export interface SessionAnswer extends VaultAnswer {
  readonly policies: readonly string[] | null
}

/**
 * Holds the token of one source: gets one, renews it when two thirds of its life are over, gets another when it cannot
 * be renewed, and finds out whether "permission denied" means the token or the secret. One caller at a time.
 */
export interface Session {
  ask(request: SessionRequest, signal: AbortSignal): Promise<SessionAnswer>
  /** Milliseconds until the token ends, `Infinity` for never. Whatever was leased with it ends with it. */
  leftMs(): number
  /** Until when a person has to log in, milliseconds since the epoch; `null` where nobody has to. */
  deadline(): number | null
  /** Stops what runs by itself. */
  stop(): void
  /** Revokes the token if warmkey got it itself, and with it everything that was leased with it. */
  revoke(signal: AbortSignal): Promise<boolean>
}

export interface SessionOptions extends OriginDeps {
  readonly auth: AuthOptions
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number
}

/** A timer looks again after this long at the latest: the machine may sleep, and timers overflow at 24.8 days. */
const longestTimerMs = 3_600_000
/** Between two tries to renew in the background, doubling, ±50 %. */
const retryMs = { first: 10_000, most: 300_000 }

export function createSession(options: SessionOptions): Session {
  const { auth, api, random } = options
  const { clock } = options.deps
  const origin: TokenOrigin =
    auth.method === 'token' || auth.method === 'oidc' ? givenToken(auth, options) : ownLogin(auth, options)
  const { person } = origin
  let token: VaultToken | null = null
  /** A renewal under way: a turn and the timer may want one at the same moment. */
  let renewing: Promise<VaultToken | null> | null = null
  let callOff: (() => void) | null = null
  let stopped = false
  const ended = new AbortController()
  const where = () => `The Vault at ${api().host}`

  function hold(next: VaultToken): VaultToken {
    token = next
    arm(0)
    return next
  }

  const another = async (signal: AbortSignal): Promise<VaultToken> =>
    hold(tokenOf(await origin.next(signal), clock, random))

  const lookUp = (secret: Secret, signal: AbortSignal) =>
    api().ask({ method: 'GET', path: 'auth/token/lookup-self', token: secret }, signal)

  /** The same token with a new life; `null` when it cannot be renewed and another has to be got. */
  async function renewed(old: VaultToken, signal: AbortSignal): Promise<VaultToken | null> {
    if (!old.renewable) return null
    renewing ??= renewal(old, signal).finally(() => {
      renewing = null
    })
    return renewing
  }

  async function renewal(old: VaultToken, signal: AbortSignal): Promise<VaultToken | null> {
    const request = { method: 'POST', path: 'auth/token/renew-self', token: old.secret, body: {} } as const
    const answer = await api().ask(request, signal)
    // A 500 is how Vault says that a token is past the longest life there is for it.
    const state = answer.status === 500 ? null : stateOf(answer, where())
    if (state !== null) throw state
    const facts = tokenIn(answer)
    if (facts === null) return null
    const policies = facts.policies ?? old.policies
    return hold(tokenOf({ ...facts, own: old.own, policies }, clock, random, old))
  }

  /** A token that lives, as far as anybody knows. */
  async function ready(signal: AbortSignal): Promise<VaultToken> {
    if (token !== null && (await person?.hasLeftAnother(signal)) === true) token = null
    if (token === null || tokenLeftMs(token, clock) <= 0) return another(signal)
    if (tokenDueMs(token, clock) > 0) return token
    const old = token
    try {
      const longer = await renewed(old, signal)
      if (longer !== null && (person !== null || !isSpent(longer))) return longer
      if (person !== null) return old
      return await another(signal)
    } catch (error) {
      // It still lives: a Vault that cannot be reached for this may yet answer what is asked next.
      if (signal.aborted || tokenLeftMs(old, clock) <= 0) throw error
      return old
    }
  }

  /** Renews a person's token behind everything, because nobody could get it again. */
  function arm(failures: number): void {
    callOff?.()
    callOff = null
    if (
      stopped ||
      person === null ||
      token === null ||
      !token.renewable ||
      token.dueMonoMs === Number.POSITIVE_INFINITY
    )
      return
    const pauseMs = Math.min(retryMs.first * 2 ** (failures - 1), retryMs.most) * (0.5 + random())
    const waitMs = failures === 0 ? tokenDueMs(token, clock) : pauseMs
    callOff = clock.after(Math.min(Math.max(waitMs, 0), longestTimerMs), () => void renewBehind(failures))
  }

  async function renewBehind(failures: number): Promise<void> {
    const old = token
    if (old === null || tokenLeftMs(old, clock) <= 0) return
    if (failures === 0 && tokenDueMs(old, clock) > 0) return arm(0)
    const longer = await renewed(old, ended.signal).catch(() => null)
    // At its longest life it is not asked again: each answer would only be shorter.
    if (longer !== null && isSpent(longer)) {
      callOff?.()
      callOff = null
    } else if (longer === null && token === old) arm(failures + 1)
  }

  return {
    async ask(request, signal) {
      const used = await ready(signal)
      const answer = await api().ask({ ...request, token: used.secret }, signal)
      if (answer.status !== 403) return { ...answer, policies: used.policies }
      // How an expired or revoked token looks, too.
      const looked = await lookUp(used.secret, signal)
      const state = stateOf(looked, where())
      if (state !== null) throw state
      if (looked.status === 200) return { ...answer, policies: namesIn(looked.body.data?.policies) ?? used.policies }
      token = null
      if (person !== null && !(await person.hasLeftAnother(signal))) throw person.isOver()
      const next = await another(signal)
      const second = await api().ask({ ...request, token: next.secret }, signal)
      return { ...second, policies: next.policies }
    },
    leftMs: () => (token === null ? 0 : tokenLeftMs(token, clock)),
    deadline() {
      const lasts = token?.renewable === true && !isSpent(token)
      return person !== null && token !== null && !lasts && Number.isFinite(token.endsAtMs) ? token.endsAtMs : null
    },
    stop() {
      stopped = true
      callOff?.()
      callOff = null
      ended.abort()
    },
    async revoke(signal) {
      const last = token
      token = null
      if (last === null || !last.own || tokenLeftMs(last, clock) <= 0) return false
      const answer = await api().ask(
        { method: 'POST', path: 'auth/token/revoke-self', token: last.secret, body: {} },
        signal,
      )
      if (answer.status >= 400)
        throw new WarmkeyError('source-failed', `${where()} did not revoke the token${saying(answer)}.`)
      return true
    },
  }
}
