/** Where requests go and what stands in between: each story is one thing set wrong, and the doctor names that thing alone. */
import { createConnection, createServer } from 'node:net'
import { startEmulator } from '../../../emulator/emulator.ts'
import { mounted } from '../../kit/corporate-network.ts'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'
import { freePort } from '../../kit/free-port.ts'
import { brokenUntil, frontOf, openFront } from '../../kit/front.ts'
import { listener } from '../../kit/odd-proxy.ts'

const html = (title: string, status = 200): Response =>
  new Response(`<!doctype html><html><head><title>${title}</title></head><body>…</body></html>`, {
    status,
    headers: { 'content-type': 'text/html' },
  })
const to = (world: DoctorWorld, url: string): void => {
  world.env.ANTHROPIC_BASE_URL = url
}
/** An endpoint that serves what it lists, and nothing else. */
async function strict(world: DoctorWorld): Promise<void> {
  const upstream = await startEmulator({ models: ['claude-opus-4-8', 'claude-sonnet-5', 'claude-haiku-4-5'] })
  upstream.accept(world.key)
  world.keep(() => upstream.close())
  to(world, upstream.url)
}
/** A proxy that requests for http://llm.corp.example need; with this name and password, where it wants one. */
const corporate = (world: DoctorWorld, wants?: string) => {
  to(world, 'http://llm.corp.example')
  const basic = wants === undefined ? null : `Basic ${btoa(wants)}`
  return openFront(world, ({ headers }) => {
    const answer = new Response('', { status: 407, headers: { 'proxy-authenticate': 'Basic realm="Corp"' } })
    return basic !== null && headers.get('proxy-authorization') !== basic ? answer : null
  })
}
/** A page in place of the API, until somebody signs in at this host. */
const portal = (world: DoctorWorld, answer: () => Response, host?: string): void => {
  let open = false
  const front = frontOf(world, () => (open ? null : answer()))
  world.portals.set(host ?? front.host, () => {
    open = true
  })
}

export const endpoint: readonly Scenario[] = [
  {
    name: '/v1 at the end of the address',
    set: (world) => to(world, `${world.upstream.url}/v1`),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
  },
  {
    name: 'the whole path in the address',
    set: (world) => to(world, `${world.upstream.url}/v1/messages`),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
  },
  {
    name: 'no scheme in the address',
    set: (world) => to(world, world.upstream.url.replace('http://', '')),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
  },
  {
    name: 'a password in the address',
    set: (world) => to(world, world.upstream.url.replace('http://', 'http://me:secret-Canary@')),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
    fix: /^(?!.*Canary)/,
  },
  {
    name: 'an address of the project over that of the shell',
    set: (world) => void world.settings('project', { env: { ANTHROPIC_BASE_URL: `http://127.0.0.1:${freePort()}` } }),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
    number: 4,
    fixable: true,
  },
  {
    name: 'an empty address in settings hides the one of the shell',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_BASE_URL: '' } }),
    root: 'settings-values',
    cause: 'wrong-endpoint-or-header',
    number: 4,
    fixable: true,
  },
  {
    name: 'nobody listens',
    set: (world) => {
      const port = freePort()
      to(world, `http://127.0.0.1:${port}`)
      world.knows.set('the command that starts your gateway', 'my-gateway')
      world.does.set('my-gateway', () => {
        const passOn = (request: Request) => fetch(request.url.replace(/^http:\/\/[^/]*/, world.upstream.url), request)
        const server = Bun.serve({ port, hostname: '127.0.0.1', fetch: passOn })
        world.keep(() => server.stop(true))
      })
    },
    root: 'port-open',
    cause: 'connection',
    // It is this machine itself: nobody else can be asked.
    fix: /^Type: /,
  },
  {
    name: 'nobody listens at the address of settings',
    set: (world) => void world.settings('user', { env: { ANTHROPIC_BASE_URL: `http://127.0.0.1:${freePort()}` } }),
    root: 'port-open',
    cause: 'connection',
    fix: /^Remove ANTHROPIC_BASE_URL from /,
    fixable: true,
  },
  {
    name: 'a name that nobody knows',
    set: (world) => to(world, 'https://llm.invalid'),
    root: 'name-resolves',
    cause: 'dns',
  },
  {
    name: 'https where plain http is spoken',
    set: (world) => to(world, world.upstream.url.replace('http:', 'https:')),
    root: 'tls-trusted',
    cause: 'tls',
    fix: /http:\/\//,
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
  },
  {
    name: 'a captive portal',
    set: (world) => portal(world, () => html('Hotel WiFi')),
    root: 'endpoint-is-api',
    cause: 'malformed-response',
  },
  {
    name: 'a firewall that refuses with a page',
    set: (world) => void brokenUntil(world, /^let GET \S+\/v1\/models through/, () => html('Request Rejected', 403)),
    root: 'endpoint-is-api',
    cause: 'waf',
  },
  {
    name: 'a redirect to a login page',
    set: (world) => portal(world, () => Response.redirect('https://sso.corp.example/login', 302), 'sso.corp.example'),
    root: 'endpoint-is-api',
    cause: 'wrong-endpoint-or-header',
  },
  {
    name: 'a redirect to where the API is now',
    set: (world) =>
      void frontOf(world, ({ url }) => Response.redirect(`${world.upstream.url}${new URL(url).pathname}`, 308)),
    root: 'endpoint-is-api',
    cause: 'wrong-endpoint-or-header',
  },
  {
    name: 'a key in the query of the address',
    set: (world) => to(world, `${world.upstream.url}?key=query-Canary`),
    root: 'base-url',
    cause: 'wrong-endpoint-or-header',
    fix: /^(?!.*Canary)/,
  },
  {
    name: 'a proxy that wants a password',
    set: (world) => {
      world.env.HTTP_PROXY = corporate(world, 'ann:s3cret-Canary-4712').url
      world.knows.set('name', 'ann').set('password', 's3cret-Canary-4712')
    },
    root: 'endpoint-is-api',
    cause: 'proxy',
  },
  {
    name: 'a dead proxy of this machine, for an address that is reached without one',
    set: async (world) => {
      const hosts = world.scratch.write('hosts', '127.0.0.1 localhost desk.corp.test\n')
      await mounted(world, `mount --bind ${hosts} /etc/hosts`)
      to(world, world.upstream.url.replace('127.0.0.1', 'desk.corp.test'))
      world.env.HTTP_PROXY = `http://127.0.0.1:${freePort()}`
    },
    needs: ['mounts'],
    root: 'port-open',
    cause: 'proxy',
    fix: /^Type: unset HTTP_PROXY$/,
  },
  {
    name: 'a dead proxy',
    set: (world) => {
      const [living, port] = [corporate(world), freePort()]
      world.env.HTTP_PROXY = `http://127.0.0.1:${port}`
      world.knows.set('the command that starts your proxy', 'my-proxy')
      world.does.set('my-proxy', () =>
        listener(
          world,
          (socket) => {
            const there = createConnection(Number(new URL(living.url).port), '127.0.0.1')
            there.on('error', () => socket.destroy())
            socket.pipe(there).pipe(socket)
          },
          port,
        ),
      )
    },
    root: 'port-open',
    cause: 'proxy',
    fix: /^Type: <the command that starts your proxy>$/,
  },
  {
    name: 'a SOCKS proxy',
    set: (world) => {
      world.knows.set('its HTTP port', new URL(corporate(world).url).port)
      world.env.HTTP_PROXY = 'socks5://127.0.0.1:7891'
    },
    root: 'proxy-variables',
    cause: 'proxy',
  },
  {
    name: 'a proxy that swallows loopback',
    set: (world) => {
      world.env.HTTPS_PROXY = 'http://proxy.corp.example:3128'
    },
    root: 'proxy-variables',
    cause: 'proxy',
    fix: /NO_PROXY=127\.0\.0\.1/,
  },
  {
    name: 'a model that was renamed',
    set: async (world) => {
      await strict(world)
      world.env.ANTHROPIC_MODEL = 'claude-sonnet-4-99'
    },
    root: 'model-served',
    cause: 'model-not-found',
  },
  {
    name: 'a model of settings that was renamed',
    set: async (world) => {
      await strict(world)
      world.settings('user', { model: 'claude-sonnet-4-99' })
    },
    root: 'model-served',
    cause: 'model-not-found',
  },
]
