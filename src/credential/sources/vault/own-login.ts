import { WarmkeyError } from '../../../errors.ts'
import { readSecretRef, saySecretRef } from '../../secret-ref.ts'
import { type LoginOptions, loginNeeds, loginOf, loginPath } from './login.ts'
import { loginRefusal } from './refusals.ts'
import { type OriginDeps, type TokenOrigin, tokenIn } from './token-origin.ts'
import { unwrap } from './wrapping.ts'

/** Tokens that warmkey logs in for by itself, as often as it has to. */
export function ownLogin(auth: LoginOptions, { api, namespace, deps, signIn }: OriginDeps): TokenOrigin {
  /** What was in a wrapping token, which opens once. */
  let unwrapped: { readonly by: string; readonly secretId: string } | null = null
  const where = () => `The Vault at ${api().host}`

  /** The secret id, out of its wrapping if it came in one. */
  async function secretId(signal: AbortSignal): Promise<string> {
    if (auth.method !== 'approle' || auth.secretId === undefined) return ''
    const text = await readSecretRef(auth.secretId, deps, signal)
    if (auth.wrapped !== true) return text
    if (unwrapped?.by === text) return unwrapped.secretId
    const place = saySecretRef(auth.secretId, deps.home)
    const created = { below: `auth/${auth.mount ?? 'approle'}/role/`, named: '/secret-id' }
    const body = await unwrap(api(), text, { where: where(), place, created }, signal)
    const inside = body.data?.secret_id
    if (typeof inside !== 'string') {
      throw new WarmkeyError('source-malformed', `The wrapping token in ${place} holds no secret id.`, {
        remedy: 'Have it wrapped again, as the configuration says.',
        transient: false,
      })
    }
    unwrapped = { by: text, secretId: inside }
    return inside
  }

  return {
    person: null,
    async next(signal) {
      const login = await loginOf(auth, deps, signal, () => secretId(signal))
      const answer = await api().ask({ method: 'POST', ...login }, signal)
      const token = tokenIn(answer)
      if (token !== null) return { ...token, own: true }
      if (answer.body.auth?.mfa_requirement) {
        throw new WarmkeyError('source-needs-person', `${where()} asks for a second factor at ${login.path}.`, {
          remedy: `Use a method that needs none, or log in by hand, type: ${signIn}`,
        })
      }
      const asked = { where: where(), refuses: `refuses the login at ${loginPath(auth)}`, namespace: namespace() }
      throw loginRefusal(answer, asked, loginNeeds(auth, deps.home))
    },
  }
}
