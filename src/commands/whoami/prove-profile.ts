import { deadline } from '../../clock.ts'
import { profileFor } from '../../config-directory.ts'
import { demand, findSocket } from '../../daemon/control-client.ts'
import type { ProveAnswer } from '../../daemon/control-protocol.ts'
import { prove } from '../../daemon/prove.ts'
import { mustBeAwake } from '../../daemon/silent.ts'
import { asWarmkeyError, WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { lookAtConfig } from '../profile/own-config.ts'

/** The proof itself takes 30 s at most; a daemon that says nothing is not waited for any longer. */
const patienceMs = 35_000

/**
 * Proves a profile by a request that costs nothing: in the daemon, with the credential that it holds, or where none runs by
 * asking the source once. Throws `profile-unknown`, and what is wrong with the configuration.
 */
export async function proveProfile(
  context: WarmkeyContext,
  name: string,
  signal: AbortSignal = context.onEnd(),
): Promise<ProveAnswer> {
  const limit = deadline(context.clock, patienceMs, signal, tooLong)
  try {
    return await proved(context, name, limit.signal)
  } catch (thrown) {
    throw limit.signal.reason instanceof WarmkeyError ? limit.signal.reason : thrown
  } finally {
    limit.callOff()
  }
}

async function proved(context: WarmkeyContext, name: string, signal: AbortSignal): Promise<ProveAnswer> {
  const { clock, env, home } = context
  const socket = findSocket(context)
  await mustBeAwake(context, clock)
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

const tooLong = (): WarmkeyError =>
  new WarmkeyError('source-timeout', `There was no answer within ${patienceMs / 1000} s.`, {
    remedy: 'See what warmkey does: warmkey status',
  })

/**
 * Every profile of the configuration, all asked at once, in the order of the file. One that cannot be asked is refused in
 * words and keeps no other from being asked. Throws what is wrong with the configuration as a whole.
 */
export function proveAll(context: WarmkeyContext): { readonly name: string; readonly proof: Promise<ProveAnswer> }[] {
  const { profiles } = lookAtConfig(context).config
  const signal = context.onEnd()
  return Object.entries(profiles).map(([name, { source, upstream, models }]) => ({
    name,
    proof: proveProfile(context, name, signal).catch((thrown: unknown) => ({
      profile: name,
      upstream: upstream.url,
      dialect: upstream.dialect,
      source: source.type,
      outcome: 'refused' as const,
      sentence: asWarmkeyError(thrown).sentence,
      fingerprint: null,
      expiresAtMs: null,
      organization: null,
      workspace: null,
      models: null,
      aliases: models,
    })),
  }))
}
