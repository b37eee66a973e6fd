import type { Bench } from '../../doctor/bench.ts'
import type { Finding } from '../../doctor/check.ts'
import { checks } from '../../doctor/checks/index.ts'
import { awsEnd } from '../../doctor/cloud/aws/aws-identity.ts'
import { cloudEnd } from '../../doctor/cloud/cloud-identity.ts'
import { examine, rootOf } from '../../doctor/doctor.ts'
import { endOf } from '../../doctor/present.ts'
import { sayDuration } from '../../duration.ts'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { benchOf } from '../doctor/bench-here.ts'
import { proveProfile } from '../whoami/prove-profile.ts'
import { allVerdicts } from './all-profiles.ts'
import { type CheckFlags, exitCodeOf, formatFor, sayAll, type Verdict } from './formats.ts'
import { profileVerdict } from './profile-check.ts'

/** What a build needs to know; clocks, modes and the daemon are a doctor's business. */
const asked = [
  'credential-accepted',
  'account-expected',
  'model-served',
  'cloud-switch',
  'bedrock-accepts',
  'bedrock-model',
  'anthropic-aws-accepts',
  'vertex-accepted',
  'foundry-accepted',
]
/** Each shows that somebody was let in, at one kind of endpoint. */
const admissions = new Set([
  'credential-accepted',
  'bedrock-accepts',
  'anthropic-aws-accepts',
  'vertex-accepted',
  'foundry-accepted',
])

/** `warmkey check`: one line and an exit code. */
export async function check(this: WarmkeyContext, flags: CheckFlags): Promise<void> {
  if (flags.profile !== undefined && flags.all === true)
    throw new WarmkeyError('usage', '--profile and --all are two questions.', {
      remedy: 'Leave one out.',
      transient: false,
    })
  if (flags.all === true) return tell(this, await allVerdicts(this, flags), flags)
  if (flags.profile !== undefined) {
    const verdict = profileVerdict(await proveProfile(this, flags.profile), flags, this.clock.nowMs())
    return tell(this, [verdict], flags)
  }
  const bench = benchOf(this, flags)
  const signal = this.onEnd()
  const found = await examine(bench, { checks, only: asked }, signal)
  const life = await lifeFinding(bench, flags.minLife ?? null, signal)
  const findings = life === null ? found : [...found, life]
  const shown = shownIn(findings)
  const failed = rootOf(findings) ?? notShown(findings) ?? (shown.length === 0 ? nothing : null)
  tell(this, [{ findings, failed, shown }], flags)
}

/** What nobody looked at does not hold. */
const nothing: Finding = {
  check: 'credential-accepted',
  title: 'The endpoint takes the credential',
  group: 'credential',
  status: 'skip',
  summary: 'nothing could be shown here: Claude Code signs in in a way that cannot be tried',
}

function tell(context: WarmkeyContext, verdicts: readonly Verdict[], { format, quiet, all }: CheckFlags): void {
  const code = exitCodeOf(verdicts)
  context.process.exitCode = code
  if (quiet === true && code === 0) return
  context.process.stdout.write(`${sayAll(verdicts, formatFor(format, context.env), all === true)}\n`)
}

/** That nobody complained is no proof: the endpoint must have said yes, or a cloud provider signs in by itself. */
const notShown = (findings: readonly Finding[]): Finding | null =>
  findings.find((finding) => admissions.has(finding.check) && finding.status === 'skip' && finding.applies !== false) ??
  null

function shownIn(findings: readonly Finding[]): string[] {
  const wanted = [...asked, 'aws-identity', 'google-token', 'azure-token', 'login-alive', 'min-life']
  return findings
    .filter(({ check: id, status }) => status === 'ok' && wanted.includes(id))
    .map(({ title, summary }) => `${title.toLowerCase()} (${summary})`)
}

async function lifeFinding(bench: Bench, minLifeMs: number | null, signal: AbortSignal): Promise<Finding | null> {
  if (minLifeMs === null) return null
  const about = { check: 'min-life', title: `It lives ${sayDuration(minLifeMs)} more`, group: 'credential' } as const
  const [first] = await bench.credentials(signal)
  const endsAtMs =
    first === undefined ? ((await awsEnd(bench, signal)) ?? (await cloudEnd(bench, signal))) : endOf(first)
  if (endsAtMs === null)
    return { ...about, status: 'skip', summary: 'the credential does not say when it ends', applies: false }
  const leftMs = endsAtMs - bench.clock.nowMs()
  if (leftMs >= minLifeMs) return { ...about, status: 'ok', summary: `${sayDuration(leftMs)} left` }
  return {
    ...about,
    status: 'wrong',
    cause: 'expired',
    summary:
      leftMs > 0
        ? `The credential ends in ${sayDuration(leftMs)}, sooner than ${sayDuration(minLifeMs)}.`
        : `The credential ended ${sayDuration(-leftMs)} ago.`,
    evidence: [`${first?.name} of ${first?.place}`],
    fix: 'Get a new one before the job starts, or let warmkey renew it while the job runs: warmkey run -- …',
  }
}
