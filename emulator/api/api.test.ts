import { afterEach, describe, expect, test } from 'bun:test'
import { type Emulator, type EmulatorOptions, startEmulator } from '../emulator.ts'
import { messagesRequest, rawExchange } from '../wire/raw-client.ts'

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

const ask = { model: 'claude-sonnet-5', max_tokens: 64, messages: [{ role: 'user' as const, content: 'good day' }] }

describe('what the API refuses', () => {
  const version = { 'anthropic-version': '2023-06-01' }
  const json = { 'content-type': 'application/json' }
  const key = { 'x-api-key': good }
  const all = { ...version, ...json, ...key }
  test.each<[string, string, Record<string, string>, unknown, number, string, string]>([
    ['GET /nowhere', 'no such path', {}, null, 404, 'not_found_error', 'Not Found'],
    ['GET /v1/messages', 'the wrong method', all, null, 405, 'invalid_request_error', 'Method Not Allowed'],
    [
      'POST /v1/messages',
      'no credential',
      { ...version, ...json },
      ask,
      401,
      'authentication_error',
      'x-api-key header is required',
    ],
    [
      'POST /v1/messages',
      'an unknown key',
      { ...all, 'x-api-key': 'bad' },
      ask,
      401,
      'authentication_error',
      'invalid x-api-key',
    ],
    [
      'POST /v1/messages',
      'an unknown token',
      { ...version, ...json, authorization: 'Bearer bad' },
      ask,
      401,
      'authentication_error',
      'Invalid bearer token',
    ],
    [
      'POST /v1/messages',
      'two credentials that differ',
      { ...all, authorization: 'Bearer bad' },
      ask,
      401,
      'authentication_error',
      'Authorization and x-api-key carry credentials that differ',
    ],
    [
      'POST /v1/messages',
      'no version',
      { ...json, ...key },
      ask,
      400,
      'invalid_request_error',
      'anthropic-version: header is required',
    ],
    [
      'GET /v1/models',
      'no version on a list',
      key,
      null,
      400,
      'invalid_request_error',
      'anthropic-version: header is required',
    ],
    [
      'POST /v1/messages',
      'another content type',
      { ...all, 'content-type': 'text/plain' },
      ask,
      400,
      'invalid_request_error',
      'content-type: must be application/json',
    ],
    [
      'POST /v1/messages',
      'no max_tokens',
      all,
      { ...ask, max_tokens: undefined },
      400,
      'invalid_request_error',
      'max_tokens: Field required',
    ],
    [
      'POST /v1/messages',
      'a model that is none',
      all,
      { ...ask, model: 'gpt-5' },
      404,
      'not_found_error',
      'model: gpt-5',
    ],
    [
      'POST /v1/messages/count_tokens',
      'a model that is none, also for counting',
      all,
      { model: 'gpt-5', messages: ask.messages },
      404,
      'not_found_error',
      'model: gpt-5',
    ],
    [
      'POST /v1/messages',
      'a body in an unknown encoding',
      { ...all, 'content-encoding': 'zstd' },
      ask,
      400,
      'invalid_request_error',
      'content-encoding: "zstd" is not supported',
    ],
  ])('%s with %s', async (line, _, headers, body, status, type, message) => {
    const emulator = await start()
    const [method = '', path = ''] = line.split(' ')
    const answer = await fetch(emulator.url + path, {
      method,
      headers,
      ...(body === null ? {} : { body: JSON.stringify(body) }),
    })
    const requestId = answer.headers.get('request-id')
    expect(requestId).toBe(emulator.seen[0]?.requestId ?? 'none')
    expect({ status: answer.status, body: await answer.json() }).toEqual({
      status,
      body: { type: 'error', error: expect.objectContaining({ type, message }), request_id: requestId },
    })
  })

  test('a body over the limit, in the words of the edge', async () => {
    const emulator = await start({ maxBodyBytes: 1000 })
    const { bytes } = await rawExchange(emulator.port, messagesRequest({}, 'x'.repeat(1001)))
    expect(bytes.toString()).toStartWith('HTTP/1.1 413 Payload Too Large\r\n')
    expect(bytes.toString()).toEndWith(
      '\r\n\r\n{"error":{"type":"request_too_large","message":"Request exceeds the maximum size"}}',
    )
    expect(emulator.seen).toMatchObject([{ status: 413, bodyBytes: 1001 }])
  })

  test('bytes that are no HTTP', async () => {
    const emulator = await start()
    const smuggled = messagesRequest({ 'transfer-encoding': 'chunked' })
    const { bytes, ending } = await rawExchange(emulator.port, smuggled)
    expect(bytes.toString()).toContain('both Content-Length and Transfer-Encoding are given')
    expect(ending).toBe('fin')
    expect(emulator.seen).toMatchObject([
      { status: 400, malformed: 'both Content-Length and Transfer-Encoding are given' },
    ])
  })

  test('nothing, of HEAD / and /api/hello, with no credential', async () => {
    const emulator = await start()
    const answers = await Promise.all([
      fetch(emulator.url, { method: 'HEAD' }),
      fetch(`${emulator.url}/api/hello`, { method: 'HEAD' }),
      fetch(`${emulator.url}/api/hello`),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
  })
})
