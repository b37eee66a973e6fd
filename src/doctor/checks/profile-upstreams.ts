import { type Check, doesNotApply, ok } from '../check.ts'
import { createEndpoint, isUnsaid } from '../endpoint.ts'
import { proxyOfProfile } from '../network/other-endpoints.ts'

/** Whether somebody listens where each profile of warmkey sends its requests; nothing is sent. */
export const profileUpstreams: Check = {
  id: 'profile-upstreams',
  title: 'The upstreams of the profiles can be reached',
  group: 'warmkey',
  needs: ['warmkey-config'],
  network: true,
  async run({ config, world, clock }, signal) {
    if (config.kind !== 'config') return doesNotApply('warmkey has no profiles here')
    // A profile with a proxy of its own is the daemon's to reach.
    const profiles = Object.entries(config.config.profiles).filter(([, { upstream }]) => upstream.proxy === undefined)
    const tried = await Promise.all(
      profiles.map(async ([name, { upstream }]) => {
        const proxy = proxyOfProfile(upstream.url, undefined, world.env)
        const asked = { url: upstream.url, place: config.file, trusted: true, env: world.env, proxy, clock }
        const there = createEndpoint(asked)
        const reached = await there.reach(signal)
        return { name, host: there.parsed?.host ?? upstream.url, fault: isUnsaid(reached) ? reached.fault : null }
      }),
    )
    const failed = tried.find(({ fault }) => fault !== null)
    if (failed === undefined) return tried.length === 0 ? doesNotApply('there are none') : ok(`${tried.length} reached`)
    const { name, host, fault } = failed
    const unknown = fault === 'ENOTFOUND' || fault === 'EAI_AGAIN' || fault === 'DNS_ENOTFOUND'
    return {
      status: 'warn',
      cause: unknown ? 'dns' : fault === 'ETIMEDOUT' ? 'timeout' : 'connection',
      summary: `The upstream of the profile "${name}" cannot be reached: ${host} (${fault}).`,
      evidence: tried.map((each) => `${each.name}: ${each.host}: ${each.fault ?? 'reached'}`),
      fix: unknown
        ? `Check "url" of the profile in ${config.file}, and the VPN that knows the name: nslookup ${host.replace(/:\d+$/, '')}`
        : `Start what listens there, or correct it: warmkey profile edit ${name}`,
    }
  },
}
