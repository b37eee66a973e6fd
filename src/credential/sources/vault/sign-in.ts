import type { SourceDeps } from '../source.ts'
import type { VaultOptions } from './options.ts'
import { addressOf, fromEnv } from './place.ts'

const quoted = (text: string): string => (/^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`)

/** What a person types to log in to this Vault; shown, never run. */
export function signInLine(options: VaultOptions, env: SourceDeps['env']): string {
  const { auth } = options
  const program = env.BAO_ADDR && !env.VAULT_ADDR ? 'bao' : 'vault'
  const address = options.address === undefined ? null : addressOf(options, env)
  const same = address === (fromEnv(env, 'ADDR')?.replace(/\/+$/, '') ?? null)
  const parts = [
    program,
    'login',
    ...(address === null || same ? [] : [`-address=${address}`]),
    ...(options.namespace === undefined ? [] : [`-namespace=${options.namespace}`]),
    ...(options.caFile === undefined ? [] : [`-ca-cert=${options.caFile}`]),
    ...(auth?.method === 'oidc' ? ['-method=oidc'] : []),
    ...(auth?.method === 'oidc' && auth.mount !== undefined ? [`-path=${auth.mount}`] : []),
    ...(auth?.method === 'oidc' && auth.role !== undefined ? [`role=${auth.role}`] : []),
  ]
  return parts.map(quoted).join(' ')
}
