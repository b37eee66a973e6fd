import { type Check, ok, skip } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'

/** Together they stand before every first answer; more than this is felt. */
const slowMs = 2_000

/** How long each stage of a new connection takes, one after the other. */
export const stageTimes: Check = {
  id: 'stage-times',
  title: 'A new connection is quick',
  group: 'network',
  needs: ['endpoint-is-api'],
  aboutEndpoint: true,
  network: true,
  async run({ endpoint, clock }, signal) {
    const stages: { readonly name: string; readonly tookMs: number }[] = []
    const timed = async (name: string, stage: () => Promise<object>): Promise<boolean> => {
      const startedMs = clock.monotonicMs()
      const done = await stage()
      stages.push({ name, tookMs: Math.round(clock.monotonicMs() - startedMs) })
      return !isUnsaid(done)
    }
    const through = typeof endpoint.proxy === 'string'
    const all =
      (await timed('looking up the name', () => endpoint.resolve(signal))) &&
      (await timed(through ? 'TCP to the proxy' : 'TCP', () => endpoint.reach(signal))) &&
      (endpoint.parsed?.protocol !== 'https:' || (await timed('TCP and TLS', () => endpoint.handshake(signal)))) &&
      // Another path than the other checks ask, so that it is sent now.
      (await timed('first answer', () => endpoint.ask({ method: 'GET', path: '/', credentials: [] }, signal)))
    const line = stages.map(({ name, tookMs }) => `${name} ${tookMs} ms`)
    if (!all) return skip(`only as far as: ${line.join(', ')}`)
    const slowest = stages.toSorted((a, b) => b.tookMs - a.tookMs)[0]
    if (slowest === undefined || slowest.tookMs < slowMs) return ok(line.join(', '))
    return {
      status: 'warn',
      cause: 'timeout',
      summary: `A new connection to ${endpoint.parsed?.host} is slow: ${slowest.name} takes ${(slowest.tookMs / 1000).toFixed(1)} s.`,
      evidence: line,
      fix: slowest.name.startsWith('looking')
        ? `Ask another name server: nslookup ${endpoint.parsed?.hostname} 1.1.1.1`
        : `See where it stays: curl -so /dev/null -w '%{time_connect} %{time_appconnect} %{time_starttransfer}\\n' ${endpoint.parsed?.origin}`,
    }
  },
}
