import { deadline } from '../../clock.ts'
import { createSource } from '../../credential/sources/index.ts'
import { asWarmkeyError, WarmkeyError } from '../../errors.ts'
import type { Profile } from '../../profile.ts'
import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok, skip } from '../check.ts'

/** All sources are asked at once, and none is waited for longer. */
const patienceMs = 5_000

/** Kinds that give what is there, or something new that costs nobody anything and need not be given back. */
const free: ReadonlySet<string> = new Set(['command', 'aws'])

type Asked =
  | { readonly kind: 'given' }
  | { readonly kind: 'left'; readonly because: string }
  | { readonly kind: 'failed'; readonly error: WarmkeyError }

/**
 * The source of each profile, asked as the daemon would ask it. What the daemon holds already is not asked again, and what
 * makes a new credential each time, or needs a person, is left alone. Nothing is sent to an API.
 */
export const warmkeySources: Check = {
  id: 'warmkey-sources',
  title: 'Each profile of warmkey gets its credential',
  group: 'warmkey',
  needs: ['warmkey-config', 'warmkey-daemon', 'warmkey-answers'],
  network: true,
  async run(bench, signal) {
    const { config } = bench
    if (config.kind !== 'config') return doesNotApply('warmkey has no profiles here')
    const status = await bench.daemon()
    const held = new Set(status?.profiles.flatMap(({ name, credential }) => (credential === null ? [] : [name])) ?? [])
    const profiles = Object.entries(config.config.profiles)
    const tried = await Promise.all(
      profiles.map(
        async ([name, profile]): Promise<readonly [string, Asked]> => [
          name,
          held.has(name) ? { kind: 'given' } : await askOnce(bench, profile, status !== null, signal),
        ],
      ),
    )
    for (const [name, asked] of tried) {
      if (asked.kind !== 'failed') continue
      const { error } = asked
      return {
        status: 'warn',
        cause: error.code === 'source-timeout' ? 'timeout' : 'helper-failure',
        summary: `The profile "${name}" gets no credential: ${error.message}`,
        evidence: tried.map(
          ([each, { kind }]) => `${each}: ${kind === 'given' ? 'given' : kind === 'left' ? 'not asked' : 'failed'}`,
        ),
        fix: error.remedy ?? `Type: warmkey profile edit ${name}`,
      }
    }
    const given = tried.filter(([, { kind }]) => kind === 'given').length
    const [, left] = tried.find(([, { kind }]) => kind === 'left') ?? []
    if (given === 0) return left?.kind === 'left' ? skip(left.because) : doesNotApply('there are no profiles')
    return ok(`${given} of ${tried.length}`)
  },
}

async function askOnce(bench: Bench, profile: Profile, runs: boolean, signal: AbortSignal): Promise<Asked> {
  const { clock, world } = bench
  const { source: options } = profile
  // A daemon has an environment of its own.
  if (runs && options.type === 'env') return { kind: 'left', because: 'the daemon has an environment of its own' }
  if ('signIn' in options && options.signIn !== undefined)
    return { kind: 'left', because: 'a person may have to sign in, which is for: warmkey login' }
  const late = deadline(clock, patienceMs, signal, tooLong)
  try {
    const source = createSource(options, { clock, env: world.env, home: world.home })
    try {
      if (!source.stable && !free.has(options.type))
        return { kind: 'left', because: 'asking makes a new credential, which is for: warmkey whoami --all' }
      await source.obtain(late.signal)
      return { kind: 'given' }
    } finally {
      source.close?.()
    }
  } catch (thrown) {
    return { kind: 'failed', error: asWarmkeyError(late.signal.aborted ? late.signal.reason : thrown) }
  } finally {
    late.callOff()
  }
}

const tooLong = (): WarmkeyError =>
  new WarmkeyError('source-timeout', `Its source did not answer within ${patienceMs / 1000} s.`, {
    remedy: 'Type: warmkey whoami --all',
  })
