import { stateDirectory } from '../../daemon/state-directory.ts'
import { type Complaint, type Finding, isComplaint } from '../../doctor/check.ts'
import { type Edit, riskOf, sayEdit } from '../../doctor/fixes/edit.ts'
import { WarmkeyError } from '../../errors.ts'
import { colorsOf } from '../connect/show.ts'
import type { WarmkeyContext } from '../context.ts'
import { askUntil } from '../run/terminal.ts'
import { changeOf, takeBack } from './change.ts'
import { type FixEntry, openFixJournal } from './fix-journal.ts'

type Curable = Finding & Complaint & { readonly edit: Edit }

export interface Fixing {
  readonly context: WarmkeyContext
  /** Agreed to beforehand. */
  readonly yes: boolean
  /** Whoever presses Ctrl-C is not asked any more. */
  readonly ended: AbortSignal
  /** Looks at everything once more, on the files as they are now. */
  readonly look: () => Promise<readonly Finding[]>
}

/** A change was made and is kept, or why none was. */
export type FixEnd = 'kept' | 'refused' | 'nothing'

const isCurable = (finding: Finding): finding is Curable => isComplaint(finding) && finding.edit !== undefined

/**
 * Mends one thing after the other: shows the change and its risk, asks, keeps the bytes from before, writes, looks again,
 * and takes the change back when the same check still complains. Ends at the first thing that it cannot mend.
 */
export async function fixAll(first: readonly Finding[], fixing: Fixing): Promise<readonly Finding[]> {
  let findings = first
  const tried = new Set<string>()
  for (;;) {
    const next = findings.find((finding) => isCurable(finding) && !tried.has(JSON.stringify(finding.edit)))
    const before = findings.find(({ status }) => status === 'wrong')
    // What comes after something that only a person can mend is not touched: it may follow from that.
    if (next === undefined || !isCurable(next) || (before !== undefined && before !== next && next.status === 'wrong'))
      return findings
    tried.add(JSON.stringify(next.edit))
    const end = await fixOne(next, fixing)
    if (end.kind === 'refused') return findings
    findings = end.findings
  }
}

async function fixOne(
  finding: Curable,
  { context, yes, ended, look }: Fixing,
): Promise<{ kind: 'refused' } | { kind: 'done'; findings: readonly Finding[] }> {
  const { platform, clock } = context
  const { edit, check, summary } = finding
  const say = (text: string) => context.process.stderr.write(text)
  const change = changeOf(edit, platform, colorsOf(context))
  if (change === null) return { kind: 'refused' }
  const shown = `${summary}\n\n${change.diff}\nRisk: ${riskOf(edit)}\n`
  if (yes) say(shown)
  else if (!(await agreed(context, shown, ended))) return { kind: 'refused' }

  // A person may think for long, and another program may write meanwhile.
  const now = changeOf(edit, platform, colorsOf(context))
  if (now === null || JSON.stringify(now.remembered) !== JSON.stringify(change.remembered)) {
    say(`${edit.path} was changed in the meantime, so nothing was written. Ask the doctor once more.\n\n`)
    return { kind: 'refused' }
  }
  const journal = openFixJournal(stateDirectory(context), platform)
  const id = journal.reserve()
  const entry: FixEntry = {
    version: 1,
    at: new Date(clock.nowMs()).toISOString(),
    check,
    summary,
    cause: finding.cause,
    looked: finding.title,
    done: sayEdit(edit),
    ...change.remembered,
    outcome: 'begun',
  }
  journal.put(id, entry)
  change.make()
  const findings = await look()
  const after = findings.find((each) => each.check === check)
  // The same check may go on to the next thing that it can mend; anything else means that this was not it.
  const other = after !== undefined && isCurable(after) && JSON.stringify(after.edit) !== JSON.stringify(edit)
  const cured = after?.status !== finding.status || other
  if (cured) {
    journal.put(id, { ...entry, outcome: 'kept' })
    say('That worked, and is kept. To take it back: warmkey doctor --undo\n\n')
    return { kind: 'done', findings }
  }
  change.takeBack()
  journal.put(id, { ...entry, outcome: 'rolled-back' })
  say('That did not help, so every byte was put back.\n\n')
  return { kind: 'refused' }
}

/** `false` when the person says no. Throws `usage` where nobody can be asked, and on Ctrl-C. */
async function agreed(context: WarmkeyContext, shown: string, ended: AbortSignal): Promise<boolean> {
  const { platform } = context
  const answer = context.process.stdin.isTTY ? await askUntil(`${shown}\nMake this one change?`, platform, ended) : null
  if (answer === 'ended') throw new WarmkeyError('usage', 'Nothing was changed.', { transient: false })
  if (answer !== null) return answer
  throw new WarmkeyError('usage', 'There is no terminal to ask on, so nothing was changed.', {
    remedy: 'Say --yes to agree beforehand.',
    transient: false,
  })
}

/** Takes the last change that was kept back, if the file is still as it was left. Returns what was done. */
export function undoLast(context: WarmkeyContext): string {
  const { platform } = context
  const journal = openFixJournal(stateDirectory(context), platform)
  const last = journal.all().findLast(({ entry }) => entry.outcome === 'kept' || entry.outcome === 'begun')
  if (last === undefined) {
    throw new WarmkeyError('usage', 'The doctor has changed nothing that could be taken back.', { transient: false })
  }
  const { id, entry } = last
  if (!takeBack(entry, platform))
    throw new WarmkeyError('settings-conflict', `${entry.path} was changed after the doctor, so it was left alone.`, {
      remedy: 'Take your own change back first, or edit the file by hand.',
      transient: false,
    })
  journal.put(id, { ...entry, outcome: 'undone' })
  return `${entry.path} is as it was, byte for byte. (${entry.summary})`
}
