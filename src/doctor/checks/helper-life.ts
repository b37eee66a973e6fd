import { lookUp } from '../../clients/claude-code/layers.ts'
import { sayDuration } from '../../duration.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { endOf } from '../present.ts'

/** How long the client keeps a helper's answer unless told otherwise: https://code.claude.com/docs/en/authentication */
const defaultTtlMs = 300_000

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
    const leftMs = endsAtMs - bench.clock.nowMs()
    const ttl = Number(lookUp('CLAUDE_CODE_API_KEY_HELPER_TTL_MS', bench.layers, bench.world.env)?.entry.value)
    const ttlMs = Number.isFinite(ttl) && ttl > 0 ? ttl : defaultTtlMs
    if (leftMs <= 0)
      return {
        status: 'wrong',
        cause: 'expired',
        summary: `The helper prints a key that ended ${sayDuration(Math.max(1000, -leftMs))} ago.`,
        evidence: [`exp of the key: ${new Date(endsAtMs).toISOString()}`],
        fix: 'Let the helper ask for a new key instead of printing one that it keeps.',
        number: 3,
      }
    if (leftMs >= ttlMs) return ok(`${sayDuration(leftMs)} left, kept for ${sayDuration(ttlMs)}`)
    return {
      status: 'warn',
      cause: 'expired',
      summary: `The helper prints a key with ${sayDuration(leftMs)} left, and Claude Code keeps it for ${sayDuration(ttlMs)}.`,
      evidence: [`exp of the key: ${new Date(endsAtMs).toISOString()}`],
      fix: `Set CLAUDE_CODE_API_KEY_HELPER_TTL_MS to ${Math.floor(leftMs / 2)}, or let \`warmkey token\` be the helper: it never prints a key that ends sooner.`,
    }
  },
}
