import { ladderPlaces } from '../../clients/claude-code/ladder-words.ts'
import { deadline } from '../../clock.ts'
import type { ProveAnswer } from '../../daemon/control-protocol.ts'
import { type Identity, identify } from '../../doctor/credential/identity.ts'
import { WarmkeyError } from '../../errors.ts'
import type { WarmkeyContext } from '../context.ts'
import { benchOf } from '../doctor/bench-here.ts'
import { ladderLines } from '../doctor/ladder-lines.ts'
import { lifeText, profileLines } from './profile-lines.ts'
import { proveAll, proveProfile } from './prove-profile.ts'

export interface WhoamiFlags {
  readonly profile?: string
  readonly all: boolean
  readonly json: boolean
}

/** `warmkey whoami`: whose credential it is, by a request. */
export async function whoami(this: WarmkeyContext, { profile, all, json }: WhoamiFlags): Promise<void> {
  const { stdout } = this.process
  if (all || profile !== undefined) return ofProfiles(this, profile, json)
  const bench = benchOf(this, {})
  const identity = await identify(bench, this.onEnd())
  this.process.exitCode = identity !== null && identity.accepted !== false ? 0 : 1
  const places = ladderPlaces(bench.ladder)
  if (json) return stdout.write(`${JSON.stringify({ schema: 1, identity, ladder: places })}\n`)
  const count = bench.config.kind === 'config' ? Object.keys(bench.config.config.profiles).length : 0
  const more = count === 0 ? [] : ['', `Profiles of warmkey: ${count}. Each by a request: warmkey whoami --all`]
  const look = { columns: stdout.columns, colour: stdout.isTTY && !this.env.NO_COLOR, verbose: false, home: this.home }
  // Where one thing is set, the first line has said it all.
  const why = places.length < 2 && identity !== null ? [] : ladderLines(bench.ladder, look)
  const ladder = places.length === 0 ? [] : ['', 'Which credential wins', '', ...why]
  const lines = [...identityLines(identity, this.clock.nowMs()), ...(why.length === 0 ? [] : ladder), ...more]
  stdout.write(`${lines.join('\n')}\n`)
}

/** One profile, or every one. Exit code 1 when one of them is refused; throws `usage` where there is none. */
async function ofProfiles(context: WarmkeyContext, named: string | undefined, json: boolean): Promise<void> {
  const { stdout } = context.process
  const asked = named === undefined ? proveAll(context) : [{ name: named, proof: proveProfile(context, named) }]
  if (asked.length === 0)
    throw new WarmkeyError('usage', 'There is no profile yet.', { remedy: 'Add one: warmkey init', transient: false })
  const proofs: ProveAnswer[] = []
  for (const { name, proof: coming } of asked) {
    const proof = await patiently(context, name, coming)
    if (!json)
      stdout.write(`${proofs.length === 0 ? '' : '\n'}${profileLines(proof, context.clock.nowMs()).join('\n')}\n`)
    proofs.push(proof)
  }
  context.process.exitCode = proofs.some(({ outcome }) => outcome === 'refused') ? 1 : 0
  if (json) stdout.write(`${JSON.stringify({ schema: 1, profiles: proofs })}\n`)
}

/** A source may call somewhere that is slow; whoever waits at a terminal is told for what. */
const slowMs = 1_000

async function patiently(context: WarmkeyContext, name: string, coming: Promise<ProveAnswer>): Promise<ProveAnswer> {
  const { stderr } = context.process
  if (!stderr.isTTY) return coming
  const slow = new AbortController()
  const late = deadline(context.clock, slowMs, slow.signal, () => new Error('slow'))
  late.signal.addEventListener('abort', () => stderr.write(`Waiting for the profile "${name}" …\n`), { once: true })
  return coming.finally(late.callOff)
}

/** The identity as a person reads it. */
export function identityLines(identity: Identity | null, nowMs: number): string[] {
  if (identity === null) return ['Claude Code has nothing to sign in with here. What to do: warmkey doctor']
  const { name, place, kind, fingerprint, accepted, because, endsAtMs, models } = identity
  const known = [kind, fingerprint].filter((part) => part !== null).join(', ')
  const rows: readonly (readonly [string, string | null])[] = [
    ['credential', `${name} of ${place}${known === '' ? '' : ` (${known})`}`],
    ['endpoint', `${identity.endpoint}${identity.endpointPlace === null ? '' : `, from ${identity.endpointPlace}`}`],
    ['accepted', `${accepted === null ? 'not known' : accepted ? 'yes' : 'no'} (${because})`],
    ['account', identity.aws?.account ?? identity.cloud?.account ?? null],
    ...[identity.cloud?.scope, identity.cloud?.place].flatMap((each) => (each == null ? [] : [each])),
    ['identity', identity.aws?.arn ?? null],
    ['region', identity.aws?.region ?? null],
    ['organisation', identity.organization],
    ['workspace', identity.workspace],
    ['expected', identity.expected ?? null],
    ['life', fingerprint === null && endsAtMs === null ? null : lifeText(endsAtMs, nowMs)],
    [
      'models',
      models === null ? null : `${models.length}: ${models.slice(0, 4).join(', ')}${models.length > 4 ? ' …' : ''}`,
    ],
  ]
  const lines = rows.flatMap(([label, value]) => (value === null ? [] : [`${label.padEnd(13)} ${value}`]))
  return accepted === false ? [...lines, '', 'What to do: warmkey doctor'] : lines
}
