import type { KeptStatus, ProfileStatus, Status } from '../../daemon/control-protocol.ts'
import { timeOfDay } from '../../daemon/sign-in.ts'
import { sayDuration } from '../../duration.ts'

/** Whether nothing waits for a person: every source gives, the configuration is taken. */
export const isWell = ({ config, profiles, runs }: Status): boolean =>
  config.problems.length === 0 && [...profiles, ...runs].every(({ lastFailure }) => lastFailure === null)

const reasons: Readonly<Record<string, string>> = {
  first: 'first use',
  early: 'before its end',
  late: 'just before its end',
  expired: 'it had ended',
  rejected: 'the upstream refused the one before',
  demanded: 'somebody asked for it',
  changed: 'the source had changed',
  idle: 'kept from lapsing',
}

/** The status as a person reads it, lines of at most `columns` where their text can be cut. */
export function statusLines(status: Status, columns: number): string[] {
  const { nowMs } = status
  const where = status.url === null ? 'no gateway' : status.url
  const lines = [
    `warmkey ${status.warmkey} · process ${status.pid}, ${startedBy[status.startedBy]} ${sayDuration(nowMs - status.startedAtMs)} ago · ${where}`,
  ]
  for (const problem of status.config.problems) lines.push(`  configuration not taken: ${problem}`)
  if (status.config.problems.length > 0) lines.push(`  the one of ${timeOfDay(status.config.takenAtMs)} is served on`)
  for (const profile of status.profiles) lines.push('', ...profileLines(profile, nowMs, columns))
  for (const run of status.runs) lines.push('', `shared by runs → ${run.upstream}`, ...keptLines(run, nowMs, columns))
  if (status.profiles.length === 0 && status.runs.length === 0) lines.push('', 'Nothing is kept yet.')
  return lines
}

const startedBy = {
  person: 'started in front',
  up: 'started',
  service: 'started as a service',
  run: 'started by a run',
} as const

function profileLines(profile: ProfileStatus, nowMs: number, columns: number): string[] {
  const { counts, lastRefusal } = profile
  const lines = [
    `${profile.name}${profile.isDefault ? ' (default)' : ''} → ${profile.upstream}`,
    ...keptLines(profile, nowMs, columns),
    `  ${[
      many(counts.requests, 'request'),
      many(counts.renewals, 'renewal'),
      many(counts.replays, 'replay'),
      many(counts.denials, 'denial'),
      ...(counts.stops === 0 ? [] : [many(counts.stops, 'stop')]),
    ].join(', ')}`,
  ]
  if (lastRefusal !== null) {
    const { card, why, status, atMs } = lastRefusal
    lines.push(`  last refusal ${timeOfDay(atMs)}: ${status}, ${card === null ? why : card.title}`)
    if (card !== null) lines.push(`    ${card.remedy} (${card.id})`)
  }
  return lines
}

function keptLines(kept: KeptStatus, nowMs: number, columns: number): string[] {
  const { credential, lastRenewal, lastFailure, renewing, signIn } = kept
  const lines = [`  source      ${kept.source}`]
  const none = renewing === null ? 'none asked for yet' : 'none yet'
  lines.push(`  credential  ${credential === null ? none : lifeOf(credential, nowMs, columns)}`)
  if (lastRenewal !== null) {
    const { atMs, why, elapsedMs } = lastRenewal
    lines.push(`  renewed     ${timeOfDay(atMs)}, ${reasons[why] ?? why}, in ${tookWords(elapsedMs)}`)
  }
  if (renewing !== null) lines.push('  renewing    now')
  if (lastFailure !== null) {
    const { atMs, sentence, retryAtMs, code } = lastFailure
    const next = retryAtMs === null ? 'it waits for you' : `asked again ${inWords(retryAtMs - nowMs)}`
    lines.push(`  failed      ${timeOfDay(atMs)}, ${next} (${code})`, `    ${sentence}`)
  }
  if (signIn !== null) {
    const when = signIn.beforeMs <= nowMs ? 'now' : `before ${timeOfDay(signIn.beforeMs)}`
    lines.push(`  sign in     ${when}${signIn.how === null ? '' : `: ${signIn.how}`}`)
  }
  return lines
}

const tookWords = (ms: number): string => (ms < 1000 ? `${Math.round(ms)} ms` : sayDuration(ms))

const barWidth = 20

/** Fingerprint, what is left of its life as a bar and in words. */
function lifeOf(
  { fingerprint, issuedAtMs, expiresAtMs }: NonNullable<KeptStatus['credential']>,
  nowMs: number,
  columns: number,
): string {
  if (expiresAtMs === null) return `${fingerprint}, until it is refused`
  const leftMs = expiresAtMs - nowMs
  if (leftMs <= 0) return `${fingerprint}, ended ${sayDuration(leftMs)} ago; the next request renews it`
  const share = Math.min(1, leftMs / Math.max(1, expiresAtMs - issuedAtMs))
  const filled = Math.round(share * barWidth)
  const bar = columns < 60 ? '' : ` ${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)}`
  return `${fingerprint}${bar} ${sayDuration(leftMs)} left`
}

const inWords = (ms: number): string => (ms <= 0 ? 'at the next request' : `in ${sayDuration(ms)}`)
const many = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`
