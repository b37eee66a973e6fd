import { askDaemon, findSocket, isError } from '../../daemon/control-client.ts'
import type { StatuslineAnswer } from '../../daemon/control-protocol.ts'
import type { WarmkeyContext } from '../context.ts'

/** What is shown where no daemon answers: then a connected tool has nobody to talk to. */
export const down = 'warmkey is not running: warmkey up'

/** A status line that comes later is not waited for by anybody. */
const patienceMs = 1_000

/** Prints the status line; never fails, because a status line that fails is an empty one. Always `true`: answered. */
export async function quickStatusline(context: WarmkeyContext): Promise<true> {
  const { clock, process: streams } = context
  const late = new AbortController()
  const callOff = clock.after(patienceMs, () => late.abort(new Error('no answer')))
  let text = down
  try {
    const socket = findSocket(context)
    const question = { method: 'GET', path: '/v1/statusline', signal: late.signal } as const
    const answer = socket === null ? null : await askDaemon<StatuslineAnswer>(socket, question)
    if (answer !== null) text = isError(answer) ? `warmkey: ${answer.error.message}` : answer.text
  } catch {
    text = 'warmkey does not answer: warmkey status'
  } finally {
    callOff()
  }
  streams.stdout.write(`${text}\n`)
  return true
}
