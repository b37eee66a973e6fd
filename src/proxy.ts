import { WarmkeyError } from './errors.ts'

type Env = Readonly<Record<string, string | undefined>>

/** First of the names that is set to something, in either case; the order is the one in which tools ask. */
const firstOf = (env: Env, ...names: readonly string[]): string | undefined =>
  names.map((name) => env[name]).find((value) => value !== undefined && value !== '')

/** Whether a URL's `hostname` is this machine; its traffic needs neither TLS nor a proxy. */
export const isLoopback = (hostname: string): boolean =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname)

/**
 * Whether `NO_PROXY` takes this host out: `*`, a name and everything under it (with or without a leading dot), each
 * optionally with a port. Ranges of addresses are not understood by the tools around us either.
 */
export function bypasses(noProxy: string | undefined, url: URL): boolean {
  const port = url.port || (url.protocol === 'https:' ? '443' : '80')
  return (noProxy ?? '').split(/[\s,]+/).some((entry) => {
    if (entry === '') return false
    if (entry === '*') return true
    const ported = /^(\[[^\]]*\]|[^:]+):(\d+)$/.exec(entry)
    if (ported !== null && ported[2] !== port) return false
    const name = (ported?.[1] ?? entry).toLowerCase()
    const domain = /^[^[].*:/.test(name) ? `[${name}]` : name.replace(/^\*?\./, '')
    return url.hostname === domain || url.hostname.endsWith(`.${domain}`)
  })
}

/**
 * The proxy on the way to `base`: the configuration's own, else the environment's; `false` for none, and always for
 * loopback, which a corporate proxy would swallow. Throws `upstream-proxy` for a SOCKS proxy; `setting` is where a user
 * can name another.
 */
export function proxyFor(
  base: string,
  own: string | false | undefined,
  env: Env,
  setting = 'upstream.proxy',
): string | false {
  const url = new URL(base)
  if (own === false || isLoopback(url.hostname)) return false
  const found =
    own ??
    (url.protocol === 'https:' ? firstOf(env, 'https_proxy', 'HTTPS_PROXY') : firstOf(env, 'http_proxy', 'HTTP_PROXY'))
  if (found === undefined || (own === undefined && bypasses(firstOf(env, 'no_proxy', 'NO_PROXY'), url))) return false
  if (/^socks/i.test(found)) {
    throw new WarmkeyError(
      'upstream-proxy',
      'The proxy of this environment is a SOCKS proxy, which warmkey cannot use.',
      {
        remedy: `Set HTTPS_PROXY (or \`${setting}\`) to the HTTP port of the same proxy.`,
        transient: false,
      },
    )
  }
  return /^https?:\/\//i.test(found) ? found : `http://${found}`
}
