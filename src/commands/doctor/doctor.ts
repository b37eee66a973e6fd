import { deadline } from '../../clock.ts'
import { stateDirectory } from '../../daemon/state-directory.ts'
import { type Bench, mostMs } from '../../doctor/bench.ts'
import { causesOf } from '../../doctor/causes.ts'
import type { Finding } from '../../doctor/check.ts'
import { checks } from '../../doctor/checks/index.ts'
import { examine, rootOf } from '../../doctor/doctor.ts'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { benchOf } from './bench-here.ts'
import { fixAll, undoLast } from './fix.ts'
import { journalLines, openFixJournal } from './fix-journal.ts'
import { ladderHere, ladderSection } from './ladder-here.ts'
import { reportLines } from './lines.ts'
import { createLiveLine } from './live-line.ts'
import { reportJson } from './report-json.ts'

export interface DoctorFlags {
  readonly only?: readonly string[]
  readonly list: boolean
  readonly offline: boolean
  readonly model?: string
  readonly spend: boolean
  readonly verbose: boolean
  readonly fix: boolean
  readonly undo: boolean
  readonly journal: boolean
  readonly yes: boolean
  readonly json: boolean
}

/** `warmkey doctor`: the five causes, the checks under them, and the root in one sentence. */
export async function doctor(this: WarmkeyContext, flags: DoctorFlags): Promise<void> {
  const { stdout, stderr } = this.process
  if (flags.list) {
    const width = Math.max(...checks.map(({ id }) => id.length))
    stdout.write(`${checks.map(({ id, title }) => `${id.padEnd(width)}  ${title}`).join('\n')}\n`)
    return
  }
  if (flags.journal) {
    const entries = openFixJournal(stateDirectory(this), this.platform).all()
    if (flags.json) {
      const list = entries.map(({ id, entry: { at, check, summary, done, path, outcome } }) => ({
        id,
        at,
        check,
        summary,
        done,
        path,
        outcome,
      }))
      stdout.write(`${JSON.stringify({ schema: 1, fixes: list })}\n`)
    } else stdout.write(`${journalLines(entries).join('\n')}\n`)
    return
  }
  if (flags.undo) {
    stdout.write(`${undoLast(this)}\n`)
    return
  }
  const unknown = flags.only?.find((id) => !checks.some((check) => check.id === id))
  if (unknown !== undefined) {
    throw new WarmkeyError('usage', `There is no check "${unknown}".`, {
      remedy: '`warmkey doctor --list` names them.',
      transient: false,
    })
  }
  const ended = this.onEnd()
  const live = stderr.isTTY && !flags.json
  const only = flags.only === undefined ? {} : { only: flags.only }
  let bench: Bench = benchOf(this, flags)
  const look = async (): Promise<readonly Finding[]> => {
    bench = benchOf(this, flags)
    const line = live ? createLiveLine((text) => void stderr.write(text), stdout.columns, this.clock) : null
    const late = deadline(this.clock, mostMs, ended, () => new Error('too slow'))
    const found = await examine(
      bench,
      {
        checks,
        offline: flags.offline,
        ...only,
        ...(line === null ? {} : { started: line.started, progress: ({ check }) => line.ended(check) }),
      },
      late.signal,
    ).finally(() => {
      late.callOff()
      line?.erase()
    })
    return found
  }
  let findings = await look()
  if (flags.fix) findings = await fixAll(findings, { context: this, yes: flags.yes, ended, look })
  const root = rootOf(findings)
  const causes = causesOf(findings, bench)
  this.process.exitCode = root === null ? 0 : 1
  const here = await ladderHere(bench, ended)
  if (flags.json) {
    stdout.write(`${JSON.stringify(reportJson(findings, causes, here.ladder))}\n`)
    return
  }
  const screen = { columns: stdout.columns, colour: stdout.isTTY && !this.env.NO_COLOR, verbose: flags.verbose }
  const asked = flags.only === undefined || flags.only.includes('credential-found')
  const ladder = asked ? ladderSection(here, bench, screen) : []
  stdout.write(`${reportLines({ causes, findings, root, ladder }, screen).join('\n')}\n`)
}
