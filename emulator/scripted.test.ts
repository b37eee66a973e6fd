import { afterEach, describe, expect, test } from 'bun:test'
import { gunzipSync } from 'node:zlib'
import { captured } from './captured/index.ts'
import { type Emulator, startEmulator } from './emulator.ts'
import { manualClock } from './manual-clock.ts'
import { type ScriptedAnswer, script } from './scripted.ts'
import { messagesRequest, rawClient, rawExchange } from './wire/raw-client.ts'

const emulators: Emulator[] = []
afterEach(async () => {
  for (const emulator of emulators.splice(0)) await emulator.close()
})

async function start(...answers: ScriptedAnswer[]): Promise<Emulator> {
  const emulator = await startEmulator({ clock: manualClock(Date.parse('2026-11-21T12:00:00Z')) })
  emulators.push(emulator)
  emulator.accept('sk-ant-test-good')
  for (const answer of answers) emulator.script(answer)
  return emulator
}

/** What comes to a request, byte for byte, with its ids made alike. */
async function answered(answer: ScriptedAnswer): Promise<{ text: string; ending: string }> {
  const { port } = await start(answer)
  const { bytes, ending } = await rawExchange(port, messagesRequest())
  return { text: bytes.toString('latin1').replace(/req_01\w{22}/g, 'req_x'), ending }
}
const date = 'date: Sat, 21 Nov 2026 12:00:00 GMT'
const common = `${date}\r\nrequest-id: req_x\r\nvia: 1.1 google\r\nserver: cloudflare`
const response = (...lines: string[]) => lines.join('\r\n')

describe('answers that are known beforehand', () => {
  test.each<[string, ScriptedAnswer, string]>([
    [
      'a limit, with when to come again',
      { kind: 'rate-limited', retryAfterSeconds: 7 },
      response(
        'HTTP/1.1 429 Too Many Requests',
        'content-type: application/json',
        'retry-after: 7',
        'anthropic-ratelimit-requests-limit: 50',
        'anthropic-ratelimit-requests-remaining: 0',
        'anthropic-ratelimit-requests-reset: 2026-11-21T12:00:07Z',
        common,
        'content-length: 157',
        'connection: close',
        '',
        '{"type":"error","error":{"type":"rate_limit_error","message":"This request would exceed your account\'s rate limit. Please try again later."},"request_id":"req_x"}',
      ),
    ],
    [
      'an overload',
      { kind: 'overloaded' },
      response(
        'HTTP/1.1 529 Overloaded',
        'content-type: application/json',
        common,
        'content-length: 122',
        'connection: close',
        '',
        '{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_x"}',
      ),
    ],
    [
      'an error of any status, with what a client is told about trying again',
      { kind: 'error', status: 402, type: 'billing_error', message: 'no', retryAfterSeconds: 1, shouldRetry: false },
      response(
        'HTTP/1.1 402 Payment Required',
        'content-type: application/json',
        'retry-after: 1',
        'x-should-retry: false',
        common,
        'content-length: 111',
        'connection: close',
        '',
        '{"type":"error","error":{"type":"billing_error","message":"no"},"request_id":"req_x"}',
      ),
    ],
    [
      'a sign-in page that says 200',
      { kind: 'html', title: 'Portal' },
      response(
        'HTTP/1.1 200 OK',
        'content-type: text/html; charset=utf-8',
        date,
        'content-length: 146',
        'connection: close',
        '',
        '<!doctype html>\n<html><head><title>Portal</title></head><body><form method="post" action="/login"><h1>Portal</h1></form></body></html>\n',
      ),
    ],
    [
      'a redirect to a login',
      { kind: 'redirect', to: 'https://login.example/start' },
      response(
        'HTTP/1.1 302 Found',
        'location: https://login.example/start',
        date,
        'content-length: 0',
        'connection: close',
        '',
        '',
      ),
    ],
    [
      'any response, headers in their order and repeated ones apart',
      {
        kind: 'response',
        status: 503,
        headers: [
          ['X-B', '1'],
          ['Set-Cookie', 'a=1'],
          ['Set-Cookie', 'b=2'],
        ],
        body: 'down',
      },
      response(
        'HTTP/1.1 503 Service Unavailable',
        'X-B: 1',
        'Set-Cookie: a=1',
        'Set-Cookie: b=2',
        date,
        'content-length: 4',
        'connection: close',
        '',
        'down',
      ),
    ],
    [
      'a response in chunks',
      { kind: 'response', status: 200, headers: { a: 'b' }, body: 'down', framing: 'chunked' },
      response(
        'HTTP/1.1 200 OK',
        'a: b',
        date,
        'transfer-encoding: chunked',
        'connection: close',
        '',
        '4',
        'down',
        '0',
        '',
        '',
      ),
    ],
    [
      'a content-length that promises too much',
      { kind: 'response', status: 200, body: 'down', contentLength: 400 },
      response('HTTP/1.1 200 OK', date, 'content-length: 400', '', 'down'),
    ],
    [
      'a content-length that promises too little',
      { kind: 'response', status: 200, body: 'down', contentLength: 2 },
      response('HTTP/1.1 200 OK', date, 'content-length: 2', '', 'down'),
    ],
    ['bytes that are no HTTP', { kind: 'bytes', bytes: 'SSH-2.0-OpenSSH_9.9\r\n' }, 'SSH-2.0-OpenSSH_9.9\r\n'],
    ['nothing at all', { kind: 'hang-up', how: 'fin' }, ''],
  ])('%s', async (_, answer, expected) => {
    const { text, ending } = await answered(answer)
    // Lengths were counted with real ids, which are 24 letters longer than the one that stands for them here.
    expect(text.replace(/content-length: \d+/, '')).toBe(expected.replace(/content-length: \d+/, ''))
    expect(ending).toBe('fin')
  })

  test('a connection that breaks without a byte', async () => {
    expect(await answered({ kind: 'hang-up', how: 'reset' })).toEqual({ text: '', ending: 'reset' })
  })

  test('compressed errors are the same once they are unpacked', async () => {
    const { port } = await start({ kind: 'wording', id: 'databricks-invalid-token', gzip: true })
    const { bytes } = await rawExchange(port, messagesRequest())
    const at = bytes.indexOf('\r\n\r\n')
    expect(bytes.toString('latin1', 0, at)).toContain('\r\ncontent-encoding: gzip\r\n')
    expect(gunzipSync(bytes.subarray(at + 4)).toString()).toBe('{"error_code":403,"message":"Invalid Token"}')
  })
})

test.each(captured)('the wording $id goes out as it was captured', async ({ id, status, headers, body }) => {
  const emulator = await start({ kind: 'wording', id })
  const { bytes } = await rawExchange(emulator.port, messagesRequest())
  const [head = '', text = ''] = bytes.toString('utf8').split('\r\n\r\n', 2)
  expect(head).toStartWith(`HTTP/1.1 ${status} `)
  for (const [name, value] of Object.entries(headers)) expect(head).toContain(`\r\n${name}: ${value}\r\n`)
  expect(text).toBe(body.replaceAll('{request-id}', emulator.seen[0]?.requestId ?? ''))
  expect(head).toContain(`\r\nrequest-id: ${emulator.seen[0]?.requestId}\r\n`)
})

describe('streams', () => {
  const streaming = messagesRequest(
    {},
    {
      model: 'claude-sonnet-5',
      max_tokens: 9,
      stream: true,
      messages: [{ role: 'user', content: 'hi' }],
    },
  )
  const types = (text: string) => [...text.matchAll(/^event: (.*)$/gm)].map(([, type]) => type)

  test('a stream says an error after so many deltas, and ends in order', async () => {
    const { port } = await start({ kind: 'stream', deltas: 9, error: { afterDeltas: 2 } })
    const { bytes, ending } = await rawExchange(port, streaming)
    expect(types(bytes.toString())).toEqual([
      'message_start',
      'content_block_start',
      'ping',
      'content_block_delta',
      'content_block_delta',
      'error',
    ])
    expect(bytes.toString()).toContain(
      'data: {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}\n\n',
    )
    expect(bytes.toString()).toEndWith('\r\n0\r\n\r\n')
    expect(ending).toBe('fin')
  })

  test('a stream breaks off between two deltas, and its end is not told', async () => {
    const { port } = await start({ kind: 'stream', interruptions: [{ at: 3, of: 'pieces', do: 'fin' }] })
    const { bytes } = await rawExchange(port, streaming)
    expect(types(bytes.toString()).slice(3)).toEqual(['content_block_delta', 'content_block_delta'])
    expect(bytes.toString()).not.toContain('\r\n0\r\n')
  })

  test('a paced stream follows the clock', async () => {
    const clock = manualClock()
    const emulator = await startEmulator({ clock })
    emulators.push(emulator)
    emulator.script({ kind: 'stream', deltas: 3, everyMs: 200 })
    const client = rawClient(emulator.port)
    client.send(streaming)
    for (let count = 0; count < 3; count += 1) {
      await client.until((bytes) => types(bytes.toString()).length === 3 + count)
      while (clock.pending() === 0) await new Promise((resolve) => setImmediate(resolve))
      clock.advance(200)
    }
    expect(await client.ended).toBe('fin')
    expect(types(client.text()).slice(-4)).toEqual([
      'content_block_delta',
      'content_block_stop',
      'message_delta',
      'message_stop',
    ])
  })

  test('a test decides when each delta goes', async () => {
    const gates = Array.from({ length: 2 }, () => Promise.withResolvers<void>())
    const { port } = await start({ kind: 'stream', deltas: 2, beforeDelta: (index) => gates[index]?.promise })
    const client = rawClient(port)
    client.send(streaming)
    await client.until((bytes) => types(bytes.toString()).length === 3)
    gates[0]?.resolve()
    await client.until((bytes) => types(bytes.toString()).length === 4)
    gates[1]?.resolve()
    expect(await client.ended).toBe('fin')
  })
})

test('a genuine answer can be cut, and is then what it would have been up to there', async () => {
  const emulator = await start({ kind: 'genuine', interruptions: [{ at: 40, of: 'body', do: 'fin' }] })
  const cut = await rawExchange(emulator.port, messagesRequest())
  const [head = '', body = ''] = cut.bytes.toString().split('\r\n\r\n', 2)
  expect(body).toMatch(/^\{"id":"msg_01\w{22}","ty$/)
  expect(head).toStartWith('HTTP/1.1 200 OK\r\n')
  expect(cut.ending).toBe('fin')
})

test('a genuine answer looks at the credential, every other one does not', async () => {
  const emulator = await start({ kind: 'genuine' }, { kind: 'stream' })
  const refused = await rawExchange(emulator.port, messagesRequest({ 'x-api-key': 'sk-ant-test-bad' }))
  expect(refused.bytes.toString()).toStartWith('HTTP/1.1 401 ')
  const streamed = await rawExchange(emulator.port, messagesRequest({ 'x-api-key': 'sk-ant-test-bad' }))
  expect(streamed.bytes.toString()).toStartWith('HTTP/1.1 200 ')
})

test('an answer can be for other requests than inference', async () => {
  const emulator = await start()
  emulator.script({ kind: 'html' }, 1, ({ path }) => path.startsWith('/v1/models'))
  expect((await rawExchange(emulator.port, messagesRequest())).bytes.toString()).toStartWith('HTTP/1.1 200 ')
  const models = await fetch(`${emulator.url}/v1/models?limit=1000`)
  expect([models.status, models.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
})

test('unless they say otherwise, scripted answers are for inference alone', async () => {
  const emulator = await start({ kind: 'overloaded' })
  const hello = await fetch(`${emulator.url}/api/hello`)
  expect([hello.status, await hello.text()]).toEqual([200, '{"message":"hello"}'])
  const models = await fetch(`${emulator.url}/v1/models`, {
    headers: { 'x-api-key': 'sk-ant-test-good', 'anthropic-version': '2023-06-01' },
  })
  expect(models.status).toBe(200)
  expect((await rawExchange(emulator.port, messagesRequest())).bytes.toString()).toStartWith('HTTP/1.1 529 ')
})

test('bytes may leave the connection open for the next request', async () => {
  const reply = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok'
  const emulator = await start({ kind: 'bytes', bytes: reply, keepOpen: true }, { kind: 'overloaded' })
  const client = rawClient(emulator.port)
  client.send(messagesRequest({ connection: 'keep-alive' }))
  await client.until((bytes) => bytes.toString() === reply)
  client.send(messagesRequest())
  expect(await client.ended).toBe('fin')
  expect(client.text()).toStartWith(`${reply}HTTP/1.1 529 `)
  expect(emulator.seen.map(({ status, connection }) => [status, connection])).toEqual([
    [200, 1],
    [529, 1],
  ])
})

test('counted answers come in their order, then the newest standing one, then none', () => {
  const answers = script()
  const all = () => true
  const request = { method: 'POST', path: '/v1/messages', model: 'claude-haiku-4-5' }
  answers.add({ kind: 'redirect', to: '/' }, Infinity, all)
  answers.add({ kind: 'html' }, Infinity, all)
  answers.add({ kind: 'rate-limited', retryAfterSeconds: 1 }, Infinity, ({ model }) => model === 'claude-sonnet-5')
  answers.add({ kind: 'overloaded' }, 2, all)
  answers.add({ kind: 'stream' }, 1, ({ path }) => path === '/v1/models')
  answers.add({ kind: 'genuine' }, 1, all)
  const kinds = Array.from({ length: 5 }, () => answers.next(request)?.kind)
  expect(kinds).toEqual(['overloaded', 'overloaded', 'genuine', 'html', 'html'])
  expect(answers.next({ ...request, path: '/v1/models' })?.kind).toBe('stream')
  expect(answers.next({ ...request, model: 'claude-sonnet-5' })?.kind).toBe('rate-limited')
  answers.clear()
  expect(answers.next(request)).toBeNull()
})
