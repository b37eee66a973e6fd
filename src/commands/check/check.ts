import type { Bench } from '../../doctor/bench.ts'
import type { Finding } from '../../doctor/check.ts'
import { checks } from '../../doctor/checks/index.ts'
import { awsEnd } from '../../doctor/cloud/aws-identity.ts'
import { cloudEnd } from '../../doctor/cloud/cloud-identity.ts'
import { examine, rootOf } from '../../doctor/doctor.ts'
import { endOf } from '../../doctor/present.ts'
import { sayDuration } from '../../duration.ts'
import type { WarmkeyContext } from '../context.ts'
import { benchOf } from '../doctor/bench-here.ts'
import { proveProfile } from '../whoami/prove-profile.ts'
import { type CheckFlags, say, type Verdict } from './formats.ts'
import { profileVerdict } from './profile-check.ts'

/** What a build needs to know; clocks, modes and the daemon are a doctor's business. */
const asked = [
  'credential-accepted',
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
  if (flags.profile !== undefined) {
    const verdict = profileVerdict(await proveProfile(this, flags.profile), flags, this.clock.nowMs())
    return tell(this, verdict, flags)
  }
  const bench = benchOf(this, flags)
  const signal = this.onEnd()
  const found = await examine(bench, { checks, only: asked }, signal)
  const life = await lifeFinding(bench, flags.minLife ?? null, signal)
  const findings = life === null ? found : [...found, life]
  const failed = rootOf(findings) ?? notShown(findings)
  const verdict: Verdict = { findings, failed, shown: shownIn(findings) }
  tell(this, verdict, flags)
}

function tell(context: WarmkeyContext, verdict: Verdict, { format }: CheckFlags): void {
  const { failed } = verdict
  context.process.exitCode = failed === null ? 0 : failed.status === 'wrong' ? 1 : 2
  context.process.stdout.write(`${say(verdict, format)}\n`)
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
