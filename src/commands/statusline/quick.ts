import { askDaemon, findSocket, isError } from '../../daemon/control-client.ts'
import type { StatuslineAnswer } from '../../daemon/control-protocol.ts'
import type { WarmkeyContext } from '../context.ts'

/** What is shown where no daemon answers: then a connected tool has nobody to talk to. */
export const down = 'warmkey is not running: warmkey up'

/** Prints the status line; never fails, because a status line that fails is an empty one. Always `true`: answered. */
export async function quickStatusline({ env, home, platform, process: streams }: WarmkeyContext): Promise<true> {
  let text = down
  try {
    const socket = findSocket({ env, home, platform })
    const answer =
      socket === null ? null : await askDaemon<StatuslineAnswer>(socket, { method: 'GET', path: '/v1/statusline' })
    if (answer !== null) text = isError(answer) ? `warmkey: ${answer.error.message}` : answer.text
  } catch {
    text = 'warmkey does not answer: warmkey status'
  }
  streams.stdout.write(`${text}\n`)
  return true
}
