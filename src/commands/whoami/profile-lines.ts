import type { ProveAnswer } from '../../daemon/control-protocol.ts'
import { sayDuration } from '../../duration.ts'

/** How long a credential lives, as a person says it. */
export function lifeText(expiresAtMs: number | null, nowMs: number): string {
  if (expiresAtMs === null) return 'it does not say when it ends'
  return expiresAtMs > nowMs
    ? `${sayDuration(expiresAtMs - nowMs)} left`
    : `ended ${sayDuration(nowMs - expiresAtMs)} ago`
}

const accepted = { answered: 'yes', unclear: 'not known', refused: 'no' } as const

/** One profile as a person reads it. */
export function profileLines(proof: ProveAnswer, nowMs: number): string[] {
  const { profile, source, fingerprint, upstream, dialect, outcome, sentence, models } = proof
  const rows: readonly (readonly [string, string | null])[] = [
    ['profile', profile],
    ['credential', `${source}${fingerprint === null ? '' : ` (${fingerprint})`}`],
    ['endpoint', `${upstream}${dialect === 'messages' ? '' : ` (${dialect})`}`],
    ['accepted', `${accepted[outcome]} (${sentence.replace(/\.$/, '')})`],
    ['organisation', proof.organization],
    ['workspace', proof.workspace],
    ['expected', proof.expected ?? null],
    ['life', fingerprint === null ? null : lifeText(proof.expiresAtMs, nowMs)],
    [
      'models',
      models === null ? null : `${models.length}: ${models.slice(0, 4).join(', ')}${models.length > 4 ? ' …' : ''}`,
    ],
    ['names', namesOf(proof)],
  ]
  return rows.flatMap(([label, value]) => (value === null ? [] : [`${label.padEnd(13)} ${value}`]))
}

function namesOf({ aliases }: ProveAnswer): string | null {
  const all = Object.entries(aliases).map(([name, model]) => `${name} is ${model}`)
  return all.length === 0 ? null : all.join(', ')
}
