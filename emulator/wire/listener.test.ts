import { afterEach, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { type Listener, type ListenerEvents, listen } from './listener.ts'
import { rawClient, rawExchange } from './raw-client.ts'

const open: Listener[] = []
afterEach(() => {
  for (const listener of open.splice(0)) listener.close()
})

function start(events: Partial<ListenerEvents>, maxBodyBytes = 1024 * 1024): Listener {
  const listener = listen(
    { hostname: '127.0.0.1', port: 0, maxBodyBytes },
    { request: async () => {}, unfinished() {}, ...events },
  )
  open.push(listener)
  return listener
}

const post = (body: string, ...headers: string[]) =>
  ['POST / HTTP/1.1', 'Host: h', `Content-Length: ${body.length}`, ...headers, '', body].join('\r\n')

test('a request arrives whole, with its size and digest', async () => {
  const got: object[] = []
  const { port } = start({
    async request(head, body, peer) {
      const { bytes, ...rest } = body
      got.push({ target: head.target, text: bytes?.toString(), ...rest, connection: peer.connection })
      await peer.write(Buffer.from('bye'))
      peer.end()
    },
  })
  expect(await rawExchange(port, post('hello'))).toEqual({ bytes: Buffer.from('bye'), ending: 'fin' })
  const sha256 = createHash('sha256').update('hello').digest('hex')
  expect(got).toEqual([{ target: '/', text: 'hello', size: 5, sha256, connection: 1 }])
})

test('a body over the limit is counted and hashed, and not kept', async () => {
  const { promise, resolve } = Promise.withResolvers<object>()
  const { port } = start(
    {
      async request(_, body, peer) {
        resolve(body)
        peer.end()
      },
    },
    4,
  )
  await rawExchange(port, post('hello'))
  expect(await promise).toEqual({ bytes: null, size: 5, sha256: createHash('sha256').update('hello').digest('hex') })
})

test('a large body is kept as it came, however many reads it took', async () => {
  const sent = Buffer.from(Array.from({ length: 3_000_000 }, (_, index) => index % 251))
  const { promise, resolve } = Promise.withResolvers<Uint8Array | null>()
  const { port } = start(
    {
      async request(_head, body, peer) {
        resolve(body.bytes)
        peer.end()
      },
    },
    sent.length,
  )
  const head = Buffer.from(`POST / HTTP/1.1\r\nHost: h\r\nContent-Length: ${sent.length}\r\n\r\n`)
  await rawExchange(port, Buffer.concat([head, sent]))
  expect(Buffer.from((await promise) ?? []).equals(sent)).toBe(true)
})

test('requests of one connection are answered one after the other', async () => {
  let running = 0
  const seen: string[] = []
  const { port } = start({
    async request(_, body, peer) {
      running += 1
      expect(running).toBe(1)
      await Promise.resolve()
      seen.push(`${body.bytes}`)
      await peer.write(Buffer.from(`[${body.bytes}]`))
      running -= 1
      if (seen.length === 3) peer.end()
    },
  })
  expect((await rawExchange(port, post('a') + post('b') + post('c'))).bytes.toString()).toBe('[a][b][c]')
})

test('a client that asks before it sends is told to go on, unless it would send too much', async () => {
  const { port } = start({ request: async (_head, _body, peer) => peer.end() }, 4)
  const client = rawClient(port)
  client.send('POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n')
  await client.until((bytes) => bytes.toString() === 'HTTP/1.1 100 Continue\r\n\r\n')
  client.send('abcd')
  expect(await client.ended).toBe('fin')

  const large = await rawExchange(port, post('abcde', 'Expect: 100-continue'))
  expect(large.bytes.toString()).toBe('')
})

test('a large answer waits for a client that reads slowly, and arrives whole', async () => {
  const size = 30 * 1024 * 1024
  const answer = Buffer.alloc(size, 'abcdefghi')
  let taken = false
  const { port } = start({
    async request(_head, _body, peer) {
      taken = await peer.write(answer)
      peer.end()
    },
  })
  const client = rawClient(port)
  client.send(post(''))
  await client.until((bytes) => bytes.length > 0)
  client.pause()
  expect(taken).toBe(false)
  client.resume()
  expect(await client.ended).toBe('fin')
  expect(taken).toBe(true)
  expect(client.received().equals(answer)).toBe(true)
})

test('a peer that goes away ends a write that waits', async () => {
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const { port } = start({
    request: async (_head, _body, peer) => resolve(await peer.write(Buffer.alloc(30 * 1024 * 1024))),
  })
  const client = rawClient(port)
  client.send(post(''))
  await client.until((bytes) => bytes.length > 0)
  client.pause()
  client.reset()
  expect(await promise).toBe(false)
})

test.each(['leave', 'reset'] as const)('a client that goes away (%s) is noticed, answered or not', async (how) => {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  const { promise: left, resolve: leave } = Promise.withResolvers<boolean>()
  const { port } = start({
    async request(_head, _body, peer) {
      ask()
      await peer.gone
      leave(await peer.write(Buffer.from('too late')))
    },
  })
  const client = rawClient(port)
  client.send(post(''))
  await asked
  client[how]()
  expect(await left).toBe(false)
})

test('a request that is never finished, and one that is no HTTP, are told', async () => {
  const told: unknown[] = []
  const { promise, resolve } = Promise.withResolvers<void>()
  const { port } = start({
    unfinished(head, body, peer, why) {
      told.push([head?.target ?? null, body.size, why])
      if (told.length === 2) resolve()
      peer.end()
    },
  })
  await rawExchange(port, 'nonsense\r\n\r\n')
  const client = rawClient(port)
  client.send('POST /half HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nab')
  client.leave()
  await promise
  expect(told).toEqual([
    [null, 0, 'the request line is malformed'],
    ['/half', 2, null],
  ])
})

test('closing ends every connection', async () => {
  const { promise: asked, resolve: ask } = Promise.withResolvers<void>()
  const listener = start({
    async request(_head, _body, peer) {
      ask()
      await peer.gone
    },
  })
  const client = rawClient(listener.port)
  client.send(post(''))
  await asked
  expect(listener.connections()).toBe(1)
  listener.close()
  expect(['fin', 'reset']).toContain(await client.ended)
})
