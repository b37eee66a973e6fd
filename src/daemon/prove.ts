import { deadline } from '../clock.ts'
import { asWarmkeyError, WarmkeyError } from '../errors.ts'
import { openGateway } from '../gateway/gateway.ts'
import { createLocalKeys, openLocalKey } from '../gateway/local-keys.ts'
import type { Upstream } from '../gateway/upstream.ts'
import type { Profile } from '../profile.ts'
import type { ProveAnswer } from './control-protocol.ts'
import { type Asked, askFree, type TryDeps } from './try-profile.ts'
import { upstreamOf } from './upstreams.ts'

export interface Proving {
  readonly name: string
  readonly profile: Profile
  /** As it is served, with its keeper, which stays open; `null` where nobody serves it: then the source is asked once. */
  readonly upstream: Upstream | null
}

/** Sources that call somewhere and an API that is asked: together no longer than this. */
const patienceMs = 30_000

/**
 * Proves a profile by what it is: its own credential, sent as a request of its own is, to what costs nothing. Never throws
 * for what the source or the API says; throws `config-invalid` for a profile that cannot be served.
 */
export async function prove({ name, profile, upstream }: Proving, deps: TryDeps): Promise<ProveAnswer> {
  const { clock } = deps
  const own = upstream ?? upstreamOf(name, profile, new Map(), deps)
  const { keeper } = own
  const limit = deadline(clock, patienceMs, deps.signal, tooLong)
  const keys = createLocalKeys()
  const key = openLocalKey(keys.issue({ profile: name, kind: 'run' }))
  const gateway = openGateway({ port: 0, keys, upstreams: new Map([[name, own]]), clock })
  try {
    const asked: Asked = await askFree(
      { url: gateway.url, key, dialect: profile.upstream.dialect },
      limit.signal,
    ).catch((thrown: unknown) => ({
      outcome: 'refused',
      sentence: asWarmkeyError(limit.signal.aborted ? limit.signal.reason : thrown).sentence,
      answer: null,
    }))
    const { credential, expiresAtMs, origin } = keeper.state()
    const headers = asked.answer?.headers ?? new Headers()
    return {
      profile: name,
      upstream: profile.upstream.url,
      dialect: profile.upstream.dialect,
      source: origin,
      outcome: asked.outcome,
      sentence: asked.sentence,
      fingerprint: credential?.fingerprint ?? null,
      expiresAtMs: credential === null ? null : expiresAtMs,
      organization: headers.get('anthropic-organization-id'),
      workspace: headers.get('anthropic-workspace-id'),
      expected: unmet(profile, headers),
      models: asked.outcome === 'answered' ? modelsIn(asked.answer?.text ?? '') : null,
      aliases: profile.models,
    }
  } finally {
    limit.callOff()
    await gateway.close(true)
    if (upstream === null) await keeper.giveBack()
  }
}

/** What the profile expects and the API does not name: https://docs.claude.com/en/api/overview */
function unmet({ expect }: Profile, headers: Headers): string | null {
  for (const [part, word] of [
    ['organization', 'organisation'],
    ['workspace', 'workspace'],
  ] as const) {
    const actual = headers.get(`anthropic-${part}-id`)
    const wanted = expect?.[part]
    if (wanted !== undefined && actual !== null && actual.toLowerCase() !== wanted.toLowerCase())
      return `${word} ${wanted}`
  }
  return null
}

/** Ids in a list of models, as https://docs.claude.com/en/api/models-list has it; `null` where the text is none. */
function modelsIn(text: string): string[] | null {
  try {
    const { data } = JSON.parse(text) as { data?: unknown }
    if (!Array.isArray(data)) return null
    return data.flatMap((each: { id?: unknown } | null) => (typeof each?.id === 'string' ? [each.id] : []))
  } catch {
    return null
  }
}

const tooLong = (): WarmkeyError =>
  new WarmkeyError('source-timeout', 'There was no answer within 30 s.', {
    remedy: 'Look at what the source waits for, and at the address of the API.',
  })
