import { sayDuration } from '../../duration.ts'
import { catalogue } from '../../signatures/catalogue.ts'
import { type Check, doesNotApply, ok } from '../check.ts'

/** What lies further back has been noticed, and often cured. */
const recentMs = 30 * 60_000

/** The last request that failed on its way through warmkey: what a client showed of it may have been less than was known. */
export const warmkeyFailures: Check = {
  id: 'warmkey-failures',
  title: 'Requests through warmkey were answered',
  group: 'warmkey',
  needs: ['warmkey-answers', 'warmkey-daemon'],
  async run(bench, signal) {
    const { failures, daemon } = await bench.failures(signal)
    const nowMs = bench.clock.nowMs()
    const recent = failures.filter(({ atMs }) => nowMs - atMs <= recentMs && atMs <= nowMs)
    const [last] = recent
    if (last === undefined)
      return daemon === 'none'
        ? doesNotApply('no daemon runs, and no run has written one down')
        : ok('none failed of late')
    const card = catalogue.find(({ id }) => id === last.card)
    const status = last.upstreamStatus ?? last.status
    return {
      status: 'warn',
      cause: card?.cause ?? (status === 401 ? 'invalid-credential' : status === 403 ? 'permission' : 'unknown'),
      summary: `A request through warmkey failed ${sayDuration(nowMs - last.atMs)} ago: ${card === undefined ? `status ${status}` : `${card.title} (${status})`}.`,
      evidence: recent
        .slice(0, 5)
        .map(
          (each) =>
            `${each.profile}: ${each.method} ${each.path}: ${each.upstreamStatus ?? each.status}${each.card === null ? '' : `, ${each.card}`}`,
        ),
      fix: 'Type: warmkey explain --last',
    }
  },
}
