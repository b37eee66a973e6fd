import type { WarmkeyContext } from '../context.ts'
import { machineWorld } from '../run/world.ts'
import { actOne } from './act-one.ts'
import { actTwo } from './act-two.ts'
import { type FoundClient, findClient, type NoClient } from './client.ts'
import { interrupts } from './interrupts.ts'
import { typed } from './launcher.ts'
import { count, factsOf, type Row } from './row.ts'
import { openScreen, quietScreen, type Screen, sayMs } from './screen.ts'

export interface DemoFlags {
  readonly noClient: boolean
  readonly client?: string
  readonly json: boolean
}

export interface DemoOptions {
  /** How long a key of the first act lives, milliseconds; `null` means for ever: then the claims cannot hold. */
  readonly keyLifeMs: number | null
}

/** `warmkey demo`: 0 when every line came out as it should, 1 when one did not, 130 when it was ended. */
export async function demo(this: WarmkeyContext, flags: DemoFlags): Promise<void> {
  // Short, because somebody watches; long enough that a slow machine has asked before it is over.
  this.process.exitCode = await runDemo(this, flags, { keyLifeMs: 1_200 })
}

export async function runDemo(context: WarmkeyContext, flags: DemoFlags, { keyLifeMs }: DemoOptions): Promise<number> {
  const { clock, env } = context
  const { stdout } = context.process
  const screen = flags.json ? quietScreen(context.process.stderr) : openScreen(context)
  const ctrlC = interrupts(() => context.onEnd())
  const { ended } = ctrlC
  const startedMs = clock.monotonicMs()
  const rows: Row[] = []
  let client: FoundClient | NoClient = { skipped: '--no-client' }
  try {
    rows.push(...(await actOne({ clock, env, screen, ended, keyLifeMs })))
    if (!flags.noClient) {
      const world = machineWorld({ ...context, env: {} })
      client = await findClient(flags.client, { context, screen, interrupts: ctrlC, world })
    }
    if ('path' in client) rows.push(...(await actTwo(client, { clock, screen, ended })))
  } catch (thrown) {
    if (!ended.aborted) throw thrown
    screen.line('')
    screen.line('Stopped. Everything that was started has ended, and its files are gone.')
    return 130
  }
  const elapsedMs = clock.monotonicMs() - startedMs
  if (flags.json) stdout.write(`${JSON.stringify(report(rows, client, elapsedMs))}\n`)
  else summarise(screen, { rows, client, elapsedMs, command: typed(context.cwd, env.PATH) })
  return rows.every(({ surprise }) => surprise === null) ? 0 : 1
}

interface Summary {
  readonly rows: readonly Row[]
  readonly client: FoundClient | NoClient
  readonly elapsedMs: number
  readonly command: string
}

function summarise(screen: Screen, { rows, client, elapsedMs, command }: Summary): void {
  const surprises = rows.filter(({ surprise }) => surprise !== null).length
  const verdict = surprises === 0 ? 'each as it should be' : `${wrong(surprises)} (marked with !)`
  screen.line('')
  screen.line(`${count(rows.length, 'line')} in ${sayMs(elapsedMs)}, ${verdict}.`)
  if ('skipped' in client) screen.line(`The real Claude Code was not shown: ${client.skipped.replace(/\.$/, '')}.`)
  screen.line('')
  screen.line(`With your own key, nothing to configure:`)
  screen.command(`${command} run -- claude`)
}

const wrong = (number: number): string =>
  number === 1 ? '1 is not as it should be' : `${number} are not as they should be`

/** What `--json` prints. */
function report(rows: readonly Row[], client: FoundClient | NoClient, elapsedMs: number): unknown {
  return {
    version: 1,
    ok: rows.every(({ surprise }) => surprise === null),
    elapsedMs: Math.round(elapsedMs),
    client: 'path' in client ? { version: client.version, from: client.from } : null,
    skipped: 'skipped' in client ? client.skipped : null,
    lines: rows.map(({ elapsedMs: ms, ...row }) => ({
      ...row,
      facts: factsOf({ ...row, elapsedMs: ms }),
      elapsedMs: Math.round(ms * 10) / 10,
    })),
  }
}
