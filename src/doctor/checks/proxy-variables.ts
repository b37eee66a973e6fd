import {
  otherCase,
  type ProxyVariable,
  proxyUrl,
  proxyVariable,
  sparedBy,
  unusedSocks,
} from '../../clients/claude-code/proxy.ts'
import { isLoopback } from '../../proxy.ts'
import type { Bench } from '../bench.ts'
import { type Check, type Complaint, doesNotApply, ok } from '../check.ts'
import type { Edit } from '../fixes/edit.ts'
import { shellWord } from '../fixes/fix-words.ts'
import { placeOf, type Setting, toSet } from '../fixes/set-variable.ts'
import { httpPortBeside } from '../network/http-ports.ts'
import { portOfUrl } from '../network/stages.ts'

/** Where desktops keep the address of a script that finds a proxy; Claude Code runs none. */
const scripts = ['auto_proxy', 'AUTO_PROXY', 'autoproxy', 'AUTOPROXY', 'PAC_URL']

/** Proxies of the environment, before anything is sent through one. */
export const proxyVariables: Check = {
  id: 'proxy-variables',
  title: 'Proxy variables can be used',
  group: 'network',
  needs: ['base-url'],
  aboutEndpoint: true,
  async run(bench, signal) {
    const { clientEnv, endpoint } = bench
    const variable = proxyVariable(clientEnv)
    if (variable === null) return withoutProxy(bench, signal)
    const { name, value } = variable
    if (/^socks/i.test(value)) return socks(bench, variable, signal)
    if (proxyUrl(variable) === null)
      return wrong(
        `${name} is not an address.`,
        `${name} cannot be read as one`,
        ...setting(toSet(bench, name, '<the address of the proxy>')),
      )
    if (/\.(pac|dat)([?#]|$)|\/wpad\b/i.test(value))
      return wrong(
        `${name} names a script that finds a proxy, and not a proxy.`,
        `${name} of ${placeOf(bench, name)} ends like a file of PAC`,
        // Settings run no command.
        placeOf(bench, name) === 'the shell'
          ? `Type: export ${name}=http://${namedBy(value)}`
          : toSet(bench, name, '<the address of the proxy>').fix,
      )
    const { parsed } = endpoint
    if (parsed !== null && isLoopback(parsed.hostname) && sparedBy(clientEnv, parsed) === null)
      return wrong(
        `Claude Code sends what is meant for ${parsed.host} to the proxy of ${name}, key and prompt included.`,
        `${name} is set, and NO_PROXY does not name ${parsed.hostname}`,
        ...spare(bench),
      )
    const other = otherCase(clientEnv, variable)
    return ok(
      `${name} is used${endpoint.proxy === false ? ', but not for this address' : ''}${other === null ? '' : `, and ${other.name}, which says something else, is not`}`,
    )
  },
}

const wrong = (summary: string, evidence: string, fix: string, edit?: Edit): Complaint => ({
  status: 'wrong',
  cause: 'proxy',
  summary,
  evidence: [evidence],
  fix,
  ...(edit === undefined ? {} : { edit }),
})

/** An address may hold a password. */
const shown = (value: string): string => value.replace(/\/\/[^/@]*@/, '//')

/** The list as it is, with loopback before it. */
function spare(bench: Bench): [fix: string, edit?: Edit] {
  const name = (bench.clientEnv.no_proxy ?? '').trim() === '' ? 'NO_PROXY' : 'no_proxy'
  const list = (bench.clientEnv[name] ?? '').trim()
  return setting(toSet(bench, name, `127.0.0.1,localhost${list === '' ? '' : `,${shown(list)}`}`))
}

const setting = ({ fix, edit }: Setting): [fix: string, edit?: Edit] => (edit === undefined ? [fix] : [fix, edit])

/** A command of the shell that gives the first proxy of a script, as `host:port`; the script itself is no proxy to fetch it by. */
const namedBy = (url: string): string =>
  `$(curl -s --noproxy '*' ${shellWord(shown(url))} | grep -om1 'PROXY [^;" ]*' | cut -d' ' -f2)`

async function withoutProxy(bench: Bench, signal: AbortSignal) {
  const { clientEnv } = bench
  const unused = unusedSocks(clientEnv)
  if (unused !== null) {
    const port = await httpPort(bench, unused, signal)
    return {
      ...wrong(
        `${unused.name} names a SOCKS proxy, which Claude Code passes over: it connects without a proxy.`,
        `${unused.name} of ${placeOf(bench, unused.name)} begins with socks`,
        port === null ? 'Set HTTPS_PROXY to the HTTP port of the same proxy.' : `Type: export HTTPS_PROXY=${port}`,
      ),
      status: 'warn',
    } as const
  }
  const script = scripts.find((name) => (clientEnv[name] ?? '').trim() !== '')
  if (script === undefined) return doesNotApply('no proxy is set')
  return {
    ...wrong(
      `${script} names a script that finds a proxy, which Claude Code does not run: it connects without a proxy.`,
      `${script} of ${placeOf(bench, script)}`,
      await fromScript(bench, (clientEnv[script] ?? '').trim()),
    ),
    status: 'warn',
  } as const
}

/** What a script of PAC names, where it lies on this machine: https://developer.mozilla.org/docs/Web/HTTP/Guides/Proxy_servers_and_tunneling/Proxy_Auto-Configuration_PAC_file */
async function fromScript({ world }: Bench, value: string): Promise<string> {
  const path = value.replace(/^file:\/\//, '')
  const text = path.startsWith('/') ? world.read(path) : null
  const found = typeof text === 'string' ? /\bPROXY\s+([\w.-]+:\d+)/.exec(text)?.[1] : undefined
  if (found !== undefined) return `Type: export HTTPS_PROXY=http://${found}`
  return `Type: export HTTPS_PROXY=http://${namedBy(path.startsWith('/') ? `file://${path}` : value)}`
}

/** Where nobody could be found out there: the host is known, and the person knows the port. */
function guess({ value }: ProxyVariable): string {
  const http = value.replace(/^socks\w*:/i, 'http:')
  return `http://${URL.canParse(http) ? new URL(http).hostname : '<its host>'}:<its HTTP port>`
}

async function socks(bench: Bench, variable: ProxyVariable, signal: AbortSignal): Promise<Complaint> {
  const { name } = variable
  const port = await httpPort(bench, variable, signal)
  const summary = `${name} names a SOCKS proxy, which Claude Code cannot use.`
  const evidence = `${name} of ${placeOf(bench, name)} begins with socks`
  return wrong(summary, evidence, ...setting(toSet(bench, name, port ?? guess(variable))))
}

/** The HTTP proxy of the program that this SOCKS proxy belongs to, where it runs on this machine and answers. */
async function httpPort(
  { endpoint, clock }: Bench,
  { value }: ProxyVariable,
  signal: AbortSignal,
): Promise<string | null> {
  const http = value.replace(/^socks\w*:/i, 'http:')
  if (!URL.canParse(http) || endpoint.parsed === null) return null
  const { hostname, port } = new URL(http)
  if (!isLoopback(hostname)) return null
  const target = `${endpoint.parsed.hostname}:${portOfUrl(endpoint.parsed)}`
  const found = await httpPortBeside(hostname, Number(port || 1080), target, { clock, signal })
  return found === null ? null : `http://${hostname}:${found}`
}
