import type { Bench } from './bench.ts'
import { bears, type Check, doesNotApply, type Finding, isComplaint, type Outcome, type Skip, skip } from './check.ts'
import { inTheirShell } from './fixes/shell-dialect.ts'

/** Which checks, and who hears of them. */
export interface DoctorOptions {
  readonly checks: readonly Check[]
  /** Ids to run; what they need is run with them. Default all. */
  readonly only?: readonly string[]
  readonly offline?: boolean
  /** Called whenever a check begins to look. */
  readonly started?: (check: Check) => void
  /** Called whenever a check has ended. */
  readonly progress?: (finding: Finding) => void
}

/**
 * Runs the checks, each as soon as what it needs has ended, and gives their findings in the order of the list. A check that
 * throws is a defect of the doctor: it is shown as skipped, with its error's name, and never as ok.
 */
export async function examine(bench: Bench, options: DoctorOptions, signal: AbortSignal): Promise<Finding[]> {
  const chosen = withNeeds(options.checks, options.only)
  const running = new Map<string, Promise<Finding>>()
  for (const check of chosen) running.set(check.id, examineOne(check, running, bench, options, signal))
  return Promise.all(running.values())
}

async function examineOne(
  check: Check,
  running: ReadonlyMap<string, Promise<Finding>>,
  bench: Bench,
  { offline = false, started, progress }: DoctorOptions,
  signal: AbortSignal,
): Promise<Finding> {
  const { id, title, group } = check
  const needed = await Promise.all(check.needs.map((need) => running.get(need)))
  const failed = needed.find((finding) => finding !== undefined && !bears(finding))
  const { name = '', kind = null } = bench.ladder.winner?.rung ?? {}
  const elsewhere =
    kind === 'cloud'
      ? `${name} is on, so Claude Code speaks to a cloud provider`
      : kind === 'gateway-session'
        ? 'Claude Code is signed in to a gateway of its own kind, and speaks to that'
        : null
  const stranger = check.aboutEndpoint === true && check.network === true && !bench.endpoint.trusted
  const outcome =
    check.aboutEndpoint === true && elsewhere !== null
      ? doesNotApply(elsewhere)
      : failed !== undefined
        ? blockedBy(failed)
        : stranger
          ? skip(`not contacted, because a project (${bench.endpoint.place}) says where`)
          : offline && check.network === true
            ? skip('not tried: --offline')
            : await runOne(check, bench, signal, started)
  const finding: Finding = { check: id, title, group, ...inShellOf(bench, outcome) }
  progress?.(finding)
  return finding
}

/** Checks write what is to be typed for sh; here it becomes what the shell of this person takes. */
function inShellOf({ world }: Bench, outcome: Outcome): Outcome {
  if (!isComplaint(outcome) || outcome.fix === null) return outcome
  return { ...outcome, fix: inTheirShell(outcome.fix, world) }
}

/** Ends with the signal, whatever the check goes on to do: what was not seen by then is a skip. */
async function runOne(
  check: Check,
  bench: Bench,
  signal: AbortSignal,
  started: DoctorOptions['started'],
): Promise<Outcome> {
  const late = Promise.withResolvers<Outcome>()
  const give = () => late.resolve(skip('it was not done in time'))
  if (signal.aborted) give()
  signal.addEventListener('abort', give, { once: true })
  started?.(check)
  const looked = Promise.resolve()
    .then(() => check.run(bench, signal))
    .catch(
      (thrown: unknown): Outcome =>
        skip(`the doctor could not look (${thrown instanceof Error ? thrown.name : 'unknown'})`),
    )
  return Promise.race(signal.aborted ? [late.promise] : [looked, late.promise]).finally(() =>
    signal.removeEventListener('abort', give),
  )
}

const why = { wrong: 'is wrong', warn: 'is not known', ok: '', skip: 'was not looked at' } as const

/** Names what is at the beginning of it, and not each step on the way. */
const blockedBy = (failed: Finding): Skip =>
  failed.status === 'skip' && failed.blocked === true
    ? { status: 'skip', summary: failed.summary, blocked: true }
    : { status: 'skip', summary: `not looked at, because "${failed.title}" ${why[failed.status]}`, blocked: true }

/** The checks of these ids and everything that they rest on, in the order of the list. */
function withNeeds(checks: readonly Check[], only: readonly string[] | undefined): readonly Check[] {
  if (only === undefined) return checks
  const wanted = new Set(only)
  for (const { id, needs } of checks.toReversed()) if (wanted.has(id)) for (const need of needs) wanted.add(need)
  return checks.filter(({ id }) => wanted.has(id))
}

/** What everything else follows from: the first complaint that stops requests; `null` when none does. */
export const rootOf = (findings: readonly Finding[]): Finding | null =>
  findings.find(({ status }) => status === 'wrong') ?? null
