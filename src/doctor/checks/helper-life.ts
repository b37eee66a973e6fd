import { sayDuration } from '../../duration.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { setTo } from '../fixes/fix-words.ts'
import { helperTtl, ttlName } from '../key-helper/helper-ttl.ts'
import { endOf } from '../present.ts'

/** Whether a key lives as long as the client keeps it; a shorter one is sent dead. */
export const helperLife: Check = {
  id: 'helper-life',
  title: 'The helper’s key outlives its cache',
  group: 'helper',
  needs: ['helper-runs'],
  async run(bench, signal) {
    const run = await bench.helper(signal)
    if (run?.key === undefined || run.key === null) return doesNotApply('no apiKeyHelper is used')
    const endsAtMs = endOf(run.key)
    if (endsAtMs === null) return doesNotApply('its key does not say when it ends')
    const rung = [bench.ladder.winner, bench.ladder.beside].find((each) => each?.rung.kind === 'helper')
    const place = rung?.holding.origin.place ?? 'your settings'
    const leftMs = endsAtMs - bench.clock.nowMs()
    const { ms: ttlMs, place: ttlPlace } = helperTtl(bench)
    if (leftMs <= 0)
      return {
        status: 'wrong',
        cause: 'expired',
        summary: `The helper prints a key that ended ${sayDuration(Math.max(1000, -leftMs))} ago.`,
        evidence: [`exp of the key: ${new Date(endsAtMs).toISOString()}`],
        fix: `Set "apiKeyHelper" in ${place} to <a command that asks for a new key each time>.`,
        number: 3,
      }
    if (leftMs >= ttlMs) return ok(`${sayDuration(leftMs)} left, kept for ${sayDuration(ttlMs)}`)
    return {
      status: 'warn',
      cause: 'expired',
      summary: `The helper prints a key with ${sayDuration(leftMs)} left, and Claude Code keeps it for ${sayDuration(ttlMs)}.`,
      evidence: [`exp of the key: ${new Date(endsAtMs).toISOString()}`],
      fix: setTo(ttlName, ttlPlace ?? 'the shell', String(Math.floor(leftMs / 2))),
    }
  },
}
