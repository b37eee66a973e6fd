import { userInfo } from 'node:os'
import type { ClientWorld } from '../../clients/client.ts'

/** A keychain that does not answer in this time, in milliseconds, is not waited for. */
const withinMs = 2_000
/** What `security` exits with where there is no such item (errSecItemNotFound). */
const notFound = 44

/**
 * Whether the keychain of macOS holds a password of a service, by its name alone: `security find-generic-password` without
 * `-w` shows no password and asks nobody for permission. `undefined` on other systems, which have none.
 */
export function keychainOf({
  env,
  platform,
}: Pick<ClientWorld, 'env' | 'platform'>): NonNullable<ClientWorld['keychain']> | undefined {
  if (platform !== 'darwin') return undefined
  const known = new Map<string, 'there' | 'absent' | 'unseen'>()
  return (service) => {
    const state = known.get(service) ?? ask(service, env)
    known.set(service, state)
    return state
  }
}

function ask(service: string, env: ClientWorld['env']): 'there' | 'absent' | 'unseen' {
  const program = Bun.which('security', { PATH: env.PATH ?? '' })
  if (program === null) return 'unseen'
  const { HOME = '', PATH = '' } = env
  const { exitCode } = Bun.spawnSync([program, 'find-generic-password', '-a', accountOf(env), '-s', service], {
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'ignore',
    env: { HOME, PATH },
    timeout: withinMs,
  })
  return exitCode === 0 ? 'there' : exitCode === notFound ? 'absent' : 'unseen'
}

/** Under which name the client keeps it (read in the program, 2.1.330). */
function accountOf({ USER }: ClientWorld['env']): string {
  const name = USER || userInfo().username
  return /^[a-zA-Z0-9._-]+$/.test(name) ? name : 'claude-code-user'
}
