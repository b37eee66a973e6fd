import { lookUp } from '../../clients/claude-code/layers.ts'
import { sayDuration } from '../../duration.ts'
import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { namesBeside, timeOf } from '../credential/life.ts'
import { newKey } from '../fixes/fix-words.ts'
import { lifeIn, type Presented } from '../present.ts'
import { setClock } from './clock-right.ts'

/** A key that ends this soon ends in the middle of something. */
const soonMs = 10 * 60_000
/** Clocks may differ by this much without anybody noticing. */
const leewayMs = 60_000

/** What a key that is set as it is says of its own life; one of a helper is looked at by `helper-life`. Nothing is contacted. */
export const credentialLife: Check = {
  id: 'credential-life',
  title: 'The key has not ended',
  group: 'credential',
  needs: ['credential-shape'],
  async run(bench, signal) {
    const credentials = (await bench.credentials(signal)).filter(({ name }) => name !== 'apiKeyHelper')
    const [first] = credentials
    if (first === undefined) return doesNotApply('no key is set as it is')
    const nowMs = bench.clock.nowMs()
    const life = lifeIn(first)
    const endsAtMs = life?.endsAtMs ?? null
    const issuer = { host: bench.endpoint.parsed?.host ?? '', isDefault: bench.endpoint.place === null }
    const at = `${first.name} of ${first.place}`
    if (life !== null && life.startsAtMs !== null && life.startsAtMs > nowMs + leewayMs) {
      // Made in what is the past here as well: then it is not the clock that keeps it from counting.
      const isMeant = life.madeAtMs !== null && life.madeAtMs <= nowMs + leewayMs
      const begins = `${at} begins to count in ${sayDuration(life.startsAtMs - nowMs)}`
      return {
        status: 'wrong',
        cause: isMeant ? 'invalid-credential' : 'clock-skew',
        summary: isMeant
          ? `${begins}: whoever made it did not mean it for today.`
          : `${begins}: it is not yet good, or the clock of this machine is behind.`,
        evidence: [`begins: ${new Date(life.startsAtMs).toISOString()}`, `now, here: ${new Date(nowMs).toISOString()}`],
        fix: isMeant ? newKey(first.name, first.place, issuer) : setClock(bench.world.platform),
      }
    }
    if (life !== null && endsAtMs !== null && endsAtMs <= nowMs)
      return {
        status: 'wrong',
        cause: 'expired',
        summary: `${at} ended ${sayDuration(Math.max(1000, nowMs - endsAtMs))} ago.`,
        evidence: [`${life.by}: ${new Date(endsAtMs).toISOString()}`],
        fix: newKey(first.name, first.place, issuer),
        number: 3,
      }
    const beside = endBeside(bench, first)
    const lastMs = endsAtMs ?? beside?.endsAtMs ?? null
    if (lastMs === null) return doesNotApply('it does not say when it ends')
    const by = endsAtMs === null ? `${beside?.name} of ${beside?.place}` : (life?.by ?? '')
    if (lastMs - nowMs < soonMs)
      return {
        status: 'warn',
        cause: 'expired',
        summary:
          lastMs > nowMs
            ? `${at} ends in ${sayDuration(lastMs - nowMs)}.`
            : `${at} should have ended ${sayDuration(nowMs - lastMs)} ago, as ${by} says.`,
        evidence: [`${by}: ${new Date(lastMs).toISOString()}`],
        fix: newKey(first.name, first.place, issuer),
      }
    return ok(`${sayDuration(lastMs - nowMs)} left (${by})`)
  },
}

function endBeside(
  { layers, world }: Bench,
  { name }: Presented,
): { readonly name: string; readonly place: string; readonly endsAtMs: number } | null {
  for (const other of namesBeside(name)) {
    const found = lookUp(other, layers, world.env)
    const endsAtMs = timeOf(found?.entry.value)
    if (found !== null && endsAtMs !== null)
      return { name: other, place: found.layer?.origin.place ?? 'the shell', endsAtMs }
  }
  return null
}
