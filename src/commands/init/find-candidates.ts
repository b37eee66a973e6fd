import { isDeepStrictEqual } from 'node:util'
import type { ClientWorld } from '../../clients/client.ts'
import type { Config } from '../../config.ts'
import { type Draft, flagFor, problemsOf, valueAt } from '../profile/draft.ts'
import { awsCandidates } from './aws-profiles.ts'
import { type Candidate, shellOnly } from './candidate.ts'
import { claudeCandidates } from './client-credential.ts'
import { vaultCandidates } from './vault-place.ts'

/** A candidate, judged by the schema and by what is configured already. */
export interface Judged extends Candidate {
  /** What only a person can say, as flags of `profile add`; empty where nothing is missing. */
  readonly needs: readonly string[]
  /** Name of the profile that has this source already, or `null`. */
  readonly existing: string | null
}

const keys: readonly (readonly [name: string, header: string])[] = [
  ['ANTHROPIC_AUTH_TOKEN', 'authorization'],
  ['ANTHROPIC_API_KEY', 'x-api-key'],
]

function keyCandidates({ env }: ClientWorld): Candidate[] {
  return keys.flatMap(([name, header]) => {
    if (!env[name]?.trim()) return []
    return [
      {
        id: `env:${name}`,
        title: `Key in ${name}`,
        place: 'the environment',
        name: 'work',
        draft: {
          source: { type: 'env', name },
          upstream: { url: env.ANTHROPIC_BASE_URL?.trim() || 'https://api.anthropic.com', header },
        },
        remarks: [shellOnly(name)],
      },
    ]
  })
}

/**
 * Everything on this machine that could be kept warm, the best first: what Claude Code uses now, keys in the environment,
 * AWS, Vault. A kind that this version cannot keep is left out, and so is the second way to the same credential.
 */
export function findCandidates(world: ClientWorld, config: Config): Judged[] {
  const { hostname, port } = config.listen
  const own = `http://${hostname.includes(':') ? `[${hostname}]` : hostname}:${port}`
  const all = [
    ...claudeCandidates(world, own),
    // A key in the shell hides the helper from the client; a person may prefer it all the same.
    ...claudeCandidates({ ...world, env: withoutKeys(world.env) }, own),
    ...keyCandidates(world),
    ...awsCandidates(world),
    ...vaultCandidates(world),
  ]
  const seen: unknown[] = []
  const found: Judged[] = []
  for (const candidate of all) {
    const source = valueAt(candidate.draft, 'source')
    if (seen.some((other) => isDeepStrictEqual(other, identity(source)))) continue
    const needs = needsOf(candidate.draft)
    if (needs === null) continue
    seen.push(identity(source))
    found.push({ ...candidate, needs, existing: existing(config, source) })
  }
  return found.toSorted((one, other) => rank(one) - rank(other))
}

const withoutKeys = (env: ClientWorld['env']): ClientWorld['env'] =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !keys.some(([key]) => key === name)))

/** What tells one source from another; where the region stands is no difference. */
const identity = (source: unknown): unknown => {
  const { region: _, ttl: __, ...rest } = source as Record<string, unknown>
  return rest
}

const rank = ({ existing, needs }: Judged): number => (existing === null ? Math.min(needs.length, 1) : 2)

/** Flags that are missing; `null` where something is wrong that no flag cures, such as a source that is not built. */
function needsOf(draft: Draft): string[] | null {
  const problems = problemsOf(draft)
  const wrong = problems.some(({ at, fact }) => valueAt(draft, at) !== undefined && fact !== 'is missing')
  return wrong ? null : problems.map(({ at }) => flagFor(at))
}

function existing({ profiles }: Config, source: unknown): string | null {
  const wanted = identity(source) as Record<string, unknown>
  const found = Object.entries(profiles).find(([, profile]) => isDeepStrictEqual(identity(profile.source), wanted))
  return found?.[0] ?? null
}
