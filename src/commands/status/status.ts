import { sleep } from '../../clock.ts'
import { demand, findSocket } from '../../daemon/control-client.ts'
import type { Status } from '../../daemon/control-protocol.ts'
import type { WarmkeyContext } from '../context.ts'
import { folded } from './fold.ts'
import { isWell, statusLines } from './lines.ts'

export interface StatusFlags {
  readonly watch: boolean
  readonly json: boolean
}

const everyMs = 1_000
const notRunning = 'warmkey is not running. Start it with: warmkey up'

/** Prints what the daemon says of itself. Exit code 1 when something needs a person, or nothing runs. */
export async function status(this: WarmkeyContext, { watch, json }: StatusFlags): Promise<void> {
  const ended = this.onEnd()
  for (;;) {
    const now = await ask(this)
    this.process.exitCode = now !== null && isWell(now) ? 0 : 1
    const text = json ? `${JSON.stringify(now ?? { version: 1, running: false })}\n` : screen(now, this)
    // Home and clear below, so that nothing flickers.
    this.process.stdout.write(watch && !json && this.process.stdout.isTTY ? `\u001b[H\u001b[J${text}` : text)
    if (!watch) return
    await sleep(this.clock, everyMs, ended).catch(() => {})
    if (ended.aborted) return
  }
}

function screen(now: Status | null, { process: { stdout } }: WarmkeyContext): string {
  if (now === null) return `${notRunning}\n`
  const lines = statusLines(now, stdout.columns)
  const fitting = stdout.isTTY ? lines.flatMap((line) => folded(line, stdout.columns)) : lines
  return `${fitting.join('\n')}\n`
}

async function ask(context: WarmkeyContext): Promise<Status | null> {
  const socket = findSocket(context)
  return socket === null ? null : demand<Status>(socket, { method: 'GET', path: '/v1/status' })
}
