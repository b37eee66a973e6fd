import { describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { type Between, between } from '../kit/between.ts'
import { type GatewayWorldOptions, minted, openGatewayWorld } from '../kit/gateway-world.ts'

const aliases: GatewayWorldOptions = {
  upstream: {
    models: new Map([
      ['sonnet', 'claude-sonnet-5'],
      ['opus', 'claude-opus-4-8'],
    ]),
  },
}
const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')
const arrived = ({ upstream }: Between) => upstream.seen.map(({ body }) => body.bytes?.toString() ?? null)
const messageOf = async (response: Response) =>
  ((await response.json()) as { error: { message: string } }).error.message

describe('a model by another name', () => {
  test('reaches the upstream under its own', async () => {
    await using world = await openGatewayWorld(aliases)
    world.emulator.accept(minted(1))
    for (const model of ['sonnet', 'opus', 'claude-haiku-4-5']) {
      const body = JSON.stringify({
        model,
        max_tokens: 9,
        messages: [{ role: 'user', content: 'say "model":"sonnet"' }],
      })
      expect(((await (await world.ask({ body })).json()) as { content: { text: string }[] }).content[0]?.text).toBe(
        'You said: say "model":"sonnet"',
      )
    }
    expect(world.emulator.seen.map(({ model }) => model)).toEqual([
      'claude-sonnet-5',
      'claude-opus-4-8',
      'claude-haiku-4-5',
    ])
    expect(world.gateway.heldBytes()).toBe(0)
  })

  test('is changed in place, and no other byte of the body is', async () => {
    await using pair = await between(aliases)
    const body = (model: string) =>
      `{ "max_tokens" : 1e1,\t"messages":[{"role":"user","content":"\\u00e9 ${'ä😀'.repeat(1_000)}"}],\r\n "model":"${model}","x":{"model":"sonnet"} }`
    await pair.world.ask({ body: body('sonnet') })
    expect(arrived(pair)).toEqual([body('claude-sonnet-5')])
    expect(Number(pair.upstream.seen[0]?.head.headers['content-length'])).toBe(
      Buffer.byteLength(body('claude-sonnet-5')),
    )
  })

  test('is changed again for a replay', async () => {
    await using world = await openGatewayWorld(aliases)
    world.emulator.accept(minted(1))
    world.emulator.accept(minted(2))
    world.emulator.script({ kind: 'wording', id: 'databricks-invalid-token' })
    const body = JSON.stringify({ model: 'sonnet', max_tokens: 9, messages: [{ role: 'user', content: 'x' }] })
    expect((await world.ask({ body })).status).toBe(200)
    expect(world.emulator.seen.map(({ model }) => model)).toEqual(['claude-sonnet-5', 'claude-sonnet-5'])
  })

  test('is changed for counting as well, and nothing is looked into elsewhere', async () => {
    await using pair = await between(aliases)
    const { world, upstream } = pair
    const post = (path: string, body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string> = {}) =>
      fetch(`${world.gateway.url}${path}`, {
        method: 'POST',
        body,
        headers: { 'x-api-key': world.lasting, ...headers },
      })
    const file = `--x\r\ncontent-disposition: form-data; name="file"; filename="a.jsonl"\r\n\r\n{"model":"sonnet"}\r\n{"model":"sonnet"}\r\n--x--\r\n`
    const gzip = new Uint8Array(gzipSync('{"model":"sonnet"}'))
    const statuses = [
      await post('/v1/messages/count_tokens?beta=true', '{"model":"sonnet"}'),
      await post('/v1/files', file, { 'content-type': 'multipart/form-data; boundary=x' }),
      await post('/v1/files', gzip, { 'content-encoding': 'gzip' }),
    ].map(({ status }) => status)
    expect(statuses).toEqual([200, 200, 200])
    expect(arrived(pair).slice(0, 2)).toEqual(['{"model":"claude-sonnet-5"}', file])
    expect(upstream.seen[2]?.body.sha256).toBe(sha256(gzip))
  })
})

describe('a body that two readers could read in two ways', () => {
  test.each<[string, string]>([
    ['{"model":"sonnet","model":"claude-opus-4-8"}', 'the key `model` stands twice'],
    ['{"model":"sonnet","mod\\u0065l":"claude-opus-4-8"}', 'a key of its top level is written with escapes'],
    ['{"model":"sonn\\u0065t"}', '`model` is not a plain string'],
    ['{"model":["sonnet"]}', '`model` is not a plain string'],
    ['{"model":"sonnet","MODEL":"claude-opus-4-8"}', 'it has a key `MODEL`'],
  ])('%s is a 400 in words, and nothing is sent', async (body, because) => {
    await using pair = await between(aliases)
    const response = await pair.world.ask({ body })
    expect([response.status, response.headers.get('x-warmkey-reason')]).toEqual([400, 'request-ambiguous'])
    expect(await messageOf(response)).toBe(
      `warmkey: the request was not sent, because ${because}, and the profile renames models. Send the model once, as a plain string, in an uncompressed body.`,
    )
    expect(pair.upstream.seen).toEqual([])
    expect(pair.world.source.calls).toBe(0)
    expect(pair.world.gateway.heldBytes()).toBe(0)
  })

  test('compressed, or too large to look into, is one too', async () => {
    await using pair = await between({ ...aliases, gateway: { hold: { eachBytes: 100, allBytes: 1_000 } } })
    const body = new Uint8Array(gzipSync('{"model":"sonnet"}'))
    expect((await pair.world.ask({ body, headers: { 'content-encoding': 'gzip' } })).status).toBe(400)
    expect((await pair.world.ask({ body: `{"model":"sonnet","x":"${'x'.repeat(100)}"}` })).status).toBe(400)
    expect(pair.upstream.seen).toEqual([])
  })

  test('passes untouched where the profile renames nothing', async () => {
    await using pair = await between()
    const body = '{"model":"sonnet","model":"mod\\u0065l"}'
    expect((await pair.world.ask({ body })).status).toBe(200)
    expect(arrived(pair)).toEqual([body])
  })
})
