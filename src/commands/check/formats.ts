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
  /** Every profile of the configuration, each with a verdict of its own. */
  readonly all?: boolean
  /** Default: an annotation where GitHub Actions runs it, else text. */
  readonly format?: Format
  /** Say nothing when all holds: cron sends a mail for every word. */
  readonly quiet?: boolean
  readonly spend: boolean
}

/** What holds, or the first thing that does not. */
export interface Verdict {
  /** `null` for what Claude Code would use here. */
  readonly profile?: string | null
  readonly findings: readonly Finding[]
  /** What keeps requests from being answered, or (status `skip`) what nobody could tell; `null` when nothing does. */
  readonly failed: Finding | null
  /** What was shown, as a phrase for each. */
  readonly shown: readonly string[]
}

/** 0 when all holds, 1 when something does not, 2 when it could not be told; of several verdicts the worst. */
export const exitCodeOf = (verdicts: readonly Verdict[]): number =>
  verdicts.some(({ failed }) => failed !== null && failed.status !== 'skip')
    ? 1
    : verdicts.some(({ failed }) => failed !== null)
      ? 2
      : 0

/** The format that is asked for, or the one that whoever runs it shows: https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
export const formatFor = (asked: Format | undefined, env: Readonly<Record<string, string | undefined>>): Format =>
  asked ?? (env.GITHUB_ACTIONS === 'true' ? 'github' : 'text')

/** The result of one in one of the formats, without a line end. */
export const say = (verdict: Verdict, format: Format): string => sayAll([verdict], format, false)

/** The result of one or of several; `many` wraps them even where there is one. */
export function sayAll(verdicts: readonly Verdict[], format: Format, many: boolean): string {
  switch (format) {
    case 'text':
      return verdicts.map(textOf).join('\n')
    case 'github':
      return verdicts.map(annotationOf).join('\n')
    case 'junit':
      return junit(verdicts, many)
    case 'json': {
      const [first] = verdicts
      if (!many && first !== undefined) return JSON.stringify({ schema: 1, ...dataOf(first) })
      const profiles = verdicts.map((verdict) => ({ profile: verdict.profile ?? null, ...dataOf(verdict) }))
      return JSON.stringify({ schema: 1, ok: exitCodeOf(verdicts) === 0, profiles })
    }
  }
}

/** Control characters, colours and line ends of foreign texts stay out of a line. */
const oneLine = (text: string): string =>
  text
    .replace(/\p{Cc}\[[\d;]*[A-Za-z]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()

const fixOf = (finding: Finding): string => (isComplaint(finding) && finding.fix !== null ? ` ${finding.fix}` : '')
const whole = (finding: Finding): string => oneLine(`${finding.summary}${fixOf(finding)}`)
const named = ({ profile }: Verdict): string => (profile == null ? '' : `${oneLine(profile)}: `)

function textOf(verdict: Verdict): string {
  const { failed, shown } = verdict
  const head = failed === null ? 'ok' : failed.status === 'skip' ? 'not known' : 'failed'
  return `${head}: ${named(verdict)}${failed === null ? oneLine(shown.join('; ')) : whole(failed)}`
}

/** What stands behind `::` of a workflow command: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
const escaped = (text: string): string => text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A')
/** A value before it, where a colon and a comma end it. */
const property = (text: string): string => escaped(text).replace(/:/g, '%3A').replace(/,/g, '%2C')

function annotationOf(verdict: Verdict): string {
  const { failed, shown } = verdict
  const command = failed === null ? 'notice' : failed.status === 'skip' ? 'warning' : 'error'
  const title = property(`warmkey check${verdict.profile == null ? '' : ` (${oneLine(verdict.profile)})`}`)
  return `::${command} title=${title}::${escaped(`${named(verdict)}${failed === null ? oneLine(shown.join('; ')) : whole(failed)}`)}`
}

const dataOf = ({ failed, shown }: Verdict) => ({
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

/** What XML 1.0 may not hold, not even escaped: https://www.w3.org/TR/xml/#charsets */
const noXml =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  /[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

/** A text or the value of an attribute, where a line end would be read as a blank. */
const xml = (text: string): string =>
  text
    .replace(noXml, '')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/[\r\n\t]/g, (character) => `&#${character.charCodeAt(0)};`)

/**
 * As GitLab, Jenkins and the actions of GitHub read it: https://github.com/testmoapp/junitxml. What does not apply, and what
 * was not looked at because something before it is wrong, is a doctor's business and is left out.
 */
function junit(verdicts: readonly Verdict[], many: boolean): string {
  const suites = verdicts.map((verdict) => suiteOf(verdict, many ? '  ' : ''))
  const head = '<?xml version="1.0" encoding="UTF-8"?>'
  return many
    ? [head, '<testsuites name="warmkey check">', ...suites, '</testsuites>'].join('\n')
    : [head, ...suites].join('\n')
}

function suiteOf(verdict: Verdict, indent: string): string {
  const { failed, profile } = verdict
  const name = xml(`warmkey check${profile == null ? '' : ` ${profile}`}`)
  const cases = verdict.findings.flatMap((finding): { kind: string; text: string }[] => {
    const unknown = finding === failed && finding.status === 'skip'
    if (finding.status === 'skip' && !unknown && (finding.applies === false || finding.blocked === true)) return []
    const head = `${indent}  <testcase classname="warmkey.check" name="${xml(finding.title)}"`
    const message = `message="${xml(finding.summary)}"`
    const detail = xml(fixOf(finding).trim())
    if (finding.status === 'wrong')
      return [
        { kind: 'failure', text: `${head}><failure ${message} type="${finding.cause}">${detail}</failure></testcase>` },
      ]
    if (unknown) return [{ kind: 'error', text: `${head}><error ${message} type="not-known"/></testcase>` }]
    if (finding.status === 'skip') return [{ kind: 'skipped', text: `${head}><skipped ${message}/></testcase>` }]
    return [{ kind: 'ok', text: `${head}/>` }]
  })
  const count = (kind: string): number => cases.filter((each) => each.kind === kind).length
  return [
    `${indent}<testsuite name="${name}" tests="${cases.length}" failures="${count('failure')}" errors="${count('error')}" skipped="${count('skipped')}">`,
    ...cases.map(({ text }) => text),
    `${indent}</testsuite>`,
  ].join('\n')
}
