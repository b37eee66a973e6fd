import { keyAlone } from '../../daemon/alone.ts'
import { findSocket } from '../../daemon/control-client.ts'
import type { WarmkeyContext } from '../context.ts'
import { sayKey, sayWhyNot } from './answer.ts'
import type { TokenFlags } from './arguments.ts'
import { formats } from './formats.ts'
import { keyFromDaemon } from './from-daemon.ts'
import { requestOf } from './request.ts'

/** `warmkey token`: a key from the daemon, or without one. stdout gets the key or nothing. */
export async function token(this: WarmkeyContext, flags: TokenFlags): Promise<void> {
  const format = formats.find(({ name }) => name === flags.format) ?? formats[0]
  try {
    const request = await requestOf(this, flags, format)
    const given = (await keyFromDaemon(findSocket(this), this, request)) ?? (await keyAlone(this, request))
    sayKey(this, format, given)
  } catch (thrown) {
    sayWhyNot(this, thrown)
  }
}
