import { parseClaudeArgs } from '../../clients/claude-code/argv.ts'
import { type Ladder, readLadder } from '../../clients/claude-code/ladder.ts'
import type { Bench } from '../../doctor/bench.ts'
import { clientHere } from '../../doctor/client/client-here.ts'
import { type LadderLook, ladderLines, ladderNotes } from './ladder-lines.ts'
import { wrap } from './wrap.ts'

/** The ladder as the installed client reads it; `version` is `null` where that is not known. */
export interface LadderHere {
  readonly ladder: Ladder
  readonly version: string | null
}

/** Costs nothing where a check has looked for the client before. */
export async function ladderHere(bench: Bench, signal: AbortSignal): Promise<LadderHere> {
  const version = (await clientHere(bench, signal)).first?.version ?? null
  const { world, layers, clock } = bench
  return { ladder: readLadder(world, parseClaudeArgs([]), layers, { nowMs: clock.nowMs(), version }), version }
}

/** The section of the report: the ladder, and what holds beside it. */
export function ladderSection({ ladder, version }: LadderHere, bench: Bench, look: Omit<LadderLook, 'home'>): string[] {
  const notes = ladderNotes(ladder, { version, newest: bench.ladder, verbose: look.verbose })
  return [
    ...ladderLines(ladder, { ...look, home: bench.world.home }),
    ...notes.flatMap((note) => ['', ...wrap(note, look.columns, 2)]),
  ]
}
