import { otherCase } from '../../clients/claude-code/proxy.ts'
import { isLoopback } from '../../proxy.ts'
import type { Bench } from '../bench.ts'
import { type Check, ok } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { toRightAddress, toUnset } from '../fixes/set-variable.ts'
import { deadPort, isHere } from '../network/dead-port.ts'
import { hostsLine, withoutLine } from '../network/hosts-file.ts'
import { portOf } from './warmkey-port.ts'

export const portOpen: Check = {
  id: 'port-open',
  title: 'Somebody listens there',
  group: 'network',
  needs: ['name-resolves'],
  aboutEndpoint: true,
  network: true,
  async run(bench, signal) {
    const { endpoint } = bench
    const through = typeof endpoint.proxy === 'string'
    const host = through ? `the proxy ${new URL(endpoint.proxy).host}` : (endpoint.parsed?.host ?? '')
    const reached = await endpoint.reach(signal)
    if (!isUnsaid(reached)) return ok(`${host} answers after ${Math.round(reached.elapsedMs)} ms`)
    const ours = isLoopback(endpoint.parsed?.hostname ?? '') && endpoint.parsed?.port === String(portOf(bench))
    const line = through ? null : hostsLine(bench.world, endpoint.parsed?.hostname ?? '')
    // A name of this machine stands in that file everywhere.
    if (line !== null && !isLoopback(endpoint.parsed?.hostname ?? ''))
      return {
        status: 'wrong',
        cause: 'dns',
        summary: `${host} leads to ${line.address}, as line ${line.line} of ${line.file} says, where nobody answers (${reached.fault}).`,
        evidence: [`${line.file}, line ${line.line}: ${line.address}`, `connecting to ${host}: ${reached.fault}`],
        fix: withoutLine(bench.world, line),
      }
    const here = through || ours || endpoint.place === null || !isHere(bench) ? null : await deadPort(bench, signal)
    return {
      status: 'wrong',
      cause: through ? 'proxy' : reached.fault === 'ETIMEDOUT' ? 'timeout' : 'connection',
      summary:
        reached.fault === 'ETIMEDOUT'
          ? `${host} does not answer; a firewall usually drops it in silence.`
          : `Nobody listens at ${host} (${reached.fault}).`,
      evidence: [`connecting to ${host}: ${reached.fault}`, ...(here === null ? [] : [here.evidence])],
      fix: ours
        ? // What connect wrote has the key for it; a shell may have any.
          `Type: warmkey up${endpoint.place === 'the shell' ? '; warmkey connect claude-code --yes' : ''}`
        : through
          ? deadProxy(bench)
          : here !== null
            ? here.fix
            : endpoint.place === null
              ? `Ask whoever runs this network to let ${host} through its firewall.`
              : toRightAddress(bench, 'ANTHROPIC_BASE_URL', host),
      ...(here?.edit === undefined ? {} : { edit: here.edit }),
    }
  },
}

/** The same name in the other case may hold the proxy that was meant. */
function deadProxy(bench: Bench): string {
  const { endpoint, clientEnv } = bench
  const name = endpoint.proxyName ?? 'HTTPS_PROXY'
  const other = otherCase(clientEnv, { name, value: (clientEnv[name] ?? '').trim() })
  return other === null ? toRightAddress(bench, name, new URL(String(endpoint.proxy)).host) : toUnset(bench, name).fix
}
