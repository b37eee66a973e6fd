import { afterEach, describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Anthropic, { APIError } from '@anthropic-ai/sdk'
import { type Emulator, type EmulatorOptions, startEmulator } from './emulator.ts'
import { fingerprint } from './journal.ts'
import { manualClock } from './manual-clock.ts'
import { greeting, messagesRequest, rawClient, rawExchange } from './wire/raw-client.ts'

const good = 'sk-ant-test-good'
const emulators: Emulator[] = []
afterEach(async () => {
  for (const emulator of emulators.splice(0)) await emulator.close()
})

async function start(options?: EmulatorOptions): Promise<Emulator> {
  const emulator = await startEmulator(options)
  emulators.push(emulator)
  emulator.accept(good)
  return emulator
}

const client = (emulator: Emulator, options: { apiKey?: string | null; authToken?: string | null } = {}) =>
  new Anthropic({ baseURL: emulator.url, apiKey: good, maxRetries: 0, ...options })

async function refusal(call: PromiseLike<unknown>): Promise<[number | undefined, string]> {
  try {
    await call
  } catch (thrown) {
    if (thrown instanceof APIError) return [thrown.status, thrown.apiMessage ?? '']
    throw thrown
  }
  throw new Error('It was answered.')
}

const ask = { model: 'claude-sonnet-5', max_tokens: 64, messages: [{ role: 'user' as const, content: 'good day' }] }

describe('the official SDK', () => {
  test('is answered as a whole', async () => {
    const emulator = await start()
    const message = await client(emulator).messages.create(ask)
    expect(message.content).toMatchObject([{ type: 'text', text: 'You said: good day' }])
    expect(message._request_id ?? '').toBe(emulator.seen[0]?.requestId ?? 'none')
  })

  test('is answered in a stream, with and without betas', async () => {
    const emulator = await start()
    const message = await client(emulator).messages.stream(ask).finalMessage()
    expect(message.content).toMatchObject([{ type: 'text', text: 'You said: good day' }])
    expect(message.usage.output_tokens).toBe(4)
    const beta = client(emulator).beta.messages.stream({ ...ask, betas: ['context-management-2025-06-27'] })
    expect((await beta.finalMessage()).stop_reason).toBe('end_turn')
    expect(emulator.seen[1]?.headers['anthropic-beta']).toBe('context-management-2025-06-27')
  })

  test('is answered where it asks with ?beta=true, as older ones and Claude Code do', async () => {
    const emulator = await start()
    const raw = messagesRequest().replace('/v1/messages', '/v1/messages?beta=true')
    expect((await rawExchange(emulator.port, raw)).bytes.toString()).toStartWith('HTTP/1.1 200 OK\r\n')
  })

  test('counts tokens and lists models', async () => {
    const emulator = await start({ models: ['claude-a', 'claude-b', 'claude-c'] })
    const { max_tokens: _, ...question } = { ...ask, model: 'claude-a' }
    const { input_tokens: inputTokens } = await client(emulator).messages.countTokens(question)
    expect(inputTokens).toBeGreaterThan(10)
    const ids: string[] = []
    for await (const { id } of client(emulator).models.list({ limit: 2 })) ids.push(id)
    expect(ids).toEqual(['claude-a', 'claude-b', 'claude-c'])
    expect((await client(emulator).models.retrieve('claude-b')).id).toBe('claude-b')
    expect(await refusal(client(emulator).models.retrieve('claude-d'))).toEqual([404, 'model: claude-d'])
  })

  test('is answered in gzip where the emulator compresses, errors included', async () => {
    const emulator = await start({ compress: true })
    expect((await client(emulator).messages.create(ask)).content).toMatchObject([{ text: 'You said: good day' }])
    expect(await refusal(client(emulator, { apiKey: 'bad' }).messages.create(ask))).toEqual([
      401,
      'Invalid bearer token',
    ])
    const packed = await rawExchange(
      emulator.port,
      messagesRequest({ 'accept-encoding': 'br, gzip', 'x-api-key': 'bad' }),
    )
    expect(packed.bytes.toString('latin1')).toContain('\r\ncontent-encoding: gzip\r\n')
    const plain = await rawExchange(emulator.port, messagesRequest({ 'accept-encoding': 'br', 'x-api-key': 'bad' }))
    expect(plain.bytes.toString('latin1')).not.toContain('content-encoding')
  })

  test('is told the limits, and to wait when they are used up', async () => {
    const emulator = await start({ clock: manualClock(), limits: { requestsPerMinute: 1 } })
    const { response } = await client(emulator).messages.create(ask).withResponse()
    expect(response.headers.get('anthropic-ratelimit-requests-remaining')).toBe('0')
    expect(response.headers.get('anthropic-ratelimit-requests-reset')).toBe('2026-11-21T12:01:00Z')
    expect(response.headers.get('anthropic-organization-id')).toMatch(/^[0-9a-f-]{36}$/)
    const limited = await fetch(`${emulator.url}/v1/messages`, {
      method: 'POST',
      headers: { 'x-api-key': good, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' },
      body: JSON.stringify(ask),
    })
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '60'])
  })
})

describe('credentials', () => {
  test('live, die and are rotated by the clock', async () => {
    const clock = manualClock()
    const emulator = await start({ clock })
    emulator.accept('one', { lifeMs: 1000 })
    const one = client(emulator, { apiKey: null, authToken: 'one' })
    const two = client(emulator, { apiKey: null, authToken: 'two' })
    await one.messages.create(ask)
    emulator.rotate('one', 'two', 100)
    await one.messages.create(ask)
    clock.advance(100)
    expect(await refusal(one.messages.create(ask))).toEqual([
      401,
      'OAuth token has expired. Please obtain a new token or refresh your existing token.',
    ])
    await two.messages.create(ask)
    emulator.revoke('two')
    expect(await refusal(two.messages.create(ask))).toEqual([
      403,
      'OAuth token has been revoked. Please obtain a new token.',
    ])
    emulator.forget('two')
    expect(await refusal(two.messages.create(ask))).toEqual([401, 'Invalid bearer token'])
  })

  test('may be good for some models alone', async () => {
    const emulator = await start()
    emulator.accept('some', { permissions: { models: ['claude-haiku-4-5'] } })
    const some = client(emulator, { apiKey: 'some' })
    await some.messages.create({ ...ask, model: 'claude-haiku-4-5' })
    expect(await refusal(some.messages.create(ask))).toEqual([
      403,
      'Your API key does not have permission to use the specified resource.',
    ])
  })

  test('are refused in the words that were chosen', async () => {
    const emulator = await start()
    emulator.expire(good)
    emulator.wording('expired', 'databricks-invalid-token')
    const { bytes } = await rawExchange(emulator.port, messagesRequest())
    expect(bytes.toString()).toStartWith('HTTP/1.1 403 Forbidden\r\ncontent-type: application/json\r\n')
    expect(bytes.toString()).toEndWith('\r\n\r\n{"error_code":403,"message":"Invalid Token"}')
    expect(() => emulator.wording('expired', 'nonsense')).toThrow('There is no wording "nonsense"')
  })
})

describe('what was seen', () => {
  test('a request, with the digest of its body and no credential', async () => {
    const clock = manualClock()
    const emulator = await start({ clock })
    await rawExchange(emulator.port, messagesRequest())
    const body = JSON.stringify(greeting)
    const print = fingerprint(good)
    expect(emulator.seen).toEqual([
      {
        method: 'POST',
        path: '/v1/messages',
        headers: {
          host: 'localhost',
          'content-type': 'application/json',
          'anthropic-version': '2023-06-01',
          'x-api-key': `[${print}]`,
          'content-length': String(body.length),
          connection: 'close',
        },
        headerLines: expect.any(Array),
        credentials: [{ header: 'x-api-key', fingerprint: print }],
        bodyBytes: body.length,
        bodySha256: createHash('sha256').update(body).digest('hex'),
        model: 'claude-sonnet-5',
        status: 200,
        requestId: expect.stringMatching(/^req_01\w{22}$/),
        finished: true,
        atMs: clock.nowMs(),
        connection: 1,
      },
    ])
    emulator.clearSeen()
    expect(emulator.seen).toEqual([])
  })

  test('a client that goes away before its answer', async () => {
    const emulator = await start()
    emulator.script({ kind: 'genuine', interruptions: [{ at: 0, do: 'hold', until: new Promise(() => {}) }] })
    const raw = rawClient(emulator.port)
    raw.send(messagesRequest())
    await emulator.when((seen) => seen.length === 1)
    raw.leave()
    await emulator.when(([first]) => first?.aborted === true)
    expect(emulator.seen).toMatchObject([{ finished: false, status: 200 }])
    expect(emulator.connections()).toBe(0)
  })

  test('a client that goes away in the middle of a stream', async () => {
    const emulator = await start({ clock: manualClock() })
    emulator.script({ kind: 'stream', everyMs: 1000 })
    const stream = client(emulator).messages.stream(ask)
    stream.on('streamEvent', () => stream.abort())
    await stream.done().catch(() => {})
    await emulator.when(([first]) => first?.aborted === true)
  })

  test('a client that goes away before its request is whole', async () => {
    const emulator = await start()
    const raw = rawClient(emulator.port)
    raw.send(messagesRequest({ 'content-length': '5000' }))
    raw.leave()
    await emulator.when(([first]) => first?.aborted === true)
    expect(emulator.seen).toMatchObject([{ status: null, finished: false, bodyBytes: JSON.stringify(greeting).length }])
  })

  test('an answer that was cut on purpose is finished, not broken off', async () => {
    const emulator = await start()
    emulator.script({ kind: 'genuine', interruptions: [{ at: 10, do: 'reset' }] })
    emulator.script({ kind: 'hang-up', how: 'reset' })
    emulator.script({ kind: 'genuine', interruptions: [{ at: 10, do: 'fin' }] })
    const endings: string[] = []
    for (let count = 0; count < 3; count += 1) {
      endings.push((await rawExchange(emulator.port, messagesRequest())).ending)
    }
    expect(endings).toEqual(['reset', 'reset', 'fin'])
    expect(emulator.seen.map(({ finished, aborted }) => [finished, aborted])).toEqual([
      [true, undefined],
      [true, undefined],
      [true, undefined],
    ])
  })

  test('who waits when it is closed is told so', async () => {
    const emulator = await start()
    const waiting = emulator.when(() => false)
    await emulator.close()
    await expect(waiting).rejects.toThrow('The emulator was closed')
  })
})

describe('connections', () => {
  const keep = { connection: 'keep-alive' }

  test('are dropped when a test says so, and new ones are taken', async () => {
    const emulator = await start()
    for (const how of ['fin', 'reset'] as const) {
      const idle = rawClient(emulator.port)
      idle.send(messagesRequest(keep))
      await idle.until((bytes) => bytes.toString().endsWith('}'))
      emulator.dropConnections(how)
      expect(await idle.ended).toBe(how)
    }
    expect(emulator.seen.map(({ finished, aborted }) => [finished, aborted])).toEqual([
      [true, undefined],
      [true, undefined],
    ])
  })

  test('are gone after closing, and another emulator can take the port', async () => {
    const first = await start()
    const { port } = first
    await first.close()
    await expect(fetch(first.url)).rejects.toThrow()
    const second = await start({ port })
    expect((await fetch(second.url)).status).toBe(200)
  })

  test('speak TLS with the key that was given', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'emulator-'))
    const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
    const make = 'req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj /CN=localhost'
    const args = [...make.split(' '), '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', keyFile, '-out', certFile]
    const made = Bun.spawn(['openssl', ...args], { stderr: 'ignore' })
    expect(await made.exited).toBe(0)
    const [key, cert] = [await Bun.file(keyFile).text(), await Bun.file(certFile).text()]
    await rm(folder, { recursive: true })

    const emulator = await start({ tls: { key, cert } })
    expect(emulator.url).toStartWith('https://')
    await expect(fetch(emulator.url)).rejects.toThrow()
    const answer = await fetch(`${emulator.url}/api/hello`, { tls: { ca: cert } })
    expect(await answer.json()).toEqual({ message: 'hello' })
  })
})

test('who listens is told of each request once, when it is over, with what a refusal said', async () => {
  const over: string[] = []
  const emulator = await start({
    onOver: ({ method, status, refusal, malformed, aborted }) =>
      over.push([method, status, refusal ?? malformed ?? (aborted ? 'gone' : 'fine')].join(' ')),
  })
  await client(emulator).messages.create(ask)
  await rawExchange(emulator.port, messagesRequest({ 'x-api-key': 'bad' }))
  await rawExchange(emulator.port, 'nonsense\r\n\r\n')
  emulator.script({ kind: 'hang-up', how: 'fin' })
  await rawExchange(emulator.port, messagesRequest())
  emulator.script({ kind: 'stream', beforeDelta: () => new Promise(() => {}) })
  const leaving = rawClient(emulator.port)
  leaving.send(messagesRequest({}, { ...greeting, stream: true }))
  await emulator.when((seen) => seen.length === 5)
  leaving.leave()
  await emulator.when((seen) => seen[4]?.aborted === true)
  expect(over).toEqual([
    'POST 200 fine',
    'POST 401 invalid x-api-key',
    ' 400 the request line is malformed',
    'POST  fine',
    'POST 200 gone',
  ])
})
