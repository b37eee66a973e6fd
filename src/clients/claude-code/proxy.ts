import { isIP } from 'node:net'

type Env = Readonly<Record<string, string | undefined>>

/**
 * Which proxy Claude Code takes, as https://code.claude.com/docs/en/network-config says and 2.1.329 was measured: the first
 * of these that is not empty, whatever the address; `ALL_PROXY` only where none of them is set, and only for HTTP. 2.1.197
 * reads no `ALL_PROXY`.
 */
const variables = ['https_proxy', 'HTTPS_PROXY', 'http_proxy', 'HTTP_PROXY'] as const
const forAll = ['all_proxy', 'ALL_PROXY'] as const

/** A variable that names a proxy, with its value as it is used. */
export interface ProxyVariable {
  readonly name: string
  readonly value: string
}

const nonEmpty = (env: Env, names: readonly string[]): ProxyVariable[] =>
  names.flatMap((name) => {
    const value = (env[name] ?? '').trim()
    return value === '' ? [] : [{ name, value }]
  })

const isSocks = ({ value }: ProxyVariable): boolean => /^socks/i.test(value)

/** The variable that counts; `null` when Claude Code uses no proxy. */
export const proxyVariable = (env: Env): ProxyVariable | null =>
  nonEmpty(env, variables)[0] ?? nonEmpty(env, forAll).find((each) => !isSocks(each)) ?? null

/** A SOCKS proxy for everything, which Claude Code passes over in silence; `null` where it takes another, or none is set. */
export const unusedSocks = (env: Env): ProxyVariable | null =>
  proxyVariable(env) === null ? (nonEmpty(env, forAll).find(isSocks) ?? null) : null

/** The same name in the other case with another value, which is not used; `null` where there is none. */
export function otherCase(env: Env, { name, value }: ProxyVariable): ProxyVariable | null {
  const other = name === name.toLowerCase() ? name.toUpperCase() : name.toLowerCase()
  return nonEmpty(env, [other]).find((each) => each.value !== value) ?? null
}

/** The proxy of this variable as a URL with its scheme; `null` where it is none that Claude Code can use. */
export function proxyUrl({ value }: ProxyVariable): string | null {
  const url = value.includes('://') ? value : `http://${value}`
  return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol) ? url : null
}

/**
 * The entry of `no_proxy` or `NO_PROXY` that takes this address out; `null` for none. Both lists count. An entry is `*`, a
 * name and everything under it (with or without `.` or `*.` before it), one of them with a port, or, for an address that is
 * a number, a range. Measured with 2.1.329; 2.1.197 takes neither `*.` nor ranges, and `NO_PROXY` only without `no_proxy`.
 */
export function sparedBy(env: Env, url: URL): string | null {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  const host = bare(url.hostname.toLowerCase())
  return noProxyEntries(env).find((entry) => spares(entry, host, port)) ?? null
}

/** Every entry of both lists, in lower case. */
export const noProxyEntries = (env: Env): readonly string[] =>
  [env.no_proxy, env.NO_PROXY]
    .flatMap((list) => (list ?? '').toLowerCase().split(/[,\s]+/))
    .filter((each) => each !== '')

function spares(entry: string, host: string, port: string): boolean {
  if (entry === '*') return true
  if (entry.includes('/')) return isIP(host) === 4 && inRange(host, entry)
  const ported = /^(\[[^\]]*\]|[^:]+):(\d+)$/.exec(entry)
  if (ported !== null && ported[2] !== port) return false
  const name = bare(ported?.[1] ?? entry).replace(/^\*?\./, '')
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`))
}

const bare = (host: string): string => host.replace(/^\[|\]$/g, '')

/** Whether an IPv4 address is in a range such as `10.0.0.0/8`. */
export function inRange(address: string, range: string): boolean {
  const [base = '', bits = ''] = range.split('/')
  if (isIP(base) !== 4 || !/^\d{1,2}$/.test(bits)) return false
  const size = 2 ** (32 - Number(bits))
  return Math.floor(numberOf(address) / size) === Math.floor(numberOf(base) / size)
}

const numberOf = (address: string): number => address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
