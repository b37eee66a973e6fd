import { describe, expect, test } from 'bun:test'
import { rawExchange } from '../../emulator/wire/raw-client.ts'
import { createLocalKeys, openLocalKey } from '../../src/gateway/local-keys.ts'
import {
  type GatewayWorld,
  type GatewayWorldOptions,
  minted,
  openGatewayWorld,
  question,
} from '../kit/gateway-world.ts'
import { until } from '../kit/until.ts'

const foreignKey = openLocalKey(createLocalKeys().issue({ profile: 'work', kind: 'lasting' }))
const body = JSON.stringify(question)

async function opened(options: GatewayWorldOptions = {}): Promise<GatewayWorld> {
  const world = await openGatewayWorld(options)
  world.emulator.accept(minted(1))
  return world
}

/** What nobody without a key may ever read, whatever he sends. */
function leaks(text: string, world: GatewayWorld): string[] {
  const secrets = [world.key, world.lasting, minted(1), foreignKey, world.emulator.url]
  const ours = [
    /\n\s+at /,
    /\bat (?:async )?[\w.]+ \(/,
    /\.ts\b/,
    /node_modules/,
    /\/src\//,
    /TypeError|RangeError/,
    /bun/i,
  ]
  return [...secrets.filter((secret) => text.includes(secret)), ...ours.filter((mark) => mark.test(text)).map(String)]
}

type Headers = Readonly<Record<string, string | null>>
const bytesOf = (line: string, headers: Headers, content = '') =>
  `${line} HTTP/1.1\r\n${Object.entries(headers)
    .flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}\r\n`]))
    .join('')}\r\n${content}`

/** Sends a request that would be answered but for what `over` changes; gives its status line and reason. */
async function attack(world: GatewayWorld, over: Headers, line = 'POST /v1/messages'): Promise<string> {
  const usual = {
    host: `127.0.0.1:${world.gateway.port}`,
    'x-api-key': world.key,
    'anthropic-version': '2023-06-01',
    'content-type': 'application/json',
    'content-length': String(body.length),
    connection: 'close',
  }
  const bytes = Buffer.from(bytesOf(line, { ...usual, ...over }, body), 'latin1')
  const client = world.connect()
  client.send(bytes)
  // After CONNECT the runtime keeps the connection; what it says is all there is.
  await Promise.race([
    client.ended,
    client.until((got) => /\r\n\r\n\{.*\}$/s.test(got.toString('latin1'))).catch(() => {}),
  ])
  client.reset()
  const text = client.text()
  expect(leaks(text, world)).toEqual([])
  const reason = /\r\nx-warmkey-reason: (\S+)/i.exec(text)?.[1] ?? ''
  return `${/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 'nothing'} ${reason}`.trim()
}

describe('nothing reaches the upstream, and nothing is told,', () => {
  test.each<[string, Headers, string]>([
    ['without a key', { 'x-api-key': null }, '401 caller-unknown'],
    ['with a key of another gateway', { 'x-api-key': foreignKey }, '401 caller-unknown'],
    ['with it as a Bearer', { 'x-api-key': null, authorization: `Bearer ${foreignKey}` }, '401 caller-unknown'],
    ['with the key of the upstream', { 'x-api-key': minted(1) }, '401 caller-unknown'],
    ['with the key in a header that is not for it', { 'x-api-key': null, 'api-key': foreignKey }, '401 caller-unknown'],
    ['with a login', { 'x-api-key': null, authorization: 'Bearer sk-ant-oat01-fake' }, '401 subscription-login'],
    ['under the name of an attacker', { host: 'evil.example' }, '421 host-refused'],
    ['under his name with our port', { host: 'evil.example:9276' }, '421 host-refused'],
    ['under no name', { host: '' }, '421 host-refused'],
    ['from a page', { origin: 'https://evil.example' }, '403 origin-refused'],
    ['from a page that hides', { origin: 'null' }, '403 origin-refused'],
  ])('%s', async (_, over, wanted) => {
    await using world = await opened()
    expect(await attack(world, over)).toBe(wanted)
    expect([world.emulator.seen, world.source.calls]).toEqual([[], 0])
    expect(await attack(world, {})).toBe('200')
  })

  test('under two names', async () => {
    await using world = await opened()
    const host = `127.0.0.1:${world.gateway.port}`
    for (const hosts of [`host: ${host}\r\nhost: evil.example\r\n`, `host: evil.example\r\nhost: ${host}\r\n`]) {
      const { bytes } = await rawExchange(
        world.gateway.port,
        `GET /v1/models HTTP/1.1\r\n${hosts}x-api-key: ${world.key}\r\nconnection: close\r\n\r\n`,
      )
      expect(bytes.toString()).toStartWith('HTTP/1.1 421 ')
    }
    expect(world.emulator.seen).toEqual([])
  })

  test('in HTTP/1.0 without a name, and with one it works', async () => {
    await using world = await opened()
    const head = `GET /v1/models HTTP/1.0\r\nx-api-key: ${world.key}\r\nanthropic-version: 2023-06-01\r\n`
    expect((await rawExchange(world.gateway.port, `${head}\r\n`)).bytes.toString()).toStartWith('HTTP/1.1 421 ')
    expect(world.emulator.seen).toEqual([])
    const named = `${head}host: 127.0.0.1:${world.gateway.port}\r\n\r\n`
    expect((await rawExchange(world.gateway.port, named)).bytes.toString()).toStartWith('HTTP/1.1 200 ')
  })

  test.each([
    ['CONNECT', 'CONNECT api.example:443'],
    ['CONNECT to ourselves', 'CONNECT 127.0.0.1:80'],
    ['TRACE', 'TRACE /v1/messages'],
  ])('by %s', async (_, line) => {
    await using world = await opened()
    expect(await attack(world, { 'content-length': '0' }, line)).toBe('405 method-refused')
    expect(world.emulator.seen).toEqual([])
  })

  test('by a page that asks first', async () => {
    await using world = await opened()
    const preflight = {
      origin: 'https://evil.example',
      'access-control-request-method': 'POST',
      'x-api-key': null,
      'content-length': '0',
    }
    expect(await attack(world, preflight, 'OPTIONS /v1/messages')).toBe('403 origin-refused')
    const { bytes } = await rawExchange(
      world.gateway.port,
      bytesOf('OPTIONS /v1/messages', {
        host: `127.0.0.1:${world.gateway.port}`,
        connection: 'close',
        origin: 'https://evil.example',
      }),
    )
    expect(bytes.toString().toLowerCase()).not.toContain('access-control')
  })
})

describe('a path', () => {
  test.each([
    '/v1/files',
    '/v1/messages/batches',
    '/v1/organizations/api_keys',
    '/v1/models/../files',
    '/v1/models/%2e%2e/files',
    '/v1/models/..%2ffiles',
    '/v1/models/..\\files',
    '/v1/models/%2E%2e\\files',
    '/v1/messages/',
    '//v1/messages',
    '/V1/MESSAGES',
    '/v1/messages;x',
    '/v1/messages%00',
    '/',
  ])('%s is closed to the key of a run', async (path) => {
    await using world = await opened()
    // What is left of it when the dots are gone is judged, and that is what would be sent.
    expect(await attack(world, {}, `POST ${path}`)).toBe(path.includes('%2f') ? '400 path-refused' : '404 path-refused')
    expect(world.emulator.seen).toEqual([])
  })

  test.each([
    ['/../../admin', '/base/admin'],
    ['/%2e%2e/%2e%2e/admin', '/base/admin'],
    ['/..\\..\\admin', '/base/admin'],
    ['/v1/./models/../x', '/base/v1/x'],
    ['//evil.example/v1/models', '/base//evil.example/v1/models'],
    ['/v1/@evil.example/', '/base/v1/@evil.example/'],
    ['/http://evil.example/', '/base/http://evil.example/'],
    ['/a#fragment', '/base/a'],
    ['http://evil.example/v1/models', '/base/v1/models'],
    ['http://evil.example/../../admin', '/base/admin'],
  ])('%s stays under the base path, whoever asks, and goes to nobody else', async (path, wanted) => {
    await using world = await opened()
    const upstream = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch: (request) => new Response(new URL(request.url).pathname),
    })
    await using based = await openGatewayWorld({ upstream: { base: `http://127.0.0.1:${upstream.port}/base` } })
    const head = { host: `127.0.0.1:${based.gateway.port}`, 'x-api-key': based.lasting, connection: 'close' }
    const { bytes } = await rawExchange(based.gateway.port, bytesOf(`GET ${path}`, head))
    expect(bytes.toString().split('\r\n\r\n')[1]).toBe(wanted)
    expect(world.emulator.seen).toEqual([])
    await upstream.stop(true)
  })

  test.each(['/v1/file%2ename', '/v1/a%5cb', '/v1/a%5C..'])(
    '%s, which a server might read in another way, is refused',
    async (path) => {
      await using world = await opened()
      expect(await attack(world, { 'x-api-key': world.lasting }, `POST ${path}`)).toBe('400 path-refused')
      expect(world.emulator.seen).toEqual([])
    },
  )
})

describe('bytes that two servers could read in two ways', () => {
  const chunk = `${body.length.toString(16)}\r\n${body}\r\n`
  const table: readonly (readonly [string, readonly string[], string])[] = [
    ['both lengths', ['content-length: 5', 'transfer-encoding: chunked'], '0\r\n\r\n'],
    ['both, the other way round', ['transfer-encoding: chunked', 'content-length: 5'], '0\r\n\r\n'],
    ['two lengths', ['content-length: 5', 'content-length: 6'], 'hello!'],
    ['a list of lengths', ['content-length: 5, 5'], 'hello'],
    ['a length with a sign', ['content-length: +5'], 'hello'],
    ['a negative length', ['content-length: -5'], 'hello'],
    ['a length in hex', ['content-length: 0x5'], 'hello'],
    ['a length beyond all numbers', ['content-length: 99999999999999999999'], 'hello'],
    ['an empty length', ['content-length:'], 'hello'],
    ['a blank before the colon', ['content-length : 5'], 'hello'],
    ['a folded line', ['x-a: b\r\n c', 'content-length: 0'], ''],
    ['a NUL in a value', ['x-a: b\0c', 'content-length: 0'], ''],
    ['a NUL in a name', ['x\0a: b', 'content-length: 0'], ''],
    ['a bare line feed', ['x-a: b\ntransfer-encoding: chunked', 'content-length: 5'], 'hello'],
    ['a bare carriage return', ['x-a: b\rc', 'content-length: 0'], ''],
    ['another transfer coding', ['transfer-encoding: xchunked'], '0\r\n\r\n'],
    ['two transfer codings', ['transfer-encoding: chunked, identity'], '0\r\n\r\n'],
    ['a transfer coding twice', ['transfer-encoding: chunked', 'transfer-encoding: identity'], '0\r\n\r\n'],
    ['a chunk size that is none', ['transfer-encoding: chunked'], `zz\r\n${body}\r\n0\r\n\r\n`],
    ['a negative chunk size', ['transfer-encoding: chunked'], `-5\r\n${body}\r\n0\r\n\r\n`],
    ['a chunk size beyond all numbers', ['transfer-encoding: chunked'], `ffffffffffffffff1\r\n${body}\r\n0\r\n\r\n`],
    ['chunk sizes with bare line feeds', ['transfer-encoding: chunked'], chunk.replaceAll('\r\n', '\n')],
    ['a chunk longer than it says', ['transfer-encoding: chunked'], '5\r\nhelloXX0\r\n\r\n'],
    ['a header of 17 KB', [`x-a: ${'a'.repeat(17_000)}`, 'content-length: 0'], ''],
    ['a thousand headers', Array.from({ length: 1_000 }, (_, at) => `x-${at}: y`), ''],
  ]

  test.each(table)('%s: refused, and what follows is not taken for a request', async (_, headers, content) => {
    await using world = await opened()
    const usual = [`host: 127.0.0.1:${world.gateway.port}`, `x-api-key: ${world.key}`, 'anthropic-version: 2023-06-01']
    const smuggled = `GET /v1/models/smuggled HTTP/1.1\r\n${usual.join('\r\n')}\r\n\r\n`
    const bytes = `POST /v1/messages HTTP/1.1\r\n${[...usual, ...headers].join('\r\n')}\r\n\r\n${content}${smuggled}`
    const { bytes: answer } = await rawExchange(world.gateway.port, Buffer.from(bytes, 'latin1'))
    expect(answer.toString('latin1')).toMatch(/^HTTP\/1\.1 4(00|31) [A-Za-z ]+\r\nConnection: close\r\n\r\n$/)
    expect(world.emulator.seen).toEqual([])
    expect(world.gateway.heldBytes()).toBe(0)
    expect((await world.ask()).status).toBe(200)
  })

  test('chunk extensions and the same length twice are read as the standard says', async () => {
    await using world = await opened()
    const own = {
      host: `127.0.0.1:${world.gateway.port}`,
      'x-api-key': world.key,
      'anthropic-version': '2023-06-01',
      'content-type': 'application/json',
      connection: 'close',
    }
    const extended = bytesOf(
      'POST /v1/messages',
      { ...own, 'transfer-encoding': 'chunked' },
      `${chunk.replace('\r\n', ';a="b"\r\n')}0;c\r\n\r\n`,
    )
    const twice = bytesOf(
      'POST /v1/messages',
      { ...own, 'content-length': `${body.length}\r\ncontent-length: ${body.length}` },
      body,
    )
    for (const bytes of [extended, twice])
      expect((await rawExchange(world.gateway.port, bytes)).bytes.toString()).toStartWith('HTTP/1.1 200 OK')
    expect(new Set(world.emulator.seen.map(({ bodySha256 }) => bodySha256)).size).toBe(1)
  })

  test('the body of a request that was refused is not the next request', async () => {
    await using world = await opened()
    const host = `127.0.0.1:${world.gateway.port}`
    const smuggled = bytesOf('GET /v1/models/smuggled', {
      host,
      'x-api-key': world.key,
      'anthropic-version': '2023-06-01',
    })
    const client = world.connect()
    client.send(bytesOf('POST /v1/messages', { host, 'content-length': String(smuggled.length) }, smuggled))
    await client.until((bytes) => bytes.includes('"request_id":null}'))
    client.send(
      bytesOf('GET /v1/models', {
        host,
        'x-api-key': world.key,
        'anthropic-version': '2023-06-01',
        connection: 'close',
      }),
    )
    await client.ended
    expect(client.text().match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 401', 'HTTP/1.1 200'])
    expect(world.emulator.seen.map(({ path }) => path)).toEqual(['/v1/models'])
  })

  test('what is no HTTP is told nothing, and methods that nobody knows end the connection', async () => {
    await using world = await opened()
    const head = `host: 127.0.0.1:${world.gateway.port}\r\nx-api-key: ${world.key}\r\n\r\n`
    const said: string[] = []
    for (const bytes of [
      '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
      'GET /\r\n\r\n',
      `FOO / HTTP/1.1\r\n${head}`,
      `GET / HTTP/9.9\r\n${head}`,
    ]) {
      const { bytes: answer } = await rawExchange(world.gateway.port, Buffer.from(bytes, 'latin1'))
      said.push(answer.toString('latin1').split(' ', 2)[1] ?? 'nothing')
      expect(leaks(answer.toString('latin1'), world)).toEqual([])
    }
    expect(said).toEqual(['400', '505', 'nothing', '505'])
    expect(world.emulator.seen).toEqual([])
  })
})

describe('those who take their time', () => {
  test('before, in and after the head, or in the body, keep nobody waiting', async () => {
    await using world = await opened()
    const whole = world.request()
    const head = whole.slice(0, whole.indexOf('\r\n\r\n') + 4)
    const slow = Array.from({ length: 40 }, (_, at) => {
      const client = world.connect()
      client.send(['', 'POST', head.slice(0, -2), head, `${head}{"mod`][at % 5] || 'P')
      return client
    })
    await until(() => world.gateway.heldBytes() > 0)
    for (let each = 0; each < 20; each++) expect((await world.ask()).status).toBe(200)
    for (const client of slow) client.reset()
    await until(() => world.gateway.heldBytes() === 0)
  })
})

describe('another user of this machine', () => {
  test('reaches the port, and without a key gets nothing', async () => {
    await using world = await opened()
    const script = `
      const [port, pid] = [process.argv[1], process.argv[2]]
      const { readFileSync } = require('node:fs')
      const read = (path) => { try { return readFileSync(path, 'latin1') } catch (error) { return error.code } }
      fetch('http://127.0.0.1:' + port + '/v1/messages', { method: 'POST', body: '{}', headers: { 'x-api-key': 'wk-guess' } })
        .then(async (response) => console.log(JSON.stringify({ uid: process.getuid(), status: response.status,
          text: await response.text(), seen: read('/proc/' + pid + '/environ') + read('/proc/' + pid + '/cmdline') })))`
    const asNobody = process.getuid?.() === 0 ? ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups'] : []
    // The runtime of this checkout may lie where another user cannot go; any that he has will do.
    const child = Bun.spawn([...asNobody, 'node', '-e', script, String(world.gateway.port), String(process.pid)], {
      env: { PATH: process.env.PATH ?? '', HOME: '/nonexistent' },
      cwd: '/',
      stdout: 'pipe',
      stderr: 'pipe',
    })
    const out = await child.stdout.text()
    expect([await child.exited, await child.stderr.text()]).toEqual([0, ''])
    const { uid, status, text, seen } = JSON.parse(out) as { uid: number; status: number; text: string; seen: string }
    expect([uid, status]).toEqual([asNobody.length > 0 ? 65_534 : (process.getuid?.() ?? 0), 401])
    expect(leaks(text, world)).toEqual([])
    for (const secret of [world.key, world.lasting, minted(1)]) expect(seen).not.toContain(secret)
    expect(world.emulator.seen).toEqual([])
  })
})

describe('the credentials of a caller', () => {
  test('never reach the upstream, under any name that is known for them', async () => {
    await using world = await opened()
    const own = 'sk-ant-api03-of-the-caller'
    const names = ['authorization', 'api-key', 'x-goog-api-key', 'proxy-authorization', 'cookie']
    for (const name of names) {
      const response = await world.ask({ headers: { [name]: name === 'authorization' ? `Bearer ${own}` : own } })
      expect(response.status).toBe(200)
    }
    expect((await world.ask({ headers: { 'x-api-key': own, authorization: `Bearer ${world.key}` } })).status).toBe(200)
    for (const { credentials, headerLines } of world.emulator.seen) {
      expect(credentials.map(({ header }) => header)).toEqual(['x-api-key'])
      expect(JSON.stringify(headerLines)).not.toContain('of-the-caller')
      expect(JSON.stringify(headerLines)).not.toContain(world.key)
    }
  })

  test('nor in the header of its own that an upstream has', async () => {
    await using world = await opened({ upstream: { header: 'x-corp-token' } })
    world.emulator.script({ kind: 'response', status: 200, body: '{}' })
    await world.ask({ headers: { 'x-corp-token': 'of-the-caller' } })
    expect(world.emulator.seen[0]?.headers['x-corp-token']).toBe(minted(1))
    expect(world.emulator.seen[0]?.headers['x-api-key']).toBeUndefined()
  })
})
