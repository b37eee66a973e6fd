import pc from 'picocolors'
import type { CauseLine } from '../../doctor/causes.ts'
import { type Finding, type Group, isComplaint } from '../../doctor/check.ts'
import { wrap } from './wrap.ts'

export interface Report {
  readonly causes: readonly CauseLine[]
  readonly findings: readonly Finding[]
  /** What everything else follows from. */
  readonly root: Finding | null
  /** Lines about which credential wins; empty for no such section. */
  readonly ladder: readonly string[]
}

export interface Look {
  readonly columns: number
  readonly colour: boolean
  readonly verbose: boolean
}

const marks = { ok: 'ok', wrong: 'WRONG', warn: 'look', skip: '-', 'n/a': '-' } as const
const markWidth = 5

const headings: Readonly<Record<Group, string>> = {
  files: 'Files',
  credential: 'Credential',
  helper: 'Helper',
  endpoint: 'Endpoint',
  network: 'Network',
  cloud: 'Cloud',
  client: 'Claude Code',
  warmkey: 'warmkey',
  keys: 'Keys lying about',
}

/** The report as a person reads it: a line for each check, detail only under what is wrong. */
export function reportLines({ causes, findings, root, ladder }: Report, look: Look): string[] {
  const { colour, columns, verbose } = look
  const paint = pc.createColors(colour)
  const painted = (status: keyof typeof marks): string => {
    const mark = marks[status].padEnd(markWidth)
    return status === 'ok'
      ? paint.green(mark)
      : status === 'wrong'
        ? paint.red(mark)
        : status === 'warn'
          ? paint.yellow(mark)
          : paint.dim(mark)
  }
  const cut = (text: string, indent: number): string =>
    text.length + indent > columns ? `${text.slice(0, Math.max(0, columns - indent - 1))}…` : text
  const lines = ['The five usual causes', '']
  for (const { number, status, title, summary } of causes) {
    lines.push(`  ${number}  ${painted(status)}  ${title}`)
    if (status === 'wrong') lines.push(...wrap(summary, columns, 12))
    else if (status !== 'ok' || verbose) lines.push(`            ${paint.dim(cut(summary, 12))}`)
  }
  if (ladder.length > 0) lines.push('', 'Which credential wins', '', ...ladder)
  lines.push('', 'What was looked at')
  const shown = findings.filter(
    (finding) => verbose || finding.status !== 'skip' || (finding.applies !== false && !finding.blocked),
  )
  for (const group of new Set(shown.map((finding) => finding.group))) {
    lines.push('', `  ${paint.bold(headings[group])}`)
    for (const finding of shown.filter((each) => each.group === group)) {
      const { status, title, summary } = finding
      const line = `  ${painted(status)}  ${title}`
      if (!isComplaint(finding)) {
        lines.push(line + paint.dim(cut(`  ${summary}`, 9 + title.length)))
        continue
      }
      lines.push(line, ...wrap(summary, columns, 9))
      for (const each of finding.evidence) lines.push(...wrap(`· ${each}`, columns, 9).map(paint.dim))
      if (finding.fix !== null) lines.push(...wrap(finding.fix, columns, 9).map((each) => paint.bold(each)))
    }
  }
  const blocked = findings.filter((finding) => finding.status === 'skip' && finding.blocked).length
  if (!verbose && blocked > 0) {
    const what =
      blocked === 1
        ? '1 check was not made, because what it rests'
        : `${blocked} checks were not made, because what they rest`
    const why = 'on is wrong or was not looked at'
    lines.push(
      '',
      ...wrap(`${what} ${why}; --verbose names ${blocked === 1 ? 'it' : 'them'}.`, columns, 2).map(paint.dim),
    )
  }
  lines.push('')
  if (root === null)
    lines.push(
      findings.some(({ status }) => status === 'ok')
        ? 'Nothing is wrong as far as could be seen.'
        : 'Nothing could be looked at.',
    )
  else {
    lines.push(...wrap(`The root: ${root.summary}`, columns, 0))
    // What is to be done stays the last line, whoever does it.
    if (isComplaint(root) && root.edit !== undefined && root.fix?.includes('--fix') !== true)
      lines.push(
        ...wrap('The doctor does it too, one change at a time, after showing it: warmkey doctor --fix', columns, 0),
      )
    // One line however long it is, so that it can be copied: a break would end a command in its middle.
    if (isComplaint(root) && root.fix !== null) lines.push(`Do this: ${root.fix}`)
  }
  return lines
}
