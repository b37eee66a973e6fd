import { isLoopback } from '../../proxy.ts'
import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { createEndpoint, isUnsaid } from '../endpoint.ts'
import { faultOfConnecting } from '../network/stages.ts'

/** This machine answers at once or not at all. */
const patienceMs = 500

/** Whether the port of warmkey's gateway is warmkey's. */
export const warmkeyPort: Check = {
  id: 'warmkey-port',
  title: 'The port of warmkey is its own',
  group: 'warmkey',
  needs: ['base-url', 'warmkey-answers'],
  async run(bench, signal) {
    const { config, endpoint, world } = bench
    const port = portOf(bench)
    const wanted = isLoopback(endpoint.parsed?.hostname ?? '') && endpoint.parsed?.port === String(port)
    if (!wanted && config.kind !== 'config') return doesNotApply('warmkey is not set up here')
    const { kind, status } = await bench.look()
    if (kind === 'silent') return doesNotApply('the daemon that holds it does not answer')
    if (status !== null) return ok(status.url === null ? 'it runs without a profile' : `it listens at ${status.url}`)
    if (!(await listens(port, bench, signal))) return doesNotApply('nobody listens there: warmkey up')
    const there = createEndpoint({
      url: `http://127.0.0.1:${port}`,
      place: null,
      trusted: true,
      env: {},
      clock: bench.clock,
    })
    const answer = await there.ask({ method: 'GET', path: '/v1/models', credentials: [] }, signal)
    if (!isUnsaid(answer) && answer.text.includes('warmkey: ')) return ok('a warmkey of another place answers there')
    return {
      status: wanted ? 'wrong' : 'warn',
      cause: 'wrong-endpoint-or-header',
      summary: `Another program listens on port ${port}, where warmkey should.`,
      evidence: [
        `127.0.0.1:${port}: somebody listens, and it is not warmkey`,
        `who it is: ${world.platform === 'win32' ? `netstat -ano | findstr :${port}` : `lsof -nP -iTCP:${port} -sTCP:LISTEN`}`,
        `another port for warmkey: "listen": { "port": ${port + 1} } in ${config.file}`,
        ...(wanted ? [`ANTHROPIC_BASE_URL of ${endpoint.place} leads there`] : []),
      ],
      fix: `Ask whoever runs 127.0.0.1:${port} to end it, then type: warmkey up${wanted ? '; warmkey connect claude-code --yes' : ''}`,
    }
  },
}

/** The port on which the gateway of warmkey listens, or would. */
export const portOf = ({ config }: Bench): number => (config.kind === 'config' ? config.config.listen.port : 9276)

async function listens(port: number, { clock }: Bench, signal: AbortSignal): Promise<boolean> {
  const here = { hostname: '127.0.0.1', port, proxy: null }
  return (await faultOfConnecting(here, { clock, mostMs: patienceMs }, signal)) === null
}
