import { describe, expect, test } from 'bun:test'
import type { Interruption } from '../../emulator/emulator.ts'
import { rawExchange } from '../../emulator/wire/raw-client.ts'
import { createFakeClock } from '../kit/fake-clock.ts'
import { type GatewayWorld, minted, mintingSource, openGatewayWorld } from '../kit/gateway-world.ts'
import { until } from '../kit/until.ts'

const sse = 'event: a\ndata: {"n":1}\n\nevent: b\ndata: {"n":2}\n\n'
const streamed = { kind: 'response', status: 200, headers: { 'content-type': 'text/event-stream' }, body: sse } as const

/** How an answer came: `whole` only where it looks like a complete one of the upstream. */
type Came = { readonly status: number | null; readonly end: 'whole' | 'broken'; readonly body: string }

/** By a client that hides nothing. */
async function raw(world: GatewayWorld): Promise<Came> {
  const client = world.connect()
  client.send(world.request())
  const ending = await client.ended
  const text = client.received().toString('latin1')
  const cut = text.indexOf('\r\n\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(text)?.[1] ?? 0) || null
  if (cut === -1) return { status, end: 'broken', body: '' }
  const [head, body] = [text.slice(0, cut).toLowerCase(), text.slice(cut + 4)]
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1]
  const complete = /\r\ntransfer-encoding: chunked/.test(head)
    ? body.endsWith('0\r\n\r\n')
    : length === undefined
      ? ending === 'fin'
      : body.length === Number(length)
  return { status, end: complete ? 'whole' : 'broken', body }
}

/** By the runtime's own client, as most tools read. */
async function byFetch(world: GatewayWorld): Promise<Came> {
  let response: Response
  try {
    response = await world.ask()
  } catch {
    return { status: null, end: 'broken', body: '' }
  }
  const { status } = response
  try {
    return { status, end: 'whole', body: await response.text() }
  } catch {
    return { status, end: 'broken', body: '' }
  }
}

/** An answer that broke before a byte of it was passed on is a fault that the client retries; nothing else may be whole. */
const isHonest = ({ status, end, body }: Came): boolean =>
  end === 'broken' || (status === 502 && body.includes('"message":"warmkey: '))

const ways: readonly (readonly [string, (at: number) => Parameters<GatewayWorld['emulator']['script']>[0]])[] = [
  ['a FIN in the middle of chunks', (at) => ({ ...streamed, framing: 'chunked', interruptions: [{ at, do: 'fin' }] })],
  [
    'a RST in the middle of chunks',
    (at) => ({ ...streamed, framing: 'chunked', interruptions: [{ at, do: 'reset' }] }),
  ],
  ['a FIN short of the content-length', (at) => ({ ...streamed, interruptions: [{ at, do: 'fin' }] })],
  ['a RST short of the content-length', (at) => ({ ...streamed, interruptions: [{ at, do: 'reset' }] })],
]

/** How many bytes that answer has on the wire. */
async function lengthOf(world: GatewayWorld, framing: 'chunked' | 'length'): Promise<number> {
  world.emulator.script({ ...streamed, framing })
  return (await rawExchange(world.emulator.port, world.request())).bytes.length
}

describe.each(ways)('%s', (name, cutAt) => {
  test('arrives broken at every byte, for a raw client and for fetch', async () => {
    await using world = await openGatewayWorld()
    world.emulator.accept(minted(1))
    const total = await lengthOf(world, name.includes('chunks') ? 'chunked' : 'length')
    expect(total).toBeGreaterThan(sse.length + 50)
    // What follows the last chunk's size is only its line break: whoever has read `0` has read everything.
    const last = name.includes('chunks') ? total - 4 : total
    const dishonest: (Came & { at: number })[] = []
    for (let at = 0; at < last; at++) {
      for (const read of [raw, byFetch]) {
        world.emulator.script(cutAt(at))
        const came = await read(world)
        if (!isHonest(came)) dishonest.push({ at, ...came })
      }
    }
    expect(dishonest).toEqual([])
    expect(world.gateway.heldBytes()).toBe(0)
    expect(world.source.calls).toBe(1)
  }, 30_000)
})

describe('a stream that is cut between two events', () => {
  test.each(['fin', 'reset'] as const)('with a %s, after the client has the first, is broken for it', async (how) => {
    await using world = await openGatewayWorld()
    world.emulator.accept(minted(1))
    const { promise: got, resolve } = Promise.withResolvers<void>()
    const interruptions: Interruption[] = [
      { at: 3, of: 'pieces', do: 'hold', until: got },
      { at: 3, of: 'pieces', do: how },
    ]
    world.emulator.script({ kind: 'stream', deltas: 5, interruptions })
    const client = world.connect()
    client.send(world.request())
    await client.until((bytes) => bytes.includes('piece 2'))
    resolve()
    await client.ended
    expect(client.text()).toContain('piece 2')
    expect(client.text()).not.toContain('piece 3')
    expect(client.text()).not.toEndWith('0\r\n\r\n')
  })

  test('does not make the runtime speak on stderr', async () => {
    const source = `
      import { openGatewayWorld, minted } from ${JSON.stringify(`${import.meta.dir}/../kit/gateway-world.ts`)}
      const world = await openGatewayWorld()
      world.emulator.accept(minted(1))
      for (const framing of ['chunked', 'length']) {
        const got = Promise.withResolvers()
        world.emulator.script({ kind: 'response', status: 200, headers: { 'content-type': 'application/json' },
          body: 'x'.repeat(40000), framing, interruptions: [
          { at: 30000, do: 'hold', until: got.promise }, { at: 30000, do: 'reset' }] })
        const client = world.connect()
        client.send(world.request())
        await client.until((bytes) => bytes.length > 20000)
        got.resolve()
        await client.ended
      }
      await world[Symbol.asyncDispose]()
      process.exit(0)`
    const child = Bun.spawn([process.execPath, '-e', source], { stdout: 'pipe', stderr: 'pipe', env: {} })
    const [code, out, err] = [await child.exited, await child.stdout.text(), await child.stderr.text()]
    expect([code, out, err]).toEqual([0, '', ''])
  })
})

describe('a client that goes away', () => {
  const gone = async (world: GatewayWorld) => {
    await until(() => world.steps().at(-1) === 'gone')
    await until(() => world.gateway.heldBytes() === 0)
  }

  test.each(['leave', 'reset'] as const)('before the headers (%s) takes the upstream’s request along', async (how) => {
    await using world = await openGatewayWorld()
    world.emulator.accept(minted(1))
    const never = new Promise<void>(() => {})
    world.emulator.script({ kind: 'genuine', interruptions: [{ at: 0, do: 'hold', until: never }] })
    const client = world.connect()
    client.send(world.request())
    await world.emulator.when((seen) => seen.length === 1)
    expect(world.gateway.heldBytes()).toBeGreaterThan(0)
    client[how]()
    await world.emulator.when((seen) => seen[0]?.aborted === true)
    await gone(world)
  })

  test.each(['leave', 'reset'] as const)('during the stream (%s) takes it along', async (how) => {
    await using world = await openGatewayWorld()
    world.emulator.accept(minted(1))
    const never = new Promise<void>(() => {})
    world.emulator.script({ kind: 'stream', beforeDelta: (index) => (index === 2 ? never : undefined) })
    const client = world.connect()
    client.send(world.request())
    await client.until((bytes) => bytes.includes('piece 2'))
    client[how]()
    await world.emulator.when((seen) => seen[0]?.aborted === true)
    expect(world.gateway.heldBytes()).toBe(0)
  })

  test('while its body is on the way leaves nothing behind', async () => {
    await using world = await openGatewayWorld()
    const client = world.connect()
    client.send(world.request({ 'content-length': '5000' }))
    await until(() => world.gateway.heldBytes() === 5000)
    client.reset()
    await gone(world)
    expect(world.emulator.seen).toEqual([])
  })

  test('in the middle of a body that streams through breaks the upstream’s request off', async () => {
    await using world = await openGatewayWorld({ gateway: { hold: { eachBytes: 100, allBytes: 1_000 } } })
    world.emulator.accept(minted(1))
    const client = world.connect()
    client.send(`${world.request({ 'content-length': '100000' })}${' '.repeat(50_000)}`)
    await until(() => world.steps().includes('attempt'))
    await until(() => world.emulator.connections() === 1)
    client.reset()
    await world.emulator.when((seen) => seen[0]?.aborted === true)
    await gone(world)
  })

  test('while a renewal is awaited leaves the renewal to the others', async () => {
    const source = mintingSource()
    await using world = await openGatewayWorld({ source })
    world.emulator.accept(minted(1))
    world.emulator.accept(minted(2))
    expect((await world.ask()).status).toBe(200)
    const obtain = source.obtain
    const { promise, resolve } = Promise.withResolvers<void>()
    source.obtain = async (signal) => {
      await promise
      return obtain(signal)
    }
    world.emulator.expire(minted(1))
    const client = world.connect()
    client.send(world.request())
    await until(() => world.steps().includes('renewing rejected'))
    const other = world.ask()
    await until(() => world.emulator.seen.filter(({ status }) => status === 401).length === 2)
    client.reset()
    await until(() => world.steps().includes('gone'))
    resolve()
    expect((await other).status).toBe(200)
    expect(world.source.calls).toBe(2)
    expect(world.emulator.seen).toHaveLength(4)
    expect(world.gateway.heldBytes()).toBe(0)
  })

  test('while its refusal is looked at asks no source', async () => {
    await using world = await openGatewayWorld()
    world.emulator.accept(minted(1))
    expect((await world.ask()).status).toBe(200)
    const never = new Promise<void>(() => {})
    world.emulator.script({
      kind: 'wording',
      id: 'databricks-invalid-token',
      interruptions: [{ at: 10, of: 'body', do: 'hold', until: never }],
    })
    const client = world.connect()
    client.send(world.request())
    await until(() => world.steps().includes('answer 403'))
    client.reset()
    await gone(world)
    expect(world.source.calls).toBe(1)
  })

  test('while it waits for a limit, or for a turn, lets the next one have it', async () => {
    const clock = createFakeClock()
    await using world = await openGatewayWorld({ clock, limits: { concurrency: 1 } })
    world.emulator.accept(minted(1))
    world.emulator.script({ kind: 'rate-limited', retryAfterSeconds: 10 })
    const paced = world.connect()
    paced.send(world.request())
    await until(() => world.steps().includes('paced 10000'))
    const waiting = world.connect()
    waiting.send(world.request())
    await until(() => world.events.filter(({ type }) => type === 'request').length === 2)
    const last = world.ask()
    await until(() => world.events.filter(({ type }) => type === 'request').length === 3)
    paced.reset()
    waiting.leave()
    await until(() => world.steps().filter((step) => step === 'gone').length === 2)
    await clock.advance(10_000)
    expect((await last).status).toBe(200)
    expect(world.emulator.seen).toHaveLength(2)
    expect(world.gateway.heldBytes()).toBe(0)
    expect((await world.ask()).status).toBe(200)
  })

  test('during a stream under a limit of one gives its turn back', async () => {
    await using world = await openGatewayWorld({ limits: { concurrency: 1 } })
    world.emulator.accept(minted(1))
    const never = new Promise<void>(() => {})
    world.emulator.script({ kind: 'stream', beforeDelta: (index) => (index === 1 ? never : undefined) })
    const client = world.connect()
    client.send(world.request())
    await client.until((bytes) => bytes.includes('piece 1'))
    const next = world.ask()
    client.reset()
    expect((await next).status).toBe(200)
  })
})

test('a broken stream under a limit of one gives its turn back', async () => {
  await using world = await openGatewayWorld({ limits: { concurrency: 1 } })
  world.emulator.accept(minted(1))
  world.emulator.script({ kind: 'stream', interruptions: [{ at: 2, of: 'pieces', do: 'reset' }] })
  await byFetch(world)
  expect((await world.ask()).status).toBe(200)
})

test('a client that reads slowly gets every byte', async () => {
  await using world = await openGatewayWorld()
  world.emulator.accept(minted(1))
  const body = '~'.repeat(8 * 1024 * 1024)
  world.emulator.script({ kind: 'response', status: 200, headers: { 'content-type': 'text/event-stream' }, body })
  const client = world.connect()
  client.pause()
  client.send(world.request())
  await until(() => world.steps().includes('done 200'))
  client.resume()
  await client.ended
  expect(client.received().filter((byte) => byte === 0x7e).length).toBe(body.length)
})
