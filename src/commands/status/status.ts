import { sleep } from '../../clock.ts'
import type { Status } from '../../daemon/control-protocol.ts'
import { demandAtOnce } from '../../daemon/silent.ts'
import type { WarmkeyContext } from '../context.ts'
import { atMost, folded } from './fold.ts'
import { isWell, statusLines } from './lines.ts'

export interface StatusFlags {
  readonly watch: boolean
  readonly json: boolean
}

const everyMs = 1_000
const notRunning = 'warmkey is not running. Start it with: warmkey up'

/** Prints what the daemon says of itself. Exit code 1 when something needs a person, or nothing runs. Throws `daemon-silent`. */
export async function status(this: WarmkeyContext, { watch, json }: StatusFlags): Promise<void> {
  const { stdout } = this.process
  const ended = this.onEnd()
  const redraws = watch && !json && stdout.isTTY
  if (redraws) stdout.write(otherScreen)
  for (;;) {
    const now = await ask(this).catch((thrown: unknown) => {
      if (redraws) stdout.write(firstScreen)
      throw thrown
    })
    this.process.exitCode = now !== null && isWell(now) ? 0 : 1
    const lines = json ? [JSON.stringify(now ?? { version: 1, running: false })] : screen(now, this)
    const text = `${lines.join('\n')}\n`
    stdout.write(redraws ? redrawn(atMost(lines, stdout.rows ?? 24)) : text)
    if (!watch) return
    await sleep(this.clock, everyMs, ended).catch(() => {})
    if (!ended.aborted) continue
    // What was seen last stays behind.
    if (redraws) stdout.write(firstScreen + text)
    return
  }
}

/** The screen that editors use too, so that watching leaves no trail in what can be scrolled back to. */
const otherScreen = '\u001b[?1049h'
const firstScreen = '\u001b[?1049l'

/** From the first line on, each line over the one before, so that nothing flickers. */
const redrawn = (lines: readonly string[]): string => `\u001b[H${lines.join('\u001b[K\n')}\u001b[K\u001b[J`

function screen(now: Status | null, { process: { stdout } }: WarmkeyContext): string[] {
  if (now === null) return [notRunning]
  const lines = statusLines(now, stdout.columns)
  return stdout.isTTY ? lines.flatMap((line) => folded(line, stdout.columns)) : lines
}

const ask = (context: WarmkeyContext): Promise<Status | null> =>
  demandAtOnce<Status>(context, context.clock, { method: 'GET', path: '/v1/status' })
