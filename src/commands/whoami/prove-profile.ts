import { profileFor } from '../../config-directory.ts'
import { demand, findSocket } from '../../daemon/control-client.ts'
import type { ProveAnswer } from '../../daemon/control-protocol.ts'
import { prove } from '../../daemon/prove.ts'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { lookAtConfig } from '../profile/own-config.ts'

/**
 * Proves a profile by a request that costs nothing: in the daemon, with the credential that it holds, or where none runs by
 * asking the source once. Throws `profile-unknown`, and what is wrong with the configuration.
 */
export async function proveProfile(context: WarmkeyContext, name: string): Promise<ProveAnswer> {
  const { clock, env, home } = context
  const signal = context.onEnd()
  const socket = findSocket(context)
  const question = { method: 'POST', path: '/v1/prove', body: { profile: name }, signal } as const
  const answer = socket === null ? null : await demand<ProveAnswer>(socket, question)
  if (answer !== null) return answer
  const { config, file } = lookAtConfig(context)
  const choice = profileFor(config, { name, cwd: undefined, home })
  if (choice !== null) return prove({ name, profile: choice.profile, upstream: null }, { clock, env, home, signal })
  const names = Object.keys(config.profiles)
  throw new WarmkeyError('profile-unknown', `There is no profile "${name}" in ${file}.`, {
    remedy: names.length === 0 ? 'Add one: warmkey init.' : `There are: ${names.join(', ')}.`,
    transient: false,
  })
}
