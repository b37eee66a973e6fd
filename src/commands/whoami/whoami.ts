import { type Identity, identify } from '../../doctor/identity.ts'
import { sayDuration } from '../../duration.ts'
import type { WarmkeyContext } from '../context.ts'
import { benchOf } from '../doctor/bench-here.ts'

export interface WhoamiFlags {
  readonly json: boolean
}

/** `warmkey whoami`: whose credential it is, by a request. */
export async function whoami(this: WarmkeyContext, { json }: WhoamiFlags): Promise<void> {
  const identity = await identify(benchOf(this, {}), this.onEnd())
  this.process.exitCode = identity !== null && identity.accepted !== false ? 0 : 1
  const text = json ? JSON.stringify({ schema: 1, identity }) : identityLines(identity, this.clock.nowMs()).join('\n')
  this.process.stdout.write(`${text}\n`)
}

/** The identity as a person reads it. */
export function identityLines(identity: Identity | null, nowMs: number): string[] {
  if (identity === null) return ['Claude Code has nothing to sign in with here. What to do: warmkey doctor']
  const { name, place, kind, fingerprint, accepted, because, endsAtMs, models, hides } = identity
  const known = [kind, fingerprint].filter((part) => part !== null).join(', ')
  const life =
    endsAtMs === null
      ? 'it does not say when it ends'
      : endsAtMs > nowMs
        ? `${sayDuration(endsAtMs - nowMs)} left`
        : `ended ${sayDuration(nowMs - endsAtMs)} ago`
  const rows: readonly (readonly [string, string | null])[] = [
    ['credential', `${name} of ${place}${known === '' ? '' : ` (${known})`}`],
    ['endpoint', `${identity.endpoint}${identity.endpointPlace === null ? '' : `, from ${identity.endpointPlace}`}`],
    ['accepted', `${accepted === null ? 'not known' : accepted ? 'yes' : 'no'} (${because})`],
    ['organisation', identity.organization],
    ['workspace', identity.workspace],
    ['life', fingerprint === null ? null : life],
    [
      'models',
      models === null ? null : `${models.length}: ${models.slice(0, 4).join(', ')}${models.length > 4 ? ' …' : ''}`,
    ],
    ['hides', hides.length === 0 ? null : hides.join(', ')],
  ]
  const lines = rows.flatMap(([label, value]) => (value === null ? [] : [`${label.padEnd(13)} ${value}`]))
  return accepted === false ? [...lines, '', 'What to do: warmkey doctor'] : lines
}
