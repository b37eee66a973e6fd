import type { ProveAnswer } from '../../daemon/control-protocol.ts'
import type { Finding } from '../../doctor/check.ts'
import { sayDuration } from '../../duration.ts'
import type { CheckFlags, Verdict } from './formats.ts'

/** What holds of a profile, from what its own request has shown. `failed` with status `skip` means that it could not be told. */
export function profileVerdict(proof: ProveAnswer, flags: CheckFlags, nowMs: number): Verdict {
  const findings = [
    answered(proof),
    ...account(proof),
    ...life(proof, flags.minLife ?? null, nowMs),
    ...model(proof, flags.model ?? null),
  ]
  const wrong = findings.find(({ status }) => status === 'wrong')
  const unknown = findings.find((finding) => finding.status === 'skip' && finding.applies !== false)
  const shown = findings.flatMap(({ status, title, summary }) =>
    status === 'ok' ? [`${title.charAt(0).toLowerCase()}${title.slice(1)} (${summary})`] : [],
  )
  return { findings, failed: wrong ?? unknown ?? null, shown }
}

function answered({ profile, upstream, outcome, sentence, source }: ProveAnswer): Finding {
  const about = {
    check: 'profile-answered',
    title: `The endpoint takes the credential of ${profile}`,
    group: 'credential',
  } as const
  if (outcome === 'answered') return { ...about, status: 'ok', summary: sentence.replace(/\.$/, '') }
  if (outcome === 'unclear') return { ...about, status: 'skip', summary: sentence }
  return {
    ...about,
    status: 'wrong',
    cause: 'invalid-credential',
    summary: `The profile "${profile}" does not work at ${upstream}: ${sentence.replace(/[.\s]*$/, '')}.`,
    evidence: [],
    // What a source or the network says of itself ends with what to do.
    fix: /^The API answered/.test(sentence)
      ? `Ask whoever runs ${URL.canParse(upstream) ? new URL(upstream).host : upstream} for another credential, and put it where the profile takes it from: ${source}.`
      : null,
  }
}

function account({ expected, organization, workspace, source }: ProveAnswer): Finding[] {
  if (typeof expected !== 'string') return []
  return [
    {
      check: 'account-expected',
      title: 'The credential is of the expected account',
      group: 'credential',
      status: 'wrong',
      cause: 'invalid-credential',
      summary: `The credential is of ${[organization, workspace].filter((id) => id !== null).join(', ')}, and the profile expects ${expected}.`,
      evidence: [`from ${source}`],
      fix: `Have the source give a credential of ${expected}, or correct "expect" of the profile.`,
    },
  ]
}

function life({ expiresAtMs, source }: ProveAnswer, minLifeMs: number | null, nowMs: number): Finding[] {
  if (minLifeMs === null) return []
  const about = { check: 'min-life', title: `It lives ${sayDuration(minLifeMs)} more`, group: 'credential' } as const
  if (expiresAtMs === null)
    return [{ ...about, status: 'skip', summary: 'the credential does not say when it ends', applies: false }]
  const leftMs = expiresAtMs - nowMs
  if (leftMs >= minLifeMs) return [{ ...about, status: 'ok', summary: `${sayDuration(leftMs)} left` }]
  return [
    {
      ...about,
      status: 'wrong',
      cause: 'expired',
      summary: `The credential ends in ${sayDuration(Math.max(0, leftMs))}, sooner than ${sayDuration(minLifeMs)}.`,
      evidence: [`from ${source}`],
      fix: 'Have the source give longer ones, or let warmkey renew it while the job runs: warmkey run -- …',
    },
  ]
}

function model({ models, aliases, upstream }: ProveAnswer, wanted: string | null): Finding[] {
  if (wanted === null) return []
  const real = Object.hasOwn(aliases, wanted) ? (aliases[wanted] ?? wanted) : wanted
  const about = { check: 'model-served', title: 'The model is served', group: 'endpoint' } as const
  if (models === null) return [{ ...about, status: 'skip', summary: 'the endpoint lists no models' }]
  if (models.includes(real)) return [{ ...about, status: 'ok', summary: real }]
  return [
    {
      ...about,
      status: 'wrong',
      cause: 'model-not-found',
      summary: `${upstream} does not serve ${real}.`,
      evidence: [],
      fix: `It serves ${models.slice(0, 8).join(', ')}${models.length > 8 ? ' and others' : ''}.`,
    },
  ]
}
