import { WarmkeyError } from '../../../errors.ts'
import { Secret } from '../../../secret.ts'
import { readSecretRef, saySecretRef } from '../../secret-ref.ts'
import type { SourceDeps } from '../source.ts'
import type { VaultAnswer, VaultApi, VaultRequest } from './api.ts'
import { leftToken } from './left-token.ts'
import { type LoginOptions, loginNeeds, loginOf, loginPath } from './login.ts'
import type { AuthOptions } from './options.ts'
import { loginRefusal, saying, stateOf } from './refusals.ts'
import { isSpent, type TokenFacts, tokenDueMs, tokenLeftMs, tokenOf, type VaultToken } from './token-life.ts'
import { unwrap } from './wrapping.ts'

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

export interface SessionOptions {
  readonly auth: AuthOptions
  readonly api: () => VaultApi
  readonly base: () => string
  readonly namespace: () => string | null
  readonly deps: SourceDeps
  /** What a person types to log in. */
  readonly signIn: string
  /** 0 (included) to 1 (excluded). */
  readonly random: () => number
}

/** A timer looks again after this long at the latest: the machine may sleep, and timers overflow at 24.8 days. */
const longestTimerMs = 3_600_000
/** Between two tries to renew in the background, doubling, ±50 %. */
const retryMs = { first: 10_000, most: 300_000 }

export function createSession({ auth, api, base, namespace, deps, signIn, random }: SessionOptions): Session {
  const { clock } = deps
  /** A token that a person left: it cannot be had again when it is lost. */
  const given = auth.method === 'token' || auth.method === 'oidc'
  let token: VaultToken | null = null
  /** The text that the token of a person was made from, to notice that it has left another one. */
  let leftText: string | null = null
  /** Whether that token was allowed to ask for itself. */
  let couldAsk = false
  /** What was in a wrapping token, which opens once. */
  let unwrapped: { readonly by: string; readonly held: string } | null = null
  /** A renewal under way: a turn and the timer may want one at the same moment. */
  let renewing: Promise<VaultToken | null> | null = null
  let callOff: (() => void) | null = null
  let stopped = false
  const never = new AbortController()

  const where = () => `The Vault at ${api().host}`
  const hold = (facts: TokenFacts, before?: VaultToken): VaultToken => {
    token = tokenOf(facts, clock, random, before)
    arm(0)
    return token
  }

  async function logIn(by: LoginOptions, signal: AbortSignal): Promise<VaultToken> {
    const login = await loginOf(by, deps, signal, () => secretIdOf(by, signal))
    const answer = await api().ask({ method: 'POST', ...login }, signal)
    const secret = tokenIn(answer)
    if (secret !== null) return hold({ ...secret, own: true })
    if (answer.body.auth?.mfa_requirement) {
      throw new WarmkeyError('source-needs-person', `${where()} asks for a second factor at ${login.path}.`, {
        remedy: `Use a method that needs none, or log in by hand, type: ${signIn}`,
      })
    }
    const asked = { where: where(), refuses: `refuses the login at ${loginPath(by)}`, namespace: namespace() }
    throw loginRefusal(answer, asked, loginNeeds(by, deps.home))
  }

  /** The secret id, out of its wrapping if it came in one. */
  async function secretIdOf(by: LoginOptions, signal: AbortSignal): Promise<string> {
    if (by.method !== 'approle' || by.secretId === undefined) return ''
    const text = await readSecretRef(by.secretId, deps, signal)
    if (by.wrapped !== true) return text
    if (unwrapped?.by === text) return unwrapped.held
    const place = saySecretRef(by.secretId, deps.home)
    const created = new RegExp(`^auth/${by.mount ?? 'approle'}/role/[^/]+/secret-id$`)
    const body = await unwrap(api(), text, { where: where(), place, created }, signal)
    const held = body.data?.secret_id
    if (typeof held !== 'string') throw noSuchThing(place, 'no secret id')
    unwrapped = { by: text, held }
    return held
  }

  const noSuchThing = (place: string, fact: string) =>
    new WarmkeyError('source-malformed', `The wrapping token in ${place} holds ${fact}.`, {
      remedy: 'Have it wrapped again, as the configuration says.',
      transient: false,
    })

  /** The token that a person left, and what Vault says of its life. */
  async function takeGiven(signal: AbortSignal): Promise<VaultToken> {
    const left = await givenText(signal)
    if (left === null) throw logInByHand('There is no token for it here')
    const known = left.token === leftText
    leftText = left.token
    if (auth.method === 'token' && auth.wrapped === true) {
      if (unwrapped?.by !== left.token) {
        const body = await unwrap(api(), left.token, { where: where(), place: left.place, created: null }, signal)
        const inside = tokenIn({ status: 200, body })
        if (inside === null) throw noSuchThing(left.place, 'no token')
        unwrapped = { by: left.token, held: inside.secret.open() }
        return hold({ ...inside, own: true })
      }
      return await lookedUp(new Secret(unwrapped.held), { ...left, own: true, known }, signal)
    }
    return await lookedUp(new Secret(left.token), { ...left, own: false, known }, signal)
  }

  /** Without permission to ask for itself a token may still be good, unless it could ask before; its life is not known. */
  async function lookedUp(
    secret: Secret,
    { place, own, known }: { place: string; own: boolean; known: boolean },
    signal: AbortSignal,
  ): Promise<VaultToken> {
    const answer = await lookUp(secret, signal)
    const state = stateOf(answer, where())
    if (state !== null) throw state
    if (answer.status !== 200 && known && couldAsk) throw isOver(place)
    couldAsk = answer.status === 200
    const data = couldAsk ? (answer.body.data ?? {}) : {}
    return hold({
      secret,
      own,
      renewable: data.renewable === true,
      policies: namesIn(data.policies),
      seconds: secondsIn(data.ttl),
    })
  }

  const lookUp = (secret: Secret, signal: AbortSignal) =>
    api().ask({ method: 'GET', path: 'auth/token/lookup-self', token: secret }, signal)

  async function givenText(signal: AbortSignal): Promise<{ token: string; place: string } | null> {
    if (auth.method === 'token' && auth.token !== undefined) {
      const text = (await readSecretRef(auth.token, deps, signal)).trim()
      return { token: text, place: saySecretRef(auth.token, deps.home) }
    }
    return leftToken(deps, base(), signal)
  }

  const logInByHand = (fact: string) =>
    new WarmkeyError(
      'source-needs-person',
      `${where()} wants a login: ${fact.charAt(0).toLowerCase()}${fact.slice(1)}.`,
      {
        remedy: `Log in, type: ${signIn}`,
      },
    )

  const isOver = (place: string) =>
    logInByHand(`The token in ${place} has ended, was revoked, or may not even ask for itself`)

  const another = (signal: AbortSignal): Promise<VaultToken> =>
    auth.method === 'token' || auth.method === 'oidc' ? takeGiven(signal) : logIn(auth, signal)

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
    return hold({ ...facts, own: old.own, policies: facts.policies ?? old.policies }, old)
  }

  /** A token that lives, as far as anybody knows. */
  async function ready(signal: AbortSignal): Promise<VaultToken> {
    if (token !== null && given) {
      const left = await givenText(signal).catch(() => null)
      if (left !== null && left.token !== leftText) token = null
    }
    if (token === null || tokenLeftMs(token, clock) <= 0) return another(signal)
    if (tokenDueMs(token, clock) > 0) return token
    const old = token
    try {
      const longer = await renewed(old, signal)
      if (longer !== null && (given || !isSpent(longer))) return longer
      if (given) return token ?? old
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
    if (stopped || !given || token === null || !token.renewable || token.dueMonoMs === Number.POSITIVE_INFINITY) return
    const pauseMs = Math.min(retryMs.first * 2 ** (failures - 1), retryMs.most) * (0.5 + random())
    const waitMs = failures === 0 ? tokenDueMs(token, clock) : pauseMs
    callOff = clock.after(Math.min(Math.max(waitMs, 0), longestTimerMs), () => void renewBehind(failures))
  }

  async function renewBehind(failures: number): Promise<void> {
    const old = token
    if (old === null || tokenLeftMs(old, clock) <= 0) return
    if (failures === 0 && tokenDueMs(old, clock) > 0) return arm(0)
    const longer = await renewed(old, never.signal).catch(() => null)
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
      if (given) {
        const left = await givenText(signal)
        if (left === null || left.token === leftText) throw isOver(left?.place ?? 'its place')
      }
      const next = await another(signal)
      const second = await api().ask({ ...request, token: next.secret }, signal)
      return { ...second, policies: next.policies }
    },
    leftMs: () => (token === null ? 0 : tokenLeftMs(token, clock)),
    deadline() {
      const lasts = token?.renewable === true && !isSpent(token)
      return given && token !== null && !lasts && Number.isFinite(token.endsAtMs) ? token.endsAtMs : null
    },
    stop() {
      stopped = true
      callOff?.()
      callOff = null
      never.abort()
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

const secondsIn = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0)

const namesIn = (value: unknown): string[] | null =>
  Array.isArray(value) && value.length > 0 && value.every((each) => typeof each === 'string') ? value : null

/** The token in the answer of a login or a renewal. */
function tokenIn({ status, body }: VaultAnswer): Omit<TokenFacts, 'own'> | null {
  const { auth } = body
  if (
    status !== 200 ||
    auth === undefined ||
    auth === null ||
    typeof auth.client_token !== 'string' ||
    auth.client_token === ''
  )
    return null
  return {
    secret: new Secret(auth.client_token),
    renewable: auth.renewable === true,
    policies: namesIn(auth.token_policies) ?? namesIn(auth.policies),
    seconds: secondsIn(auth.lease_duration),
  }
}
