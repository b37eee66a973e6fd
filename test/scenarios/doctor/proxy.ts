/** Proxies on the way: each story is one that does not do what Claude Code asks of it. */
import { mounted } from '../../kit/corporate-network.ts'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'
import { freePort } from '../../kit/free-port.ts'
import { type Does, desktopProxy, proxyThat } from '../../kit/odd-proxy.ts'
import { tlsFront } from '../../kit/tls-front.ts'
import { odd } from './tls.ts'

const host = 'llm.corp.test'
/** What is asked of a proxy that gives no tunnel. */
const connect = /^let CONNECT llm\.corp\.test through$/

/**
 * Requests go to a host of the company, through this proxy; whoever runs it lets everything through from then on that he is
 * asked for it by such a request, `null` for none.
 */
export async function through(world: DoctorWorld, does: Does, request: RegExp | null, scheme = 'https'): Promise<void> {
  world.env.ANTHROPIC_BASE_URL = `${scheme}://${host}`
  const tls = scheme === 'https' ? String((await tlsFront(world, odd.whole)).port) : undefined
  if (tls !== undefined) world.env.NODE_EXTRA_CA_CERTS = world.scratch.write('ca.pem', odd.ca)
  let open = false
  const proxy = await proxyThat(world, (...question) => open || does(...question), 0, tls)
  world.owners.set(new URL(proxy).host, (asked) => {
    open ||= request?.test(asked) ?? false
    return open
  })
  world.env.HTTPS_PROXY = proxy
}
const saying =
  (text: string): Does =>
  (socket) =>
    void socket.end(text)
const page = (status: string, title: string) =>
  saying(`HTTP/1.1 ${status}\r\nContent-Type: text/html\r\n\r\n<html><title>${title}</title></html>`)
export const signIn = (...ways: string[]) =>
  saying(`HTTP/1.1 407 No\r\n${ways.map((way) => `Proxy-Authenticate: ${way}\r\n`).join('')}Content-Length: 0\r\n\r\n`)
const signedIn = (head: string): true | undefined =>
  head.includes(`Basic ${btoa('ann:s3cret-Canary-4712')}`) || undefined

export const proxy: readonly Scenario[] = [
  {
    name: 'a SOCKS port of a desktop, whose HTTP port is found and answers',
    set: async (world) => {
      const desktop = await desktopProxy(world)
      world.env.ANTHROPIC_BASE_URL = `http://${host}`
      world.env.HTTPS_PROXY = desktop.socks
    },
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /^Type: export HTTPS_PROXY=http:\/\/127\.0\.0\.1:\d+$/,
  },
  {
    name: 'the same in settings, where an export would not help',
    set: async (world) => {
      const desktop = await desktopProxy(world)
      world.env.ANTHROPIC_BASE_URL = `http://${host}`
      world.settings('user', { env: { https_proxy: desktop.socks } })
    },
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /^Set https_proxy in \S+settings\.json to http:\/\/127\.0\.0\.1:\d+\.$/,
  },
  {
    name: 'a SOCKS port of another machine, which nobody knocks at',
    set: async (world) => {
      const hosts = world.scratch.write('hosts', '127.0.0.1 localhost desk.corp.test\n')
      await mounted(world, `mount --bind ${hosts} /etc/hosts`)
      world.knows.set('its HTTP port', new URL(await proxyThat(world)).port)
      world.env.ANTHROPIC_BASE_URL = `http://${host}`
      world.env.http_proxy = 'socks5h://desk.corp.test:1080'
    },
    needs: ['mounts'],
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /^Type: export http_proxy=http:\/\/desk\.corp\.test:</,
  },
  {
    name: 'a word where the address of a proxy belongs',
    set: async (world) => {
      world.knows.set('the address of the proxy', await proxyThat(world))
      world.env.ANTHROPIC_BASE_URL = `http://${host}`
      world.env.HTTPS_PROXY = 'http://'
    },
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /^Type: export HTTPS_PROXY=</,
  },
  {
    name: 'the script of PAC where a proxy belongs',
    set: async (world) => {
      const script = `function FindProxyForURL() { return "PROXY ${new URL(await proxyThat(world)).host}; DIRECT" }`
      const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response(script) })
      world.keep(() => server.stop(true))
      world.env.ANTHROPIC_BASE_URL = `http://${host}`
      world.env.HTTPS_PROXY = `http://127.0.0.1:${server.port}/proxy.pac`
    },
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /^Type: export HTTPS_PROXY=http:\/\/\$\(curl -s --noproxy '\*' http:\/\/\S+\/proxy\.pac /,
  },
  {
    name: 'localhost is sent to the proxy, though 127.0.0.1 is not',
    set: ({ env, upstream }) => {
      env.ANTHROPIC_BASE_URL = upstream.url.replace('127.0.0.1', 'localhost')
      env.NO_PROXY = '127.0.0.1'
      env.HTTPS_PROXY = 'http://proxy.corp.test:3128'
    },
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /NO_PROXY=127\.0\.0\.1,localhost/,
  },
  {
    name: 'a proxy for everything takes loopback too',
    set: ({ env }) => void Object.assign(env, { ALL_PROXY: 'http://proxy.corp.test:3128', NO_PROXY: '.corp.test' }),
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /^Type: export NO_PROXY=127\.0\.0\.1,localhost,\.corp\.test$/,
  },
  {
    name: 'a dead proxy in lower case before a living one in upper case',
    set: async (world) => {
      await through(world, () => true, null, 'http')
      world.env.https_proxy = `http://127.0.0.1:${freePort()}`
    },
    root: 'port-open',
    cause: 'proxy',
    fix: /^Type: unset https_proxy$/,
  },
  {
    name: 'a proxy that knows Kerberos and NTLM alone',
    set: (world) => through(world, signIn('Negotiate', 'NTLM'), /^let llm\.corp\.test through without a sign-in/),
    root: 'tls-trusted',
    cause: 'proxy',
    fix: /or for a gateway that is reached without that proxy/,
  },
  {
    name: 'the same for an address without TLS',
    set: (world) => through(world, signIn('Negotiate'), /^let llm\.corp\.test through without a sign-in/, 'http'),
    root: 'endpoint-is-api',
    cause: 'proxy',
    fix: /or for a gateway that is reached without that proxy/,
  },
  {
    name: 'a proxy that takes a password as well',
    set: (world) => {
      world.knows.set('name', 'ann').set('password', 's3cret-Canary-4712')
      const refuse = signIn('Negotiate', 'Basic realm="corp"')
      return through(world, (socket, line, head) => signedIn(head) || refuse(socket, line, head), null)
    },
    root: 'tls-trusted',
    cause: 'proxy',
    fix: /^Type: export HTTPS_PROXY=http:\/\/<name>:<password>@127/,
  },
  {
    name: 'a proxy that forbids the host with a page',
    set: (world) => through(world, page('403 Forbidden', 'Web Filter: AI'), connect),
    root: 'tls-trusted',
    cause: 'proxy',
    fix: /to let CONNECT llm\.corp\.test through/,
  },
  {
    name: 'a proxy that cannot reach the host',
    set: (world) => through(world, page('503 Service Unavailable', 'DNS error'), /^mend the way to llm\.corp\.test: /),
    root: 'tls-trusted',
    cause: 'proxy',
    fix: /to mend the way to llm\.corp\.test/,
  },
  {
    name: 'a proxy that hangs up',
    set: (world) => through(world, (socket) => void socket.destroy(), connect),
    root: 'tls-trusted',
    cause: 'proxy',
    fix: /to let CONNECT llm\.corp\.test through/,
  },
  {
    name: 'a proxy that says nothing',
    set: (world) => through(world, () => undefined, /^answer CONNECT llm\.corp\.test$/),
    root: 'tls-trusted',
    cause: 'timeout',
    fix: /to answer CONNECT llm\.corp\.test/,
  },
  {
    name: 'a proxy that opens a way through which nothing comes',
    set: (world) =>
      through(
        world,
        (socket) => void socket.write('HTTP/1.1 200 Connection established\r\n\r\n'),
        /^let TLS with llm\.corp\.test through$/,
      ),
    root: 'tls-trusted',
    cause: 'timeout',
    fix: /to let TLS with llm\.corp\.test through/,
  },
  {
    name: 'something else on the port of the proxy',
    set: async (world) => {
      await through(world, () => true, null)
      world.knows.set('the right address', world.env.HTTPS_PROXY ?? '')
      world.env.HTTPS_PROXY = await proxyThat(world, saying('SSH-2.0-OpenSSH_9.2\r\n'))
    },
    root: 'tls-trusted',
    cause: 'proxy',
    fix: /for the right address, then type: export HTTPS_PROXY=<the right address>/,
  },
]
