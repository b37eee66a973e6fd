import { createFakeClock } from './fake-clock.ts'
import { kept, type VaultDouble } from './vault-double.ts'
import { forever, keyOf, vaultSource } from './vault-source.ts'

export const minute = 60_000
export const login = 'POST auth/userpass/login/ana'
export const renew = 'POST auth/token/renew-self'
export const lookup = 'GET auth/token/lookup-self'
export const read = 'GET secret/data/claude'

/** A source over the double with a clock moved by hand, logging in as ana or with the token T. */
export function sessionWorld(double: VaultDouble, by: 'ana' | 'token' = 'ana', options: Record<string, unknown> = {}) {
  const clock = createFakeClock()
  const env: Record<string, string> = { PASSWORD: 'fake-password', T: 'fake-token-1' }
  const auth =
    by === 'ana'
      ? { method: 'userpass', username: 'ana', password: { env: 'PASSWORD' } }
      : { method: 'token', token: { env: 'T' } }
  const source = vaultSource({ address: double.address, path: 'secret/data/claude', auth, ...options }, { clock, env })
  double.on(read, kept({ key: 'fake-key' }))
  return { clock, env, source, obtain: async () => keyOf(await source.obtain(forever)) }
}
