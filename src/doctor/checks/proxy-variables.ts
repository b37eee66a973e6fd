import { sparesLoopback } from '../../clients/loopback.ts'
import { isLoopback } from '../../proxy.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'

/** In the order in which Claude Code asks: https://code.claude.com/docs/en/network-config */
const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const

/** Proxies of the environment, before anything is sent through one. */
export const proxyVariables: Check = {
  id: 'proxy-variables',
  title: 'Proxy variables can be used',
  group: 'network',
  needs: ['base-url'],
  aboutEndpoint: true,
  run({ clientEnv, endpoint }) {
    const set = variables.flatMap((name) => {
      const value = (clientEnv[name] ?? '').trim()
      return value === '' ? [] : [{ name, value }]
    })
    const [first] = set
    const all = ['all_proxy', 'ALL_PROXY'].find((name) => (clientEnv[name] ?? '') !== '')
    const wrong = (summary: string, evidence: string, fix: string): Complaint => ({
      status: 'wrong',
      cause: 'proxy',
      summary,
      evidence: [evidence],
      fix,
    })
    if (first === undefined)
      return all === undefined
        ? doesNotApply('no proxy is set')
        : {
            ...wrong(
              `${all} is set, which Claude Code does not read.`,
              `${all} is set`,
              'Set HTTPS_PROXY to the HTTP port of the same proxy.',
            ),
            status: 'warn',
          }
    const { name, value } = first
    if (/^socks/i.test(value))
      return wrong(
        `${name} names a SOCKS proxy, which Claude Code cannot use.`,
        `${name} begins with socks`,
        `Set ${name} to the HTTP port of the same proxy, such as http://127.0.0.1:7890.`,
      )
    if (!URL.canParse(value.includes('://') ? value : `http://${value}`))
      return wrong(
        `${name} is not an address.`,
        `${name} cannot be read as one`,
        `Write it like ${name}=http://proxy.example:3128.`,
      )
    const loopback = endpoint.parsed !== null && isLoopback(endpoint.parsed.hostname)
    if (loopback && !sparesLoopback(clientEnv.no_proxy ?? clientEnv.NO_PROXY ?? ''))
      return wrong(
        `Claude Code sends what is meant for ${endpoint.parsed?.host} to the proxy of ${name}, key and prompt included.`,
        `${name} is set, and NO_PROXY does not name 127.0.0.1`,
        'Add it: export NO_PROXY=127.0.0.1,localhost',
      )
    return ok(`${name} is used${endpoint.proxy === false ? ', but not for this address' : ''}`)
  },
}
