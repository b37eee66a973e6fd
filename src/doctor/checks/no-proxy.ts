import { sparedBy } from '../../clients/claude-code/proxy.ts'
import { type Check, doesNotApply, ok } from '../check.ts'
import { toSet } from '../fixes/set-variable.ts'

/** Entries of NO_PROXY that mean this host in a form that Claude Code, like most tools, does not understand. */
export const noProxy: Check = {
  id: 'no-proxy',
  title: 'NO_PROXY is understood',
  group: 'network',
  needs: ['proxy-variables'],
  aboutEndpoint: true,
  run(bench) {
    const { clientEnv, endpoint } = bench
    const { parsed, proxy } = endpoint
    const name = (clientEnv.no_proxy ?? '').trim() === '' ? 'NO_PROXY' : 'no_proxy'
    const list = (clientEnv[name] ?? '').trim()
    if (list === '') return doesNotApply('NO_PROXY is not set')
    if (typeof proxy !== 'string' || parsed === null) {
      const entry = parsed === null ? null : sparedBy(clientEnv, parsed)
      return ok(
        `${parsed?.host} is not sent through a proxy${entry === null ? '' : `: "${entry.slice(0, 80)}" takes it out`}`,
      )
    }
    const host = parsed.hostname.toLowerCase()
    const found = list.split(/[,\s]+/).find((each) => means(each, host, parsed.port))
    const entry = found?.replace(/\/\/[^/@]*@/, '//')
    if (entry === undefined) return ok(`${host} is not on it`)
    return {
      status: 'warn',
      cause: 'proxy',
      summary: `${name} means ${host} with "${entry.slice(0, 80)}", which is not understood: its requests go through the proxy.`,
      evidence: [`${name} has "${entry.slice(0, 80)}"`, `the proxy on the way: ${new URL(proxy).host}`],
      ...toSet(bench, name, list.replace(found ?? '', (each) => rightly(each, host)).replace(/\/\/[^/@]*@/g, '//')),
    }
  },
}

/** The entry as it is understood. */
const rightly = (entry: string, host: string): string => (entry.includes(';') ? entry.replaceAll(';', ',') : host)

/** Whether a person who wrote this entry thought of this host. */
function means(entry: string, host: string, port: string): boolean {
  if (entry.includes(';')) return entry.split(';').some((each) => covers(each, host))
  if (/^https?:\/\//i.test(entry)) return URL.canParse(entry) && covers(new URL(entry).hostname, host)
  if (entry.endsWith('/')) return covers(entry.slice(0, -1), host)
  const [, name, other] = /^([^:]+):(\d+)$/.exec(entry) ?? []
  if (name !== undefined && other !== port) return covers(name, host)
  // A star in the middle, or an address with one: only a leading "*." is understood.
  return entry.includes('*') && entry !== '*' && pattern(entry).test(host)
}

const covers = (name: string, host: string): boolean => {
  const bare = name
    .trim()
    .toLowerCase()
    .replace(/^\*?\./, '')
  return bare !== '' && (host === bare || host.endsWith(`.${bare}`))
}

const pattern = (entry: string): RegExp =>
  new RegExp(
    `^${entry
      .toLowerCase()
      .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')}$`,
  )
