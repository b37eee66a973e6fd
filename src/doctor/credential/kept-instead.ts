import { deadline } from '../../clock.ts'
import { createSource } from '../../credential/sources/index.ts'
import type { Bench } from '../bench.ts'
import type { Presented } from '../present.ts'
import { tryOut } from '../try-out.ts'

/** A source that needs longer is left alone: the doctor has ten seconds in all. */
const patienceMs = 3_000

/**
 * The profile of warmkey whose credential this endpoint takes, tried; `null` when there is none. Only profiles that lead to the
 * same host are asked, and no source that makes a new credential each time but a command, or that may need a person.
 */
export async function keptInstead(bench: Bench, signal: AbortSignal): Promise<string | null> {
  const { config, endpoint, clock, world } = bench
  if (config.kind !== 'config' || !endpoint.trusted || endpoint.parsed === null) return null
  const { origin } = endpoint.parsed
  for (const [name, { source: options, upstream }] of Object.entries(config.config.profiles)) {
    if (upstream.dialect !== 'messages' || new URL(upstream.url).origin !== origin) continue
    if ('signIn' in options && options.signIn !== undefined) continue
    const late = deadline(clock, patienceMs, signal, () => new Error('too slow'))
    try {
      const source = createSource(options, { clock, env: world.env, home: world.home })
      if (!source.stable && options.type !== 'command') continue
      const { secret } = await source.obtain(late.signal).finally(() => source.close?.())
      const about = { name, place: config.file, secret } as const
      const wanted = upstream.header ?? 'authorization'
      const kept: Presented =
        wanted === 'authorization' || wanted === 'x-api-key' || wanted === 'both'
          ? { ...about, header: wanted }
          : { ...about, header: 'authorization', under: wanted }
      if ((await tryOut(bench, [kept], signal)).kind === 'accepted') return name
    } catch {
      // What a source cannot give is another check's to say.
    } finally {
      late.callOff()
    }
  }
  return null
}
