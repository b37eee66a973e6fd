import { otherCase } from '../../clients/claude-code/proxy.ts'
import { isLoopback } from '../../proxy.ts'
import type { Bench } from '../bench.ts'
import { type Check, ok } from '../check.ts'
import { isUnsaid } from '../endpoint.ts'
import { type Setting, toRightAddress, toUnset } from '../fixes/set-variable.ts'
import { deadPort, deadProxyHere, isHere } from '../network/dead-port.ts'
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
    const local = !through && !ours && endpoint.place !== null && isHere(bench)
    const here = local ? await deadPort(bench, signal) : null
    const setting = through ? await deadProxy(bench, signal) : here
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
        : setting !== null
          ? setting.fix
          : endpoint.place === null
            ? `Ask whoever runs this network to let ${host} through its firewall.`
            : toRightAddress(bench, 'ANTHROPIC_BASE_URL', host),
      ...(setting?.edit === undefined ? {} : { edit: setting.edit }),
    }
  },
}

/** The same name in the other case may hold the proxy that was meant. */
async function deadProxy(bench: Bench, signal: AbortSignal): Promise<Setting> {
  const { endpoint, clientEnv } = bench
  const name = endpoint.proxyName ?? 'HTTPS_PROXY'
  const proxy = new URL(String(endpoint.proxy))
  if (otherCase(clientEnv, { name, value: (clientEnv[name] ?? '').trim() }) !== null) return toUnset(bench, name)
  if (isLoopback(proxy.hostname)) return deadProxyHere(bench, name, signal)
  return { fix: toRightAddress(bench, name, proxy.host) }
}
