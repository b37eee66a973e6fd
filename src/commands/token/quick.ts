import { quickSocket } from '../../daemon/quick-socket.ts'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { sayKey, sayWhyNot } from './answer.ts'
import { plainFlags } from './arguments.ts'
import { formats } from './formats.ts'
import { keyFromDaemon } from './from-daemon.ts'
import { requestOf } from './request.ts'

/**
 * `warmkey token` where a daemon answers, without a library, a schema, `node:fs` or `node:crypto`, each of which costs more
 * than the answer. `false` where it has not answered: no daemon, or a command line that needs more reading.
 */
export async function quickToken(context: WarmkeyContext, args: readonly string[]): Promise<boolean> {
  const flags = plainFlags(args)
  const format =
    flags === null
      ? undefined
      : flags.format === undefined
        ? formats[0]
        : formats.find(({ name }) => name === flags.format)
  if (flags === null || format === undefined) return false
  try {
    const socket = await quickSocket(context)
    if (socket === null) return false
    const given = await keyFromDaemon(socket, context, await requestOf(context, flags, format))
    if (given === null) return false
    sayKey(context, format, given)
  } catch (thrown) {
    // What was not foreseen is better told by the whole program.
    if (!(thrown instanceof WarmkeyError)) throw thrown
    sayWhyNot(context, thrown)
  }
  return true
}
