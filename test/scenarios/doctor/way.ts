/** The way to the endpoint: each story is one thing on it that is wrong. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createConnection, type Socket } from 'node:net'
import { certificates, resolving } from '../../kit/corporate-network.ts'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'
import { freePort } from '../../kit/free-port.ts'
import { listener } from '../../kit/odd-proxy.ts'
import { passOn, tlsFront } from '../../kit/tls-front.ts'
import { odd } from './tls.ts'

/**
 * A server of sockets that answers this once a whole request has come; `null` leaves it waiting. Whoever runs it lets every
 * request through to the upstream from then on that he is asked for it.
 */
async function raw(
  world: DoctorWorld,
  answer: (text: string, socket: Socket) => string | null,
  request = /^$/,
): Promise<void> {
  let mended = false
  const port = await listener(world, (socket) => {
    if (mended) {
      const upstream = createConnection(Number(new URL(world.upstream.url).port), '127.0.0.1')
      socket.pipe(upstream).pipe(socket)
      upstream.on('error', () => socket.destroy())
      socket.on('close', () => upstream.destroy())
      return
    }
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const [head = '', body = ''] = text.split('\r\n\r\n')
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
      if (!text.includes('\r\n\r\n') || body.length < length) return
      text = ''
      const said = answer(`${head}\n${body}`, socket)
      if (said !== null) socket.write(said)
    })
  })
  world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${port}`
  world.owners.set(`127.0.0.1:${port}`, (asked) => {
    mended = request.test(asked)
    return mended
  })
}
const json = (body: unknown): string => {
  const text = JSON.stringify(body)
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`
}
/** Small requests are answered as an API would, and with large ones this happens. */
const unlessLarge = (large: (socket: Socket) => null) => (text: string, socket: Socket) =>
  text.length > 20_000
    ? large(socket)
    : text.startsWith('GET ')
      ? json({ data: [{ id: 'claude-sonnet-4-6', type: 'model' }], has_more: false })
      : json({ input_tokens: 3 })

const reset = (socket: Socket): null => {
  socket.resetAndDestroy()
  return null
}
const largeBodies = /^let bodies of POST \/v1\/messages through up to 32 MB/

/** A page where a person signs in lies before the upstream until somebody has. */
async function captive(world: DoctorWorld): Promise<void> {
  let open = false
  const answer = (request: IncomingMessage, response: ServerResponse) => {
    if (open) return passOn(world, request, response)
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Hotel WiFi</title>')
  }
  const { port } = await tlsFront(world, odd.whole, { answer })
  world.env.ANTHROPIC_BASE_URL = `https://127.0.0.1:${port}`
  world.env.NODE_EXTRA_CA_CERTS = world.scratch.write('ca.pem', odd.ca)
  world.portals.set(`127.0.0.1:${port}`, () => {
    open = true
  })
}

/** The address that the name server of the company gives for llm.corp.test, while the file of hosts says something else. */
const right = '127.0.0.2'

/** That file has a second line too many, and whoever takes it out gets what the name server says. */
async function withHosts(world: DoctorWorld, line: string, port: number, scheme = 'http'): Promise<void> {
  const file = world.scratch.write('hosts', `127.0.0.1 localhost\n${line}\n`)
  await resolving(world, right, port, file)
  world.env.ANTHROPIC_BASE_URL = `${scheme}://llm.corp.test:${port}`
  // What sed would do if the file did not lie on a mount of its own, which nothing can be moved over.
  world.does.set('sudo sed -i 2d /etc/hosts', () => world.scratch.write('hosts', '127.0.0.1 localhost\n'))
}

/** The upstream at the right address, and nobody at the port of the others. */
function behindTheName(world: DoctorWorld): number {
  const fetchThere = (request: Request) => fetch(request.url.replace(/^http:\/\/[^/]*/, world.upstream.url), request)
  const server = Bun.serve({ port: freePort(), hostname: right, fetch: fetchThere })
  world.keep(() => server.stop(true))
  return server.port ?? 0
}
const inHosts = { fix: /^Type: sudo sed -i 2d \/etc\/hosts$/, needs: ['mounts', 'dnsmasq'] } as const

export const way: readonly Scenario[] = [
  {
    name: 'a captive portal behind a good certificate',
    set: captive,
    root: 'endpoint-is-api',
    cause: 'malformed-response',
  },
  {
    name: 'an answer that breaks off in the middle',
    set: (world) =>
      raw(world, (_, socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"data":[')
        setImmediate(() => socket.resetAndDestroy())
        return null
      }),
    root: 'endpoint-is-api',
    cause: 'connection',
  },
  {
    name: 'a reset after the request',
    set: (world) => raw(world, (_, socket) => reset(socket)),
    root: 'endpoint-is-api',
    cause: 'connection',
  },
  {
    name: 'a network that resets large requests',
    set: (world) => raw(world, unlessLarge(reset), largeBodies),
    root: 'body-passes',
    cause: 'waf',
  },
  {
    name: 'a network that loses large requests',
    set: (world) =>
      raw(
        world,
        unlessLarge(() => null),
        largeBodies,
      ),
    root: 'body-passes',
    cause: 'timeout',
  },
  {
    ...inHosts,
    name: 'the file of hosts leads a name to this machine, where nobody listens',
    set: (world) => withHosts(world, '127.0.0.1 llm.corp.test', behindTheName(world)),
    root: 'name-resolves',
    cause: 'dns',
  },
  {
    ...inHosts,
    name: 'the file of hosts leads a name to an address where nobody answers',
    set: (world) =>
      withHosts(world, '127.0.0.77 llm.corp.test LLM.corp.test # of the old office', behindTheName(world)),
    root: 'name-resolves',
    cause: 'dns',
  },
  {
    ...inHosts,
    name: 'the file of hosts leads a name to somebody else',
    set: async (world) => {
      const { port } = await tlsFront(world, odd.whole, { address: right })
      const { cert, key } = certificates.otherName
      const server = Bun.serve({ port, hostname: '127.0.0.1', tls: { cert, key }, fetch: () => new Response('hello') })
      world.keep(() => server.stop(true))
      await withHosts(world, '127.0.0.1 llm.corp.test', port, 'https')
      world.env.NODE_EXTRA_CA_CERTS = world.scratch.write('ca.pem', odd.ca + certificates.ca)
    },
    root: 'tls-trusted',
    cause: 'tls',
  },
]
