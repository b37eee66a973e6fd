import type { Cause } from '../../signatures/signature.ts'
import type { Bench } from '../bench.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { createEndpoint, isUnsaid } from '../endpoint.ts'
import { withoutClientCertificate } from '../network/client-tls.ts'
import { type NeededHost, neededHosts } from '../network/needed-hosts.ts'

/** How far we got with one of them; `null` all the way. */
interface Tried {
  readonly needed: NeededHost
  readonly failed: { readonly stage: string; readonly fault: string; readonly cause: Cause } | null
  /** Who would have to let it through: a proxy, or whoever runs the network. */
  readonly by: string
}

/** Hosts beside the API, each tried by name, TCP and TLS; nothing is sent to them. */
export const hostsNeeded: Check = {
  id: 'hosts-needed',
  title: 'Other hosts that the client needs are reached',
  group: 'network',
  needs: ['base-url', 'proxy-variables', 'client-certificate', 'login-alive', 'helper-runs', 'tls-trusted'],
  network: true,
  async run(bench, signal) {
    const needed = neededHosts(bench)
    if (needed.length === 0) return doesNotApply('it needs its API alone')
    const tried = await Promise.all(needed.map((each) => tryHost(each, bench, signal)))
    const failures = tried.filter(({ failed }) => failed !== null)
    const worst = failures.find((each) => each.needed.now) ?? failures[0]
    if (worst === undefined || worst.failed === null) return ok(needed.map(({ host }) => host).join(', '))
    const { needed: at, failed, by } = worst
    const others = failures.filter((each) => each !== worst).map((each) => each.needed.host)
    return {
      status: at.now ? 'wrong' : 'warn',
      cause: failed.cause,
      summary: `${at.host}, which ${at.why}, is not reached: ${failed.stage} fails (${failed.fault})${others.length === 0 ? '' : `; nor is ${others.join(', ')}`}.`,
      evidence: tried.map(
        (each) =>
          `${each.needed.host}, which ${each.needed.why}: ${each.failed === null ? 'reached' : `${each.failed.stage}: ${each.failed.fault}`}`,
      ),
      fix: `Ask whoever runs ${by} to let ${failures.map((each) => `${each.needed.host}${each.needed.host.includes(':') ? '' : ':443'}`).join(', ')} through.`,
    }
  },
}

async function tryHost(needed: NeededHost, { clientEnv, clock }: Bench, signal: AbortSignal): Promise<Tried> {
  const there = createEndpoint({
    url: `https://${needed.host}`,
    place: null,
    trusted: true,
    env: withoutClientCertificate(clientEnv),
    clock,
  })
  const proxied = typeof there.proxy === 'string'
  const by = proxied ? new URL(String(there.proxy)).host : 'the network'
  const at = (stage: string, fault: string, cause: Cause): Tried => ({ needed, failed: { stage, fault, cause }, by })
  if (!proxied) {
    const found = await there.resolve(signal)
    if (isUnsaid(found)) return at('looking up its name', found.fault, 'dns')
  }
  const reached = await there.reach(signal)
  if (isUnsaid(reached))
    return at(
      proxied ? 'connecting to the proxy' : 'connecting',
      reached.fault,
      proxied ? 'proxy' : reached.fault === 'ETIMEDOUT' ? 'timeout' : 'connection',
    )
  const shaken = await there.handshake(signal)
  if (isUnsaid(shaken)) {
    const tunnel = shaken.fault.startsWith('PROXY_')
    return at(tunnel ? 'the tunnel of the proxy' : 'TLS', shaken.fault.replace('PROXY_', ''), tunnel ? 'proxy' : 'tls')
  }
  return shaken.trusted ? { needed, failed: null, by } : at('trusting its certificate', shaken.code, 'tls')
}
