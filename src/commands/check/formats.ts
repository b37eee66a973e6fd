import { type Finding, isComplaint } from '../../doctor/check.ts'

/** How the result is said: a line for people, an annotation, a test report, or JSON. */
export const formats = ['text', 'github', 'junit', 'json'] as const
export type Format = (typeof formats)[number]

export interface CheckFlags {
  /** Milliseconds. */
  readonly minLife?: number
  readonly model?: string
  /** Instead of what Claude Code would use here. */
  readonly profile?: string
  readonly format: Format
  readonly spend: boolean
}

/** What holds, or the first thing that does not. */
export interface Verdict {
  readonly findings: readonly Finding[]
  /** What keeps requests from being answered; `null` when nothing does. */
  readonly failed: Finding | null
  /** What was shown, as a phrase for each. */
  readonly shown: readonly string[]
}

/** A value of a workflow command: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
const escaped = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')

const xml = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')

const fixOf = (finding: Finding): string => (isComplaint(finding) && finding.fix !== null ? ` ${finding.fix}` : '')

/** The result in one of the formats, without a line end. */
export function say({ findings, failed, shown }: Verdict, format: Format): string {
  switch (format) {
    case 'text':
      return failed === null ? `ok: ${shown.join('; ')}` : `failed: ${failed.summary}${fixOf(failed)}`
    case 'github':
      return failed === null
        ? `::notice title=warmkey check::${escaped(shown.join('; '))}`
        : `::error title=warmkey check::${escaped(`${failed.summary}${fixOf(failed)}`)}`
    case 'junit':
      return junit(findings)
    case 'json':
      return JSON.stringify({
        schema: 1,
        ok: failed === null,
        shown,
        failed:
          failed === null
            ? null
            : {
                check: failed.check,
                cause: isComplaint(failed) ? failed.cause : null,
                summary: failed.summary,
                fix: isComplaint(failed) ? failed.fix : null,
              },
      })
  }
}

function junit(findings: readonly Finding[]): string {
  const cases = findings.map((finding) => {
    const head = `  <testcase classname="warmkey.check" name="${xml(finding.title)}"`
    if (finding.status === 'wrong')
      return `${head}><failure message="${xml(finding.summary)}">${xml(fixOf(finding).trim())}</failure></testcase>`
    if (finding.status === 'skip') return `${head}><skipped message="${xml(finding.summary)}"/></testcase>`
    return `${head}/>`
  })
  const count = (status: string): number => findings.filter((finding) => finding.status === status).length
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="warmkey check" tests="${findings.length}" failures="${count('wrong')}" skipped="${count('skip')}">`,
    ...cases,
    '</testsuite>',
  ].join('\n')
}
