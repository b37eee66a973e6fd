import pc from 'picocolors'
import type { CauseLine } from '../../doctor/causes.ts'
import { type Finding, isComplaint } from '../../doctor/check.ts'

export interface Report {
  readonly causes: readonly CauseLine[]
  readonly findings: readonly Finding[]
  /** What everything else follows from. */
  readonly root: Finding | null
}

export interface Look {
  readonly columns: number
  readonly colour: boolean
  readonly verbose: boolean
}

const marks = { ok: 'ok', wrong: 'WRONG', warn: 'look', skip: '-', 'n/a': '-' } as const
const markWidth = 5

/** The report as a person reads it: a line for each check, detail only under what is wrong. */
export function reportLines({ causes, findings, root }: Report, look: Look): string[] {
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
    if (status !== 'ok' || verbose) lines.push(`            ${paint.dim(cut(summary, 12))}`)
  }
  lines.push('', 'What was looked at', '')
  for (const finding of findings) {
    if (!verbose && finding.status === 'skip' && (finding.applies === false || finding.blocked)) continue
    const { status, title, summary } = finding
    lines.push(
      `  ${painted(status)}  ${title}${isComplaint(finding) ? '' : paint.dim(cut(`  ${summary}`, 9 + title.length))}`,
    )
    if (!isComplaint(finding)) continue
    lines.push(...wrap(summary, columns, 9))
    for (const line of finding.evidence) lines.push(...wrap(`· ${line}`, columns, 9).map(paint.dim))
    if (finding.fix !== null) lines.push(...wrap(finding.fix, columns, 9).map((line) => paint.bold(line)))
  }
  const blocked = findings.filter((finding) => finding.status === 'skip' && finding.blocked)
  if (!verbose && blocked.length > 0) {
    const titles = blocked.map(({ title }) => title.toLowerCase()).join('; ')
    lines.push(...wrap(`Not looked at, because they rest on what is wrong: ${titles}.`, columns, 2).map(paint.dim))
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
    if (isComplaint(root) && root.fix !== null) lines.push(...wrap(`Do this: ${root.fix}`, columns, 0))
  }
  return lines
}

/** Lines of at most `columns`, broken at blanks only, so that what can be typed stays whole. */
function wrap(text: string, columns: number, indent: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && indent + line.length + 1 + word.length > columns) {
      lines.push(line)
      line = word
    } else line = line === '' ? word : `${line} ${word}`
  }
  return [...lines, line].map((each) => ' '.repeat(indent) + each)
}
