import { describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { type RawClient, rawClient } from '../../emulator/wire/raw-client.ts'
import { between, lastingRequest } from '../kit/between.ts'
import { type GatewayWorld, openGatewayWorld } from '../kit/gateway-world.ts'
import { until } from '../kit/until.ts'

const mib = 1024 * 1024
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe('a body', () => {
  /** Bytes that no part of them repeats. */
  const bodyOf = (size: number) =>
    createHash('shake256', { outputLength: Math.max(size, 1) })
      .update(String(size))
      .digest()
      .subarray(0, size)

  const send = async (world: GatewayWorld, body: Uint8Array, how: 'declared' | 'chunked'): Promise<RawClient> => {
    const client = rawClient(world.gateway.port)
    if (how === 'declared') {
      client.send(lastingRequest(world, 'POST /v1/messages', [`content-length: ${body.length}`]))
      client.send(body)
    } else {
      client.send(lastingRequest(world, 'POST /v1/messages', ['transfer-encoding: chunked']))
      const step = Math.max(1, Math.ceil(body.length / 7))
      for (let at = 0; at < body.length; at += step) {
        const chunk = body.subarray(at, at + step)
        client.send(Buffer.concat([Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from('\r\n')]))
      }
      client.send('0\r\n\r\n')
    }
    await client.ended
    return client
  }

  const sizes = [0, 1, 1_023, 16_384, 65_537, 524_288, 4 * mib + 1, 32 * mib, 33 * mib]
  test.each(sizes.flatMap((size) => [['declared', size] as const, ['chunked', size] as const]))(
    '%s, of %i bytes, arrives as it was sent and is given back',
    async (how, size) => {
      await using pair = await between()
      const { world, upstream } = pair
      const body = bodyOf(size)
      const client = await send(world, body, how)
      expect(client.text()).toStartWith('HTTP/1.1 200 OK')
      const arrived = upstream.seen[0]?.body
      expect([arrived?.size, arrived?.sha256]).toEqual([size, sha256(body)])
      expect(world.steps().filter((step) => step.startsWith('unreplayable'))).toEqual(
        size > 32 * mib ? ['unreplayable body-too-large'] : [],
      )
      expect(world.gateway.heldBytes()).toBe(0)
    },
    20_000,
  )

  test('over the limit cannot be sent again: its refusal passes, the next request has the new key', async () => {
    await using world = await openGatewayWorld({ gateway: { hold: { eachBytes: 1_000, allBytes: 5_000 } } })
    world.emulator.accept('fake-key-1-0123456789abcdef')
    world.emulator.accept('fake-key-2-0123456789abcdef')
    expect((await world.ask()).status).toBe(200)
    world.emulator.expire('fake-key-1-0123456789abcdef')
    const large = JSON.stringify({
      model: 'claude-sonnet-5',
      max_tokens: 9,
      messages: [{ role: 'user', content: 'x'.repeat(2_000) }],
    })
    expect((await world.ask({ body: large })).status).toBe(401)
    expect(world.steps()).toContain('unreplayable body-too-large')
    await until(() => world.source.calls === 2)
    expect((await world.ask({ body: large })).status).toBe(200)
    expect(world.gateway.heldBytes()).toBe(0)
  })

  test('that finds the memory full streams through and is announced', async () => {
    await using world = await openGatewayWorld({ gateway: { hold: { eachBytes: 1_000, allBytes: 1_000 } } })
    world.emulator.accept('fake-key-1-0123456789abcdef')
    const slow = world.connect()
    slow.send(world.request({ 'content-length': '950' }))
    await until(() => world.gateway.heldBytes() === 950)
    expect((await world.ask()).status).toBe(200)
    expect(world.steps()).toContain('unreplayable memory-full')
    slow.reset()
    await until(() => world.gateway.heldBytes() === 0)
  })

  test('is whole also for an upstream that answers before it has read it', async () => {
    const body = bodyOf(8 * mib)
    const { promise: answered, resolve } = Promise.withResolvers<void>()
    const received = createHash('sha256')
    const { promise: read, resolve: done } = Promise.withResolvers<string>()
    let size = 0
    const upstream = Bun.listen({
      hostname: '127.0.0.1',
      port: 0,
      socket: {
        open(socket) {
          socket.pause()
          socket.write(
            'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n5\r\nearly\r\n',
          )
          void answered.then(() => socket.resume())
        },
        data(socket, bytes) {
          const head = size === 0 ? Buffer.from(bytes).indexOf('\r\n\r\n') + 4 : 0
          received.update(bytes.subarray(head))
          size += bytes.length - head
          if (size < body.length) return
          socket.write('0\r\n\r\n')
          done(received.digest('hex'))
        },
      },
    })
    await using world = await openGatewayWorld({ upstream: { base: `http://127.0.0.1:${upstream.port}` } })
    const response = await world.ask({ body })
    expect(response.status).toBe(200)
    expect(world.gateway.heldBytes()).toBe(0)
    // Whatever was freed is written over before the upstream reads on.
    const junk = Array.from({ length: 8 }, () => new Uint8Array(8 * mib).fill(7))
    Bun.gc(true)
    resolve()
    expect(await read).toBe(sha256(body))
    expect([await response.text(), junk.length]).toEqual(['early', 8])
    upstream.stop(true)
  })
})
