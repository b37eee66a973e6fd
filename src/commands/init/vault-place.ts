import { join } from 'node:path'
import type { ClientWorld } from '../../clients/client.ts'
import { type Candidate, shellOnly } from './candidate.ts'

/** A Vault or OpenBao that this shell speaks to. Which secret it is, nobody but its user knows. */
export function vaultCandidates({ env, home, read }: ClientWorld): Candidate[] {
  const name = env.BAO_ADDR ? 'BAO_ADDR' : 'VAULT_ADDR'
  const address = env[name]
  if (!address) return []
  const variable = env.BAO_TOKEN ? 'BAO_TOKEN' : env.VAULT_TOKEN ? 'VAULT_TOKEN' : null
  const file = join(home, '.vault-token')
  const hasFile = read(file) !== null
  const token = variable ?? (hasFile ? file : null)
  const namespace = env.BAO_NAMESPACE || env.VAULT_NAMESPACE
  return [
    {
      id: 'vault',
      title: `Secret in ${name === 'BAO_ADDR' ? 'OpenBao' : 'Vault'} at ${address}`,
      place: token === null ? `${name}, and no token yet` : `${name}, token in ${token}`,
      name: 'vault',
      draft: { source: { type: 'vault', address, ...(namespace ? { namespace } : {}) } },
      remarks: [
        ...(variable === null ? [] : [shellOnly(variable)]),
        ...(token === null ? ['Sign in first: vault login'] : []),
      ],
    },
  ]
}
