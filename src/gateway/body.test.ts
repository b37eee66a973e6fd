import { afterEach, describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { rawClient } from '../../emulator/wire/raw-client.ts'
import { until } from '../../test/kit/until.ts'
import { type BodyHolder, createBodyHolder, type Held, type HoldLimits, rejoin } from './body.ts'

const servers: { stop(now: boolean): Promise<void> }[] = []
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop(true)
})

/** A server that holds what it is sent, until it is told to go on. */
function holding(limits: Partial<HoldLimits> = {}) {
  const holder = createBodyHolder({ eachBytes: 1_000, allBytes: 2_500, ...limits })
  const seen: (Held | Error)[] = []
  const streamed: string[] = []
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    idleTimeout: 0,
    maxRequestBodySize: Number.MAX_SAFE_INTEGER,
    async fetch(request) {
      try {
        const held = await holder.hold(request)
        seen.push(held)
        if (held.kind === 'stream') streamed.push(await new Response(held.stream).text())
      } catch (thrown) {
        seen.push(thrown as Error)
      }
      return new Response('ok')
    },
  })
  servers.push(server)
  return { holder, seen, streamed, port: server.port ?? 0 }
}

const head = (more: string) => `POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${more}\r\n\r\n`
const declared = (body: string) => head(`content-length: ${body.length}`) + body
const chunked = (...chunks: readonly string[]) =>
  head('transfer-encoding: chunked') +
  [...chunks, ''].map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('')

async function hold(
  request: string,
  limits?: Partial<HoldLimits>,
): Promise<{ held: Held; holder: BodyHolder; streamed: readonly string[] }> {
  const { seen, port, holder, streamed } = holding(limits)
  const client = rawClient(port)
  client.send(request)
  await until(() => seen.length > 0)
  const [held] = seen
  if (held === undefined || held instanceof Error) throw held
  return { held, holder, streamed }
}

const textOf = (held: Held): string => (held.kind === 'bytes' ? Buffer.from(held.bytes).toString() : held.kind)
const lengths = (held: readonly (Held | Error)[]) =>
  held.map((one) => (one instanceof Error ? 'gone' : one.kind === 'bytes' ? one.bytes.byteLength : one.kind))

describe('a body', () => {
  test.each([
    ['declared', declared('hello')],
    ['declared twice', `${head('content-length: 5\r\ncontent-length: 5')}hello`],
    ['in one chunk', chunked('hello')],
    ['in several chunks', chunked('h', 'el', 'lo')],
  ])('%s is held as its bytes and counted until it is released', async (_, request) => {
    const { held, holder } = await hold(request)
    expect(textOf(held)).toBe('hello')
    expect(holder.heldBytes()).toBe(5)
    holder.release(held)
    expect(holder.heldBytes()).toBe(0)
    expect(lengths([held])).toEqual([0])
    holder.release(held)
    expect(holder.heldBytes()).toBe(0)
  })

  test.each([
    ['POST with no body at all', head('x-a: b'), 'none'],
    ['POST of no bytes', declared(''), ''],
    ['GET', 'GET / HTTP/1.1\r\nhost: x\r\n\r\n', 'none'],
    ['GET with a body, which the runtime drops', 'GET / HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\nhi', 'none'],
    ['HEAD', 'HEAD / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n', 'none'],
  ])('%s holds nothing', async (_, request, wanted) => {
    const { held, holder } = await hold(request)
    expect(textOf(held)).toBe(wanted)
    expect(holder.heldBytes()).toBe(0)
    holder.release(held)
    expect(holder.heldBytes()).toBe(0)
  })

  test.each([
    ['declared', declared('x'.repeat(1_001))],
    ['in chunks', chunked('x'.repeat(600), 'y'.repeat(401))],
  ])('%s, over the limit of each, streams through and holds nothing', async (_, request) => {
    const { held, holder, streamed } = await hold(request)
    if (held.kind !== 'stream') throw new Error(held.kind)
    expect(held.because).toBe('body-too-large')
    expect(holder.heldBytes()).toBe(0)
    await until(() => streamed.length > 0)
    expect(streamed[0]).toHaveLength(1_001)
    holder.release(held)
    expect(holder.heldBytes()).toBe(0)
  })

  test('of exactly the limit is held', async () => {
    expect((await hold(declared('x'.repeat(1_000)))).held.kind).toBe('bytes')
    expect((await hold(chunked('x'.repeat(500), 'x'.repeat(500)))).held.kind).toBe('bytes')
  })

  test('of many chunks that outgrows the limit keeps every byte, in order', async () => {
    const chunks = Array.from({ length: 400 }, (_, at) => String(at).padStart(7, '.'))
    const { held, streamed } = await hold(chunked(...chunks))
    expect(held.kind).toBe('stream')
    await until(() => streamed.length > 0)
    const sum = (text: string) => createHash('sha256').update(text).digest('hex')
    expect(sum(streamed[0] ?? '')).toBe(sum(chunks.join('')))
  })
})

describe('the memory of all', () => {
  test('is shared: who finds it full streams through, whoever comes later finds what was released', async () => {
    const { holder, seen, port } = holding()
    for (const request of [declared('x'.repeat(900)), chunked('x'.repeat(900)), declared('x'.repeat(900))]) {
      const before = seen.length
      rawClient(port).send(request)
      await until(() => seen.length > before)
    }
    expect(lengths(seen)).toEqual([900, 900, 'stream'])
    expect(seen[2]).toMatchObject({ because: 'memory-full' })
    expect(holder.heldBytes()).toBe(1_800)
    holder.release(seen[0] as Held)
    rawClient(port).send(declared('x'.repeat(1_000)))
    await until(() => seen.length > 3)
    expect(lengths(seen.slice(3))).toEqual([1_000])
    expect(holder.heldBytes()).toBe(1_900)
  })

  test('counts bodies that are still on their way', async () => {
    const { holder, seen, port } = holding()
    const slow = [rawClient(port), rawClient(port)]
    slow[0]?.send(head('content-length: 1000'))
    slow[1]?.send(`${head('transfer-encoding: chunked')}3e8\r\n${'x'.repeat(1_000)}\r\n`)
    await until(() => holder.heldBytes() === 2_000)
    rawClient(port).send(declared('x'.repeat(501)))
    await until(() => seen.length > 0)
    expect(seen).toMatchObject([{ kind: 'stream', because: 'memory-full' }])
  })

  test('is given back by who goes away in the middle of a body', async () => {
    const { holder, seen, port } = holding()
    const declaring = rawClient(port)
    declaring.send(`${head('content-length: 1000')}half`)
    const chunking = rawClient(port)
    chunking.send(`${head('transfer-encoding: chunked')}4\r\nhalf\r\n`)
    await until(() => holder.heldBytes() === 1_004)
    declaring.reset()
    chunking.leave()
    await until(() => seen.length === 2)
    expect(lengths(seen)).toEqual(['gone', 'gone'])
    expect(holder.heldBytes()).toBe(0)
  })
})

describe('what was read and what is still to come', () => {
  const readerOf = (steps: readonly (string | Error)[], cancelled: unknown[] = []) => {
    const left = [...steps]
    return {
      async read() {
        const next = left.shift()
        if (next instanceof Error) throw next
        return next === undefined ? { done: true } : { done: false, value: Buffer.from(next) }
      },
      cancel: async (cause?: unknown) => void cancelled.push(cause),
    }
  }

  test('become one stream', async () => {
    const stream = rejoin([Buffer.from('a'), Buffer.from('b')], readerOf(['c', 'd']))
    expect(await new Response(stream).text()).toBe('abcd')
  })

  test('break where the source breaks, after every byte that came', async () => {
    const reader = rejoin([Buffer.from('a')], readerOf(['b', new Error('reset')])).getReader()
    const got: string[] = []
    let broke = false
    try {
      for (let next = await reader.read(); !next.done; next = await reader.read())
        got.push(Buffer.from(next.value).toString())
    } catch {
      broke = true
    }
    expect([got.join(''), broke]).toEqual(['ab', true])
  })

  test('are let go together', async () => {
    const cancelled: unknown[] = []
    await rejoin([Buffer.from('a')], readerOf(['b'], cancelled)).cancel('enough')
    expect(cancelled).toEqual(['enough'])
  })
})
