import { describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { rawClient, rawExchange } from '../../emulator/wire/raw-client.ts'
import { between, lastingRequest } from '../kit/between.ts'
import type { RawUpstream } from '../kit/raw-upstream.ts'

const sha256 = (bytes: string | Uint8Array) => createHash('sha256').update(bytes).digest('hex')

interface Message {
  readonly status: number
  readonly headers: Record<string, string[]>
  readonly body: Buffer
}

/** Headers that belong to one connection; `date` may be added by a recipient (RFC 9110 section 6.6.1). */
const ofTheConnection = ['connection', 'keep-alive', 'transfer-encoding', 'date', 'content-length']

/** A response as a client reads it; repeated headers are joined, but for set-cookie (RFC 9110 section 5.3). */
function parse(bytes: Buffer): Message {
  const cut = bytes.indexOf('\r\n\r\n')
  const [first = '', ...lines] = bytes.toString('latin1', 0, cut).split('\r\n')
  const headers: Record<string, string[]> = {}
  let chunked = false
  for (const line of lines) {
    const colon = line.indexOf(':')
    const [name, value] = [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
    if (name === 'transfer-encoding') chunked = value === 'chunked'
    if (ofTheConnection.includes(name) || name === 'x-warmkey-exchange') continue
    if (name === 'set-cookie' || headers[name] === undefined) headers[name] = [...(headers[name] ?? []), value]
    else headers[name] = [`${headers[name]}, ${value}`]
  }
  const rest = bytes.subarray(cut + 4)
  return { status: Number(first.split(' ')[1]), headers, body: chunked ? unchunk(rest) : rest }
}

function unchunk(bytes: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at)
    const size = Number.parseInt(bytes.toString('latin1', at, end), 16)
    if (size === 0) return Buffer.concat(parts)
    parts.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 2 + size + 2
  }
}

const gzip = gzipSync('{"type":"error","error":{"type":"api_error","message":"a compressed one"}}')
const answer = (head: readonly string[], body: string | Uint8Array = '') =>
  Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(body)])
const sized = (head: readonly string[], body: string | Uint8Array) =>
  answer([...head, `content-length: ${Buffer.from(body).length}`], body)

describe('an answer', () => {
  test.each<[string, string, Uint8Array]>([
    ['200', 'GET', sized(['HTTP/1.1 200 OK', 'content-type: application/json'], '{"a":1}')],
    ['200 without a content type', 'GET', sized(['HTTP/1.1 200 OK', 'x-a: b'], 'bytes')],
    ['200 that is empty', 'GET', sized(['HTTP/1.1 200 OK', 'x-a: b'], '')],
    [
      '200 in gzip',
      'GET',
      sized(['HTTP/1.1 200 OK', 'content-type: application/json', 'content-encoding: gzip'], gzip),
    ],
    [
      '200 in brotli, of some size',
      'GET',
      sized(
        ['HTTP/1.1 200 OK', 'content-type: text/plain', 'content-encoding: br'],
        brotliCompressSync(Buffer.from(sha256('x').repeat(3_000)), {}),
      ),
    ],
    [
      '200 in chunks',
      'GET',
      answer(
        ['HTTP/1.1 200 OK', 'content-type: text/event-stream', 'transfer-encoding: chunked'],
        '5\r\nhello\r\n6;ext=1\r\n world\r\n0\r\n\r\n',
      ),
    ],
    [
      '200 in chunks without a content type',
      'GET',
      answer(['HTTP/1.1 200 OK', 'transfer-encoding: chunked'], '5\r\nhello\r\n0\r\n\r\n'),
    ],
    [
      '200 until the end of the connection',
      'GET',
      answer(['HTTP/1.1 200 OK', 'content-type: text/plain', 'connection: close'], 'to the end'),
    ],
    [
      'HTML on a path that is no inference',
      'GET',
      sized(['HTTP/1.1 200 OK', 'content-type: text/html'], '<html></html>'),
    ],
    ['201', 'POST', sized(['HTTP/1.1 201 Created', 'content-type: application/json', 'location: /v1/files/1'], '{}')],
    ['204', 'DELETE', answer(['HTTP/1.1 204 No Content', 'x-a: b'])],
    [
      '206',
      'GET',
      sized(['HTTP/1.1 206 Partial Content', 'content-type: text/plain', 'content-range: bytes 0-1/9'], 'ab'),
    ],
    ['304', 'GET', answer(['HTTP/1.1 304 Not Modified', 'etag: "x"'])],
    [
      '304 without a body, that declares one',
      'GET',
      answer(['HTTP/1.1 304 Not Modified', 'etag: "x"', 'content-length: 99']),
    ],
    [
      'a redirect that leads nowhere',
      'GET',
      sized(['HTTP/1.1 300 Multiple Choices', 'content-type: text/plain'], 'many'),
    ],
    ['HEAD', 'HEAD', answer(['HTTP/1.1 200 OK', 'content-type: text/plain', 'content-length: 123'])],
    ['HEAD without a content type', 'HEAD', answer(['HTTP/1.1 200 OK', 'content-length: 123'])],
    [
      'HEAD that is refused',
      'HEAD',
      answer(['HTTP/1.1 403 Forbidden', 'content-type: text/plain', 'content-length: 9']),
    ],
    [
      '400',
      'POST',
      sized(
        ['HTTP/1.1 400 Bad Request', 'content-type: application/json'],
        '{"type":"error","error":{"type":"invalid_request_error","message":"no"}}',
      ),
    ],
    [
      '400 in gzip',
      'POST',
      sized(['HTTP/1.1 400 Bad Request', 'content-type: application/json', 'content-encoding: gzip'], gzip),
    ],
    [
      '402',
      'POST',
      sized(['HTTP/1.1 402 Payment Required', 'content-type: application/json'], '{"error":{"message":"pay"}}'),
    ],
    ['403 without a content type', 'POST', sized(['HTTP/1.1 403 Forbidden', 'x-why: permission'], 'you may not')],
    [
      '403 in chunks',
      'POST',
      answer(
        ['HTTP/1.1 403 Forbidden', 'content-type: text/plain', 'transfer-encoding: chunked'],
        '3\r\nyou\r\n8\r\n may not\r\n0\r\n\r\n',
      ),
    ],
    [
      '403 that is larger than is looked at',
      'POST',
      sized(['HTTP/1.1 403 Forbidden', 'content-type: text/plain'], 'no '.repeat(60_000)),
    ],
    [
      '404',
      'GET',
      sized(['HTTP/1.1 404 Not Found', 'content-type: application/json'], '{"error":{"message":"model: x"}}'),
    ],
    ['413', 'POST', sized(['HTTP/1.1 413 Payload Too Large', 'content-type: text/plain'], 'large')],
    [
      '429 that does not say how long',
      'POST',
      sized(['HTTP/1.1 429 Too Many Requests', 'content-type: application/json'], '{}'),
    ],
    [
      '429 that says too long',
      'POST',
      sized(['HTTP/1.1 429 Too Many Requests', 'content-type: application/json', 'retry-after: 86400'], '{}'),
    ],
    ['500', 'POST', sized(['HTTP/1.1 500 Internal Server Error', 'content-type: application/json'], '{}')],
    ['502 in HTML', 'POST', sized(['HTTP/1.1 502 Bad Gateway', 'content-type: text/html'], '<html>nginx</html>')],
    ['529', 'POST', sized(['HTTP/1.1 529 Overloaded', 'content-type: application/json', 'x-should-retry: true'], '{}')],
    ['a status that nobody knows', 'GET', sized(['HTTP/1.1 299 Odd', 'content-type: text/plain'], 'odd')],
    [
      'headers of every kind',
      'GET',
      sized(
        [
          'HTTP/1.1 200 OK',
          'content-type: a/b; c="d, e"',
          'set-cookie: a=1; Path=/',
          'Set-Cookie: b=2, 3',
          'vary: a',
          'Vary: b',
          'X-UPPER: Kept',
          'x-empty:',
          'x-latin: \xe4',
          'anthropic-ratelimit-requests-remaining: 7',
          'www-authenticate: Bearer realm="x", Basic',
          'server: cloudflare',
          'via: 1.1 google',
        ],
        'x',
      ),
    ],
  ])('of %s (%s) is the same with and without the gateway', async (_, method, bytes) => {
    await using pair = await between()
    const { world, upstream } = pair
    upstream.answer(bytes)
    const line = `${method} /v1/files?limit=1&after=%20a+b%2Fc`
    const headers = method === 'POST' ? ['content-length: 2'] : []
    const body = method === 'POST' ? '{}' : ''
    const direct = await rawExchange(upstream.port, lastingRequest(world, line, headers, body))
    const through = await rawExchange(world.gateway.port, lastingRequest(world, line, headers, body))
    expect(parse(through.bytes)).toEqual(parse(direct.bytes))
    expect(through.bytes.toString('latin1')).toMatch(/\r\nx-warmkey-exchange: [0-9a-f]{8}-1\r\n/i)
    expect(upstream.seen[1]?.head.target).toBe(upstream.seen[0]?.head.target ?? '')
    expect(world.gateway.heldBytes()).toBe(0)
  })

  test('of a status that no client can make is a failure all the same', async () => {
    await using pair = await between()
    pair.upstream.answer(sized(['HTTP/1.1 999 Denied'], 'no'))
    const { bytes } = await rawExchange(pair.world.gateway.port, lastingRequest(pair.world, 'GET /v1/files'))
    expect([parse(bytes).status, parse(bytes).body.toString()]).toEqual([999, 'no'])
  })
})

describe('a request', () => {
  const sent = (upstream: RawUpstream) => upstream.seen.at(-1)

  test.each(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    '%s arrives with its headers, and the credential alone is exchanged',
    async (method) => {
      await using pair = await between()
      const { world, upstream } = pair
      const headers = [
        'content-type: application/json; charset=utf-8',
        'anthropic-version: 2023-06-01',
        'anthropic-beta: one, two',
        'X-Custom: Kept As It Is',
        'x-twice: a',
        'x-twice: b',
        'x-latin: \xe4',
        'x-empty:',
        'accept: */*',
        'accept-encoding: gzip, br',
        'accept-language: de',
        'x-stainless-retry-count: 0',
        'x-forwarded-for: 10.0.0.1',
        'authorization: Bearer sk-ant-api03-of-the-caller',
        'api-key: of-the-caller',
        'x-goog-api-key: of-the-caller',
        'proxy-authorization: Basic of-the-caller',
        'cookie: session=of-the-caller',
        'te: trailers',
        'connection: x-hop',
        'x-hop: 1',
      ]
      const body = method === 'GET' || method === 'HEAD' ? '' : '{"a":1}'
      const length = body === '' ? [] : [`content-length: ${body.length}`]
      const line = `${method} /v1/a%2Fb/c;d=e?q=1&q=2&r=%c3%a4+x`
      const client = rawClient(world.gateway.port)
      client.send(Buffer.from(lastingRequest(world, line, [...headers, ...length], body), 'latin1'))
      await client.ended
      const { head, body: arrived } = sent(upstream) ?? {}
      expect([head?.method, head?.target]).toEqual([method, '/v1/a%2Fb/c;d=e?q=1&q=2&r=%c3%a4+x'])
      expect(arrived?.bytes?.toString() ?? '').toBe(body)
      const { host, connection, 'content-length': declared, ...rest } = head?.headers ?? {}
      expect(host).toBe(`127.0.0.1:${upstream.port}`)
      expect(Number(declared ?? 0)).toBe(body.length)
      expect(rest).toEqual({
        'content-type': 'application/json; charset=utf-8',
        'anthropic-version': '2023-06-01',
        'anthropic-beta': 'one, two',
        'x-custom': 'Kept As It Is',
        'x-twice': 'a, b',
        'x-latin': '\xe4',
        'x-empty': '',
        accept: '*/*',
        'accept-encoding': 'gzip, br',
        'accept-language': 'de',
        'x-stainless-retry-count': '0',
        'x-forwarded-for': '10.0.0.1',
        'user-agent': 'tool/1.0',
        'x-api-key': 'fake-key-1-0123456789abcdef',
      })
    },
  )

  test('of one who says nothing of himself gains no name of ours and no encoding that he cannot read', async () => {
    await using pair = await between()
    const { world, upstream } = pair
    const bare = `GET /v1/models HTTP/1.1\r\nhost: 127.0.0.1:${world.gateway.port}\r\nx-api-key: ${world.key}\r\nconnection: close\r\n\r\n`
    await rawExchange(world.gateway.port, bare)
    const { connection, host, ...rest } = sent(upstream)?.head.headers ?? {}
    expect(rest).toEqual({ accept: '*/*', 'user-agent': '', 'x-api-key': 'fake-key-1-0123456789abcdef' })
  })

  test('that expects a 100 gets it, and its body arrives', async () => {
    await using pair = await between()
    const { world, upstream } = pair
    const client = rawClient(world.gateway.port)
    client.send(lastingRequest(world, 'POST /v1/files', ['content-length: 5', 'expect: 100-continue']))
    await client.until((bytes) => bytes.includes('HTTP/1.1 100 Continue\r\n\r\n'))
    client.send('hello')
    await client.ended
    expect(sent(upstream)?.body.bytes?.toString()).toBe('hello')
    expect(sent(upstream)?.head.headers.expect).toBeUndefined()
  })

  test('behind another that is not answered yet ends the connection, and mixes nothing up', async () => {
    // The runtime does not pipeline (RFC 9112 section 9.3.2 lets a server close instead); clients ask again.
    await using pair = await between()
    const { world } = pair
    const client = rawClient(world.gateway.port)
    const keep = (line: string) => lastingRequest(world, line).replace('connection: close\r\n', '')
    client.send(keep('GET /v1/first') + keep('GET /v1/second'))
    await client.ended
    expect(client.text()).toBe('')
    const { bytes } = await rawExchange(world.gateway.port, lastingRequest(world, 'GET /v1/third'))
    expect(parse(bytes).status).toBe(200)
  })

  test('behind one that was answered goes on on the same connection', async () => {
    await using pair = await between()
    const { world, upstream } = pair
    const client = rawClient(world.gateway.port)
    client.send(lastingRequest(world, 'GET /v1/first').replace('connection: close\r\n', ''))
    await client.until((bytes) => bytes.toString('latin1').endsWith('ok'))
    client.send(lastingRequest(world, 'GET /v1/second'))
    await client.ended
    expect(upstream.seen.map(({ head }) => head.target)).toEqual(['/v1/first', '/v1/second'])
    expect(client.text().match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2)
  })
})
