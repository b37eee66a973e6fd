/** Proxies on the way: each story is one that does not do what Claude Code asks of it, and the doctor names that alone. */
import { describe, expect, test } from 'bun:test'
import { type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, type Scenario, tell } from '../kit/doctor-world.ts'
import { freePort } from '../kit/free-port.ts'
import { type Does, desktopProxy, proxyThat } from '../kit/odd-proxy.ts'

const host = 'llm.corp.test'

/** Requests go to a host of the company, through this proxy. */
const through = async (world: DoctorWorld, does: Does, scheme = 'https'): Promise<void> => {
  world.env.ANTHROPIC_BASE_URL = `${scheme}://${host}`
  world.env.HTTPS_PROXY = await proxyThat(world, does)
}
const saying =
  (text: string): Does =>
  (socket) =>
    void socket.end(text)
const page = (status: string, title: string) =>
  saying(`HTTP/1.1 ${status}\r\nContent-Type: text/html\r\n\r\n<html><title>${title}</title></html>`)
const signIn = (...ways: string[]) =>
  saying(`HTTP/1.1 407 No\r\n${ways.map((way) => `Proxy-Authenticate: ${way}\r\n`).join('')}Content-Length: 0\r\n\r\n`)

const direct = (world: DoctorWorld): void => {
  for (const name of Object.keys(world.env)) if (/proxy$/i.test(name)) delete world.env[name]
  world.env.ANTHROPIC_BASE_URL = world.upstream.url
}
/** What the fix says is typed: `export A=b`, `unset A`. */
const typing = (name: string, value: (world: DoctorWorld) => string | null) => (world: DoctorWorld) => {
  const found = value(world)
  if (found === null) delete world.env[name]
  else world.env[name] = found
}
let http = ''

const scenarios: readonly Scenario[] = [
  {
    name: 'a SOCKS port of a desktop, whose HTTP port is found and answers',
    set: async (world) => {
      const desktop = await desktopProxy(world)
      http = desktop.http
      world.env.ANTHROPIC_BASE_URL = `http://${host}`
      world.env.HTTPS_PROXY = desktop.socks
    },
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /^Type: export HTTPS_PROXY=http:\/\/127\.0\.0\.1:\d+$/,
    cure: typing('HTTPS_PROXY', () => http),
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
    set: ({ env }) =>
      void Object.assign(env, { ANTHROPIC_BASE_URL: `https://${host}`, http_proxy: 'socks5h://10.0.0.9:1080' }),
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /^Type: export http_proxy=http:\/\/10\.0\.0\.9:</,
    cure: direct,
  },
  {
    name: 'a word where the address of a proxy belongs',
    set: ({ env }) => void Object.assign(env, { HTTPS_PROXY: 'http://' }),
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /^Type: export HTTPS_PROXY=</,
    cure: direct,
  },
  {
    name: 'the script of PAC where a proxy belongs',
    set: ({ env }) =>
      void Object.assign(env, {
        ANTHROPIC_BASE_URL: `https://${host}`,
        HTTPS_PROXY: 'http://wpad.corp.test/proxy.pac',
      }),
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /^Type: export HTTPS_PROXY=http:\/\/\$\(curl -s http:\/\/wpad\.corp\.test\/proxy\.pac /,
    cure: direct,
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
    cure: typing('NO_PROXY', () => '127.0.0.1,localhost'),
  },
  {
    name: 'a proxy for everything takes loopback too',
    set: ({ env }) => void Object.assign(env, { ALL_PROXY: 'http://proxy.corp.test:3128', NO_PROXY: '.corp.test' }),
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /^Type: export NO_PROXY=127\.0\.0\.1,localhost,\.corp\.test$/,
    cure: typing('NO_PROXY', () => '127.0.0.1,localhost,.corp.test'),
  },
  {
    name: 'a dead proxy in lower case before a living one in upper case',
    set: async (world) => {
      await through(world, () => true, 'http')
      world.env.https_proxy = `http://127.0.0.1:${freePort()}`
    },
    root: 'port-open',
    cause: 'proxy',
    fix: /^Type: unset https_proxy$/,
    cure: typing('https_proxy', () => null),
  },
  {
    name: 'a proxy that knows Kerberos and NTLM alone',
    set: (world) => through(world, signIn('Negotiate', 'NTLM')),
    root: 'tls-trusted',
    cause: 'proxy',
    fix: /or for a gateway that is reached without that proxy/,
    cure: direct,
  },
  {
    name: 'the same for an address without TLS',
    set: (world) => through(world, signIn('Negotiate'), 'http'),
    root: 'endpoint-is-api',
    cause: 'proxy',
    fix: /or for a gateway that is reached without that proxy/,
    cure: direct,
  },
  {
    name: 'a proxy that takes a password as well',
    set: (world) => through(world, signIn('Negotiate', 'Basic realm="corp"')),
    root: 'tls-trusted',
    cause: 'proxy',
    fix: /^Type: export HTTPS_PROXY=http:\/\/<name>:<password>@127/,
    cure: direct,
  },
  {
    name: 'a proxy that forbids the host with a page',
    set: (world) => through(world, page('403 Forbidden', 'Web Filter: AI')),
    root: 'tls-trusted',
    cause: 'proxy',
    fix: /to let CONNECT llm\.corp\.test through/,
    cure: direct,
  },
  {
    name: 'a proxy that cannot reach the host',
    set: (world) => through(world, page('503 Service Unavailable', 'DNS error')),
    root: 'tls-trusted',
    cause: 'proxy',
    fix: /to mend the way to llm\.corp\.test/,
    cure: direct,
  },
  {
    name: 'a proxy that hangs up',
    set: (world) => through(world, (socket) => void socket.destroy()),
    root: 'tls-trusted',
    cause: 'proxy',
    fix: /to let CONNECT llm\.corp\.test through/,
    cure: direct,
  },
  {
    name: 'a proxy that says nothing',
    set: (world) => through(world, () => undefined),
    root: 'tls-trusted',
    cause: 'timeout',
    fix: /to answer CONNECT llm\.corp\.test/,
    cure: direct,
  },
  {
    name: 'a proxy that opens a way through which nothing comes',
    set: (world) => through(world, (socket) => void socket.write('HTTP/1.1 200 Connection established\r\n\r\n')),
    root: 'tls-trusted',
    cause: 'timeout',
    fix: /to let TLS with llm\.corp\.test through/,
    cure: direct,
  },
  {
    name: 'something else on the port of the proxy',
    set: (world) => through(world, saying('SSH-2.0-OpenSSH_9.2\r\n')),
    root: 'tls-trusted',
    cause: 'proxy',
    fix: /for the right address, then type: export HTTPS_PROXY=<the right address>/,
    cure: direct,
  },
]

describe('the doctor names', () => {
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario), 20_000)
})

const surprises: readonly Surprise[] = [
  {
    name: 'SOCKS for everything, which is passed over',
    set: async (world) => {
      world.env.ALL_PROXY = (await desktopProxy(world)).socks
    },
    check: 'proxy-variables',
    says: /ALL_PROXY names a SOCKS proxy, which Claude Code passes over/,
    fix: /^Type: export HTTPS_PROXY=http:\/\/127\.0\.0\.1:\d+$/,
  },
  {
    name: 'a script of PAC, which nobody runs',
    set: (world) => {
      const script = 'function FindProxyForURL() { return "PROXY proxy.corp.test:3128; DIRECT" }'
      world.env.auto_proxy = `file://${world.scratch.write('proxy.pac', script)}`
    },
    check: 'proxy-variables',
    says: /auto_proxy names a script/,
    fix: /^Type: export HTTPS_PROXY=http:\/\/proxy\.corp\.test:3128$/,
  },
]

for (const surprise of surprises) test(`the doctor is surprised by ${surprise.name}`, () => tellSurprise(surprise))

test('a password of a proxy is not shown', async () => {
  await using world = await doctorWorld()
  await through(world, signIn('Basic realm="corp"'))
  world.env.HTTPS_PROXY = world.env.HTTPS_PROXY?.replace('//', '//ann:wr0ng-Canary@') ?? ''
  const { text, root } = await world.doctor()
  expect(root).toBe('tls-trusted')
  expect(text).not.toContain('Canary')
})
