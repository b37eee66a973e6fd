import { WarmkeyError } from '../../../errors.ts'
import { Secret } from '../../../secret.ts'
import { readSecretRef, saySecretRef } from '../../secret-ref.ts'
import { type LeftToken, leftToken } from './left-token.ts'
import type { AuthOptions } from './options.ts'
import { stateOf } from './refusals.ts'
import type { TokenFacts } from './token-life.ts'
import { namesIn, type OriginDeps, secondsIn, type TokenOrigin, tokenIn } from './token-origin.ts'
import { unwrap } from './wrapping.ts'

/** Tokens that a person leaves: in a place of the configuration, or where `vault login` does. */
export function givenToken(
  auth: Extract<AuthOptions, { method: 'token' | 'oidc' }>,
  { api, base, deps, signIn }: OriginDeps,
): TokenOrigin {
  const where = () => `The Vault at ${api().host}`
  /** The last one that was taken. */
  let last: LeftToken | null = null
  /** Whether it was allowed to ask for itself. */
  let couldAsk = false
  /** What was in a wrapping token, which opens once. */
  let unwrapped: { readonly by: string; readonly secret: Secret } | null = null

  async function left(signal: AbortSignal): Promise<LeftToken | null> {
    if (auth.method === 'oidc' || auth.token === undefined) return leftToken(deps, base(), signal)
    const token = (await readSecretRef(auth.token, deps, signal)).trim()
    return { token, place: saySecretRef(auth.token, deps.home) }
  }

  const logIn = (fact: string) =>
    new WarmkeyError('source-needs-person', `${where()} wants a login: ${fact}.`, {
      remedy: `Log in, type: ${signIn}`,
    })

  const isOver = () =>
    logIn(`the token in ${last?.place ?? 'its place'} has ended, was revoked, or may not even ask for itself`)

  /** Without permission to ask for itself a token may still be good, unless it could ask before; its life is not known. */
  async function lookedUp(secret: Secret, own: boolean, known: boolean, signal: AbortSignal): Promise<TokenFacts> {
    const answer = await api().ask({ method: 'GET', path: 'auth/token/lookup-self', token: secret }, signal)
    const state = stateOf(answer, where())
    if (state !== null) throw state
    if (answer.status !== 200 && known && couldAsk) throw isOver()
    couldAsk = answer.status === 200
    const data = couldAsk ? (answer.body.data ?? {}) : {}
    const renewable = data.renewable === true
    return { secret, own, renewable, policies: namesIn(data.policies), seconds: secondsIn(data.ttl) }
  }

  /** The token inside a wrapping token: new with its life, or the one that was inside before. */
  async function inside({ token, place }: LeftToken, known: boolean, signal: AbortSignal): Promise<TokenFacts> {
    if (unwrapped?.by === token) return lookedUp(unwrapped.secret, true, known, signal)
    const body = await unwrap(api(), token, { where: where(), place, created: null }, signal)
    const facts = tokenIn({ status: 200, body })
    if (facts === null) {
      throw new WarmkeyError('source-malformed', `The wrapping token in ${place} holds no token.`, {
        remedy: 'Have it wrapped again, as the configuration says.',
        transient: false,
      })
    }
    unwrapped = { by: token, secret: facts.secret }
    return { ...facts, own: true }
  }

  return {
    async next(signal) {
      const now = await left(signal)
      if (now === null) throw logIn('there is no token for it here')
      const known = now.token === last?.token
      last = now
      if (auth.method === 'token' && auth.wrapped === true) return inside(now, known, signal)
      return lookedUp(new Secret(now.token), false, known, signal)
    },
    person: {
      async hasLeftAnother(signal) {
        // Where it cannot be read for a moment, the one in hand goes on.
        const now = await left(signal).catch(() => null)
        return now !== null && now.token !== last?.token
      },
      isOver,
    },
  }
}
