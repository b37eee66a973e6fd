import { describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { fingerprint } from '../../emulator/journal.ts'
import { between } from '../kit/between.ts'
import { minted, openGatewayWorld, question } from '../kit/gateway-world.ts'
import { until } from '../kit/until.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const long = JSON.stringify({ ...question, messages: [{ role: 'user', content: 'ä€😀'.repeat(30_000) }] })

describe('a body that is poured', () => {
  test('arrives with its length and its bytes, and is replayed with the same', async () => {
    await using world = await openGatewayWorld({ gateway: { copyBytes: 0 } })
    world.emulator.accept(minted(2))
    const response = await world.ask({ body: long })
    expect(response.status).toBe(200)
    const seen = world.emulator.seen.map(({ bodySha256, headers, credentials }) => ({
      sha256: bodySha256,
      length: headers['content-length'],
      chunked: headers['transfer-encoding'] !== undefined,
      key: credentials[0]?.fingerprint,
    }))
    const sent = { sha256: sha256(long), length: String(Buffer.byteLength(long)), chunked: false }
    expect(seen).toEqual([
      { ...sent, key: fingerprint(minted(1)) },
      { ...sent, key: fingerprint(minted(2)) },
    ])
    expect([world.gateway.heldBytes(), world.gateway.copiedBytes()]).toEqual([0, 0])
  })
})

describe('a body that goes whole', () => {
  const open = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n3\r\none\r\n'

  test('counts until its stream has ended; a second one that does not fit beside it is poured', async () => {
    const size = Buffer.byteLength(long)
    await using pair = await between({ gateway: { copyBytes: size } })
    const { world, upstream } = pair
    upstream.answer(open)
    const left = new AbortController()
    const first = await world.ask({ body: long, signal: left.signal })
    expect([world.gateway.heldBytes(), world.gateway.copiedBytes()]).toEqual([0, size])
    upstream.answer(`${open}0\r\n\r\n`)
    expect(await (await world.ask({ body: long })).text()).toBe('one')
    expect(upstream.seen.map(({ body }) => body.sha256)).toEqual([sha256(long), sha256(long)])
    expect(world.gateway.copiedBytes()).toBe(size)
    left.abort()
    await until(() => world.gateway.copiedBytes() === 0)
    expect(await first.text().catch(() => 'gone')).toBe('gone')
  })

  test.each([
    ['ends', `${open}0\r\n\r\n`],
    ['breaks', `${open.replace('transfer-encoding: chunked', 'content-length: 99')}\r\nconnection: close`],
    ['is short', 'HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nok'],
    ['is a refusal', 'HTTP/1.1 400 Bad Request\r\ncontent-type: text/plain\r\ncontent-length: 2\r\n\r\nno'],
  ])('no longer counts when its answer %s', async (_, answer) => {
    await using pair = await between()
    const { world, upstream } = pair
    upstream.answer(answer)
    await (await world.ask({ body: long })).text().catch(() => 'broken')
    await until(() => world.gateway.copiedBytes() === 0)
    expect(world.gateway.heldBytes()).toBe(0)
  })
})
