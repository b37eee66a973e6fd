/** Where requests go and what stands in between: each story is one thing set wrong, and the doctor names that thing alone. */
import { describe, test } from 'bun:test'
import { createServer } from 'node:net'
import { type DoctorWorld, type Scenario, tell, tellFix } from '../kit/doctor-world.ts'
import { freePort } from '../kit/free-port.ts'

/** A web server that answers everything so. */
const answering = (world: DoctorWorld, answer: () => Response): string => {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: answer })
  world.keep(() => server.stop(true))
  return `http://127.0.0.1:${server.port}`
}
const html = (title: string, status = 200): Response =>
  new Response(`<!doctype html><html><head><title>${title}</title></head><body>…</body></html>`, {
    status,
    headers: { 'content-type': 'text/html' },
  })
const to = (world: DoctorWorld, url: string): void => {
  world.env.ANTHROPIC_BASE_URL = url
}
const back = (world: DoctorWorld): void => {
  world.env.ANTHROPIC_BASE_URL = world.upstream.url
  for (const name of Object.keys(world.env)) if (/proxy$/i.test(name)) delete world.env[name]
}

const scenarios: readonly Scenario[] = [
  {
    name: '/v1 at the end of the address',
    set: (world) => to(world, `${world.upstream.url}/v1`),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
    fix: /Set it to http:\/\/127\.0\.0\.1:\d+ in/,
    cure: back,
  },
  {
    name: 'the whole path in the address',
    set: (world) => to(world, `${world.upstream.url}/v1/messages`),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
    fix: /Set it to/,
    cure: back,
  },
  {
    name: 'no scheme in the address',
    set: (world) => to(world, 'llm.corp.example'),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
    fix: /https:\/\/llm\.corp\.example/,
    cure: back,
  },
  {
    name: 'a password in the address',
    set: (world) => to(world, world.upstream.url.replace('http://', 'http://me:secret@')),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
    fix: /ANTHROPIC_AUTH_TOKEN/,
    cure: back,
  },
  {
    name: 'an address of the project over that of the shell',
    set: (world) => void world.settings('project', { env: { ANTHROPIC_BASE_URL: `http://127.0.0.1:${freePort()}` } }),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
    number: 4,
    fix: /Remove ANTHROPIC_BASE_URL from .*project/,
    fixable: true,
    cure: (world) => void world.settings('project', {}),
  },
  {
    name: 'an empty address in settings hides the one of the shell',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_BASE_URL: '' } }),
    root: 'settings-values',
    cause: 'wrong-endpoint-or-header',
    number: 4,
    fix: /Remove ANTHROPIC_BASE_URL/,
    fixable: true,
    cure: (world) => void world.settings('user', {}),
  },
  {
    name: 'nobody listens',
    set: (world) => to(world, `http://127.0.0.1:${freePort()}`),
    root: 'port-open',
    cause: 'connection',
    fix: /correct ANTHROPIC_BASE_URL/,
    cure: back,
  },
  {
    name: 'a name that nobody knows',
    set: (world) => to(world, 'https://llm.invalid'),
    root: 'name-resolves',
    cause: 'dns',
    fix: /spelling/,
    cure: back,
  },
  {
    name: 'https where plain http is spoken',
    set: (world) => to(world, world.upstream.url.replace('http:', 'https:')),
    root: 'tls-trusted',
    cause: 'tls',
    fix: /http:\/\//,
    cure: back,
  },
  {
    name: 'a server that takes the connection and drops it',
    set: async (world) => {
      const server = createServer((socket) => socket.destroy())
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
      world.keep(() => void server.close())
      const address = server.address()
      to(world, `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`)
    },
    root: 'endpoint-is-api',
    cause: 'connection',
    fix: /Check what runs/,
    cure: back,
  },
  {
    name: 'a captive portal',
    set: (world) =>
      to(
        world,
        answering(world, () => html('Hotel WiFi')),
      ),
    root: 'endpoint-is-api',
    cause: 'malformed-response',
    fix: /browser/,
    cure: back,
  },
  {
    name: 'a firewall that refuses with a page',
    set: (world) =>
      to(
        world,
        answering(world, () => html('Request Rejected', 403)),
      ),
    root: 'endpoint-is-api',
    cause: 'waf',
    fix: /./,
    cure: back,
  },
  {
    name: 'a redirect to a login page',
    set: (world) =>
      to(
        world,
        answering(world, () => Response.redirect('https://sso.corp.example/login', 302)),
      ),
    root: 'endpoint-is-api',
    cause: 'wrong-endpoint-or-header',
    fix: /portal/,
    cure: back,
  },
  {
    name: 'a key in the query of the address',
    set: (world) => to(world, `${world.upstream.url}?key=query-Canary`),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
    fix: /^(?!.*Canary)Set it to http:\/\/127\.0\.0\.1:\d+ in/,
    cure: back,
  },
  {
    name: 'a proxy that wants a password',
    set: (world) => {
      to(world, 'http://llm.corp.example')
      world.env.HTTP_PROXY = answering(world, () => new Response('', { status: 407 }))
      world.env.ANTHROPIC_BASE_URL = 'http://llm.corp.example'
    },
    root: 'endpoint-is-api',
    cause: 'proxy',
    fix: /name:password@/,
    cure: back,
  },
  {
    name: 'a dead proxy',
    set: (world) => {
      to(world, 'https://llm.corp.example')
      world.env.HTTPS_PROXY = `http://127.0.0.1:${freePort()}`
    },
    root: 'port-open',
    cause: 'proxy',
    fix: /HTTPS_PROXY/,
    cure: back,
  },
  {
    name: 'a SOCKS proxy',
    set: (world) => {
      to(world, 'https://llm.corp.example')
      world.env.HTTPS_PROXY = 'socks5://127.0.0.1:7891'
    },
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /HTTP port/,
    cure: back,
  },
  {
    name: 'a proxy that swallows loopback',
    set: (world) => {
      world.env.HTTPS_PROXY = 'http://proxy.corp.example:3128'
    },
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /NO_PROXY=127\.0\.0\.1/,
    cure: ({ env }) => {
      env.NO_PROXY = '127.0.0.1,localhost'
    },
  },
  {
    name: 'a model that was renamed',
    set: ({ env }) => {
      env.ANTHROPIC_MODEL = 'claude-sonnet-4-99'
    },
    root: 'model-served',
    cause: 'model-not-found',
    fix: /claude-/,
    cure: ({ env }) => {
      delete env.ANTHROPIC_MODEL
    },
  },
]

describe('the doctor names', () => {
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario))
})

describe('the doctor mends, and takes back', () => {
  for (const scenario of scenarios.filter(({ fixable }) => fixable)) test(scenario.name, () => tellFix(scenario))
})
