import { afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { connect, createServer, type Server, type Socket } from 'node:net'
import tls, { type TLSSocket } from 'node:tls'
import { makeCertificates } from '../../test/kit/certificates.ts'
import { createFakeClock, type FakeClock } from '../../test/kit/fake-clock.ts'
import { until } from '../../test/kit/until.ts'
import { asWarmkeyError } from '../errors.ts'
import { messages } from './dialects/messages.ts'
import { type Outgoing, send, type Upstream } from './upstream.ts'

// The runtime lets NO_PROXY overrule a proxy that it is given, and loopback usually stands there.
beforeAll(() => {
  delete process.env.NO_PROXY
  delete process.env.no_proxy
})

const certificates = makeCertificates()
const open: { server: Server; sockets: Set<Socket> }[] = []
afterEach(async () => {
  for (const { server, sockets } of open.splice(0)) {
    for (const socket of sockets) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  }
})

const ok = 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\nconnection: close\r\n\r\nok'

interface Listening {
  readonly port: number
  readonly heard: string[]
  readonly connections: () => number
}

async function listening(server: Server, onRequest: (socket: Socket, text: string) => void): Promise<Listening> {
  const sockets = new Set<Socket>()
  const heard: string[] = []
  let connections = 0
  const welcome = (socket: Socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('error', () => socket.destroy())
    socket.once('data', (bytes: Buffer) => {
      heard.push(bytes.toString('latin1'))
      onRequest(socket, bytes.toString('latin1'))
    })
  }
  server.on(server instanceof tls.Server ? 'secureConnection' : 'connection', welcome)
  server.on('tlsClientError', () => {})
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  open.push({ server, sockets })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    heard,
    connections: () => connections,
  }
}

const plain = (onRequest: (socket: Socket, text: string) => void) => listening(createServer(), onRequest)
const answering = () => plain((socket) => socket.end(ok))

const secure = (options: tls.TlsOptions) =>
  listening(tls.createServer(options), (socket) =>
    socket.end(ok.replace('ok', (socket as TLSSocket).authorized ? 'me' : 'ok')),
  )

/** A port on which nobody listens. */
async function closedPort(): Promise<number> {
  const { port } = await answering()
  const { server } = open.pop() ?? {}
  await new Promise((resolve) => server?.close(resolve))
  return port
}

function upstream(base: string, over: Partial<Upstream> = {}): Upstream {
  const none = { renewOn: [], denyOn: [] }
  return { base, dialect: messages, proxy: false, tls: null, rules: none, models: null, ...over } as unknown as Upstream
}

const outgoing = (over: Partial<Outgoing> = {}): Outgoing => ({
  method: 'POST',
  target: '/v1/messages?beta=true',
  headers: new Headers({ 'x-api-key': 'fake-key' }),
  body: Buffer.from('hello'),
  signal: new AbortController().signal,
  ...over,
})

/** Moves the clock whenever something waits for it, so that pauses cost no time; gives what came of `promise`. */
async function hurried<T>(clock: FakeClock, promise: Promise<T>): Promise<T> {
  const state = { over: false }
  const ended = () => {
    state.over = true
  }
  promise.then(ended, ended)
  while (!state.over) {
    await until(() => state.over || clock.timers > 0)
    if (clock.timers > 0) await clock.advance(clock.nextTimerMs ?? 0)
  }
  return await promise
}

async function faultOf(to: Upstream, out = outgoing()): Promise<string> {
  const clock = createFakeClock()
  try {
    const response = await hurried(clock, send(to, out, clock))
    return `${response.status} ${await response.text()}`
  } catch (thrown) {
    const { code, sentence } = asWarmkeyError(thrown)
    return `${code}: ${sentence}`
  }
}

describe('a request', () => {
  test('goes out under the base path as it came', async () => {
    const { port, heard } = await answering()
    const response = await send(upstream(`http://127.0.0.1:${port}/base`), outgoing(), createFakeClock())
    expect([response.status, await response.text()]).toEqual([200, 'ok'])
    const [line, ...rest] = heard[0]?.split('\r\n') ?? []
    expect(line).toBe('POST /base/v1/messages?beta=true HTTP/1.1')
    expect(rest).toContain('x-api-key: fake-key')
    expect(rest.at(-1)).toBe('hello')
  })

  test('follows no redirect', async () => {
    const { port, heard } = await plain((socket) =>
      socket.end(
        'HTTP/1.1 307 Temporary Redirect\r\nlocation: /elsewhere\r\ncontent-length: 0\r\nconnection: close\r\n\r\n',
      ),
    )
    const response = await send(upstream(`http://127.0.0.1:${port}`), outgoing(), createFakeClock())
    expect([response.status, response.headers.get('location'), heard.length]).toEqual([307, '/elsewhere', 1])
  })

  test('that nobody waits for any more ends with the reason of the caller', async () => {
    const { port, connections } = await plain(() => {})
    const caller = new AbortController()
    const sending = send(upstream(`http://127.0.0.1:${port}`), outgoing({ signal: caller.signal }), createFakeClock())
    await until(() => connections() === 1)
    caller.abort(new Error('left'))
    expect(await sending.catch((cause: Error) => cause.message)).toBe('left')
  })
})

describe('no connection', () => {
  test('is said in words after 8 s of trying', async () => {
    const port = await closedPort()
    const clock = createFakeClock()
    const sending = send(upstream(`http://127.0.0.1:${port}`), outgoing(), clock)
    const thrown = await hurried(clock, sending).catch(asWarmkeyError)
    expect(thrown).toMatchObject({
      code: 'upstream-unreachable',
      sentence: `warmkey: no connection to 127.0.0.1:${port} (ECONNREFUSED). Check the network, the VPN and the address in \`upstream.url\`, then send the prompt again.`,
    })
    expect(clock.monotonicMs()).toBe(7_750)
  })

  test('that comes back within that time is nobody’s concern', async () => {
    const port = await closedPort()
    const clock = createFakeClock()
    const sending = send(upstream(`http://127.0.0.1:${port}`), outgoing(), clock)
    await until(() => clock.timers === 1)
    await clock.advance(150)
    await until(() => clock.timers === 1)
    const server = createServer((socket) => socket.once('data', () => socket.end(ok)))
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
    open.push({ server, sockets: new Set() })
    await clock.advance(350)
    expect((await sending).status).toBe(200)
  })

  test('is not waited for by a caller who leaves', async () => {
    const port = await closedPort()
    const clock = createFakeClock()
    const caller = new AbortController()
    const sending = send(upstream(`http://127.0.0.1:${port}`), outgoing({ signal: caller.signal }), clock)
    await until(() => clock.timers === 1)
    caller.abort(new Error('left'))
    expect(await sending.catch((cause: Error) => cause.message)).toBe('left')
    expect(clock.timers).toBe(0)
  })

  test('is not tried again with a body that may be gone', async () => {
    const clock = createFakeClock()
    const body = new Blob(['once']).stream()
    const sending = send(upstream(`http://127.0.0.1:${await closedPort()}`), outgoing({ body }), clock)
    expect(await sending.catch((thrown) => asWarmkeyError(thrown).code)).toBe('upstream-unreachable')
    expect(clock.monotonicMs()).toBe(0)
  })

  test('because the name is unknown', async () => {
    expect(await faultOf(upstream('http://warmkey.invalid'))).toMatch(
      /^upstream-unreachable: warmkey: no connection to warmkey\.invalid \((ENOTFOUND|EAI_AGAIN)\)\. Check the network/,
    )
  })
})

describe('a connection that is dropped', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['in order', (socket) => socket.end()],
    ['by a reset', (socket) => socket.resetAndDestroy()],
    ['in the middle of the head', (socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-')],
  ])('%s is said in words, and is not tried again here', async (_, drop) => {
    const { port, heard } = await plain(drop)
    expect(await faultOf(upstream(`http://127.0.0.1:${port}`))).toStartWith(
      `upstream-dropped: warmkey: 127.0.0.1:${port} dropped the connection before it answered`,
    )
    expect(heard).toHaveLength(1)
  })
})

describe('TLS', () => {
  const { ca, server, otherName, client } = certificates

  test('of an authority that nobody knows is said in words, and the key stays here', async () => {
    const { port, heard } = await secure(server)
    expect(await faultOf(upstream(`https://127.0.0.1:${port}`))).toBe(
      `upstream-tls: warmkey: the certificate of 127.0.0.1:${port} is not trusted here (UNABLE_TO_VERIFY_LEAF_SIGNATURE). If your company inspects TLS, set \`upstream.caFile\` to the PEM file of its root certificate.`,
    )
    expect(heard).toEqual([])
  })

  test('of the authority of the profile is trusted', async () => {
    const { port } = await secure(server)
    expect(await faultOf(upstream(`https://127.0.0.1:${port}`, { tls: { ca } }))).toBe('200 ok')
    expect(await faultOf(upstream(`https://localhost:${port}`, { tls: { ca } }))).toBe('200 ok')
  })

  test('trust for one profile is none for another', async () => {
    const { port } = await secure(server)
    expect(await faultOf(upstream(`https://127.0.0.1:${port}`, { tls: { ca } }))).toBe('200 ok')
    expect(await faultOf(upstream(`https://127.0.0.1:${port}`))).toStartWith('upstream-tls: ')
  })

  test('for another name is not trusted', async () => {
    const { port, heard } = await secure(otherName)
    expect(await faultOf(upstream(`https://127.0.0.1:${port}`, { tls: { ca } }))).toStartWith(
      `upstream-tls: warmkey: the certificate of 127.0.0.1:${port} is not trusted here (ERR_TLS_CERT_ALTNAME_INVALID).`,
    )
    expect(heard).toEqual([])
  })

  test('sends the client certificate where there is one, and says so where one is wanted', async () => {
    const { port } = await secure({ ...server, ca, requestCert: true, rejectUnauthorized: true })
    const base = `https://127.0.0.1:${port}`
    expect(await faultOf(upstream(base, { tls: { ca, ...client } }))).toBe('200 me')
    expect(await faultOf(upstream(base, { tls: { ca } }))).toBe(
      `upstream-tls: warmkey: no TLS could be agreed on with 127.0.0.1:${port} (EPROTO). Check that \`upstream.url\` names a port that speaks https; one that wants a client certificate gets it from \`upstream.clientCertFile\`.`,
    )
  })

  test('is not what a plain port speaks', async () => {
    const { port } = await answering()
    expect(await faultOf(upstream(`https://127.0.0.1:${port}`))).toStartWith(
      'upstream-tls: warmkey: no TLS could be agreed on',
    )
  })
})

test.each([
  ['bytes of another protocol', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
  ['headers beyond count', `HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(2_000)}\r\n`],
])('an answer of %s is called no HTTP', async (_, bytes) => {
  const { port } = await plain((socket) => socket.end(bytes))
  expect(await faultOf(upstream(`http://127.0.0.1:${port}`))).toStartWith(
    `upstream-dropped: warmkey: 127.0.0.1:${port} answered in a way that is no HTTP (Malformed_HTTP_Response).`,
  )
})

describe('the proxy of the environment', () => {
  const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy'] as const
  const before = names.map((name) => process.env[name])
  afterEach(() => {
    for (const [at, name] of names.entries()) {
      const value = before[at]
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })

  test('sees nothing of what is not to go through a proxy', async () => {
    const proxy = await answering()
    const { port } = await answering()
    for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`
    expect(await faultOf(upstream(`http://127.0.0.1:${port}`))).toBe('200 ok')
    expect(proxy.connections()).toBe(0)
  })
})

describe('an HTTP proxy', () => {
  const via = (port: number, base: string, over: Partial<Upstream> = {}) =>
    upstream(base, { proxy: `http://user:secret-of-proxy@127.0.0.1:${port}`, ...over })

  test('is asked for plain addresses, with its sign-in', async () => {
    const proxy = await answering()
    expect(await faultOf(via(proxy.port, 'http://api.example'))).toBe('200 ok')
    expect(proxy.heard[0]).toStartWith('POST http://api.example/v1/messages?beta=true HTTP/1.1\r\n')
    expect(proxy.heard[0]).toContain(`Basic ${Buffer.from('user:secret-of-proxy').toString('base64')}`)
  })

  test('is a tunnel for https, and sees no key', async () => {
    const { port } = await secure(certificates.server)
    const proxy = await plain((near) => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n')
      const far = connect(port, '127.0.0.1')
      near.pipe(far).pipe(near)
      near.on('close', () => far.destroy())
    })
    const over = { tls: { ca: certificates.ca } }
    expect(await faultOf(via(proxy.port, `https://127.0.0.1:${port}`, over))).toBe('200 ok')
    expect(proxy.heard[0]).toStartWith(`CONNECT 127.0.0.1:${port} HTTP/1.1\r\n`)
    expect(proxy.heard[0]).not.toContain('fake-key')
  })

  test('that wants a sign-in is named, and nothing of the sign-in is', async () => {
    const proxy = await plain((socket) =>
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nproxy-authenticate: Basic\r\ncontent-length: 0\r\n\r\n',
      ),
    )
    expect(await faultOf(via(proxy.port, 'https://api.example'))).toBe(
      `upstream-proxy: warmkey: the proxy 127.0.0.1:${proxy.port} refused to connect to api.example (ERR_PROXY_TUNNEL). Check the address and the sign-in of the proxy in HTTPS_PROXY, or set \`upstream.proxy\` in the profile.`,
    )
    expect(proxy.heard).toHaveLength(1)
    expect(proxy.heard[0]).not.toContain('fake-key')
  })

  test('that is not there is named', async () => {
    const port = await closedPort()
    expect(await faultOf(via(port, 'https://api.example'))).toBe(
      `upstream-unreachable: warmkey: no connection to the proxy 127.0.0.1:${port} on the way to api.example (ECONNREFUSED). Check the address and the sign-in of the proxy in HTTPS_PROXY, or set \`upstream.proxy\` in the profile.`,
    )
  })

  test('that hangs up is named', async () => {
    const proxy = await plain((socket) => socket.end())
    expect(await faultOf(via(proxy.port, 'https://api.example'))).toStartWith(
      `upstream-dropped: warmkey: api.example through the proxy 127.0.0.1:${proxy.port} dropped the connection`,
    )
  })
})
