import { afterAll, expect, test } from 'bun:test'
import { createServer } from 'node:net'
import { systemClock } from '../clock.ts'
import { createEndpoint, isUnsaid } from './endpoint.ts'

const asked: string[] = []
const server = Bun.serve({
  port: 0,
  hostname: '127.0.0.1',
  fetch(request) {
    asked.push(new URL(request.url).pathname)
    return new Response('x'.repeat(100_000), { status: 418, headers: { 'x-a': 'b' } })
  },
})
afterAll(() => server.stop(true))
const { signal } = new AbortController()
const endpointAt = (url: string, env: Record<string, string> = {}) =>
  createEndpoint({ url, place: null, trusted: true, env, clock: systemClock })
const question = { method: 'GET', path: '/v1/models', credentials: [] } as const

test('one question is asked once, and its answer is cut', async () => {
  const endpoint = endpointAt(`http://127.0.0.1:${server.port}/base/`)
  const answers = await Promise.all([endpoint.ask(question, signal), endpoint.ask(question, signal)])
  expect(asked).toEqual(['/base/v1/models'])
  for (const answer of answers) {
    if (isUnsaid(answer)) throw new Error(answer.fault)
    expect([answer.status, answer.headers.get('x-a'), answer.text.length]).toEqual([418, 'b', 65_536])
  }
})

test('an answer without an end is not listened to', async () => {
  const gone = Promise.withResolvers<void>()
  const endless = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: () =>
      new Response(
        new ReadableStream({
          pull: (stream) => stream.enqueue(new Uint8Array(16_384).fill(120)),
          cancel: gone.resolve,
        }),
      ),
  })
  const answer = await endpointAt(`http://127.0.0.1:${endless.port}`).ask(question, signal)
  await gone.promise
  expect(isUnsaid(answer) ? answer.fault : answer.text.length).toBe(65_536)
  await endless.stop(true)
})

test('nobody there, and somebody', async () => {
  const probe = createServer()
  const port = await new Promise<number>((resolve) =>
    probe.listen(0, '127.0.0.1', () => resolve((probe.address() as { port: number }).port)),
  )
  await new Promise((resolve) => probe.close(resolve))
  expect(await endpointAt(`http://127.0.0.1:${port}`).reach(signal)).toEqual({ fault: 'ECONNREFUSED' })
  expect(isUnsaid(await endpointAt(`http://127.0.0.1:${server.port}`).reach(signal))).toBe(false)
})

test('with a proxy on the way, that is what is reached', async () => {
  const endpoint = endpointAt('https://llm.corp.example', { HTTPS_PROXY: `http://127.0.0.1:${server.port}` })
  expect(endpoint.proxy).toBe(`http://127.0.0.1:${server.port}`)
  expect(isUnsaid(await endpoint.reach(signal))).toBe(false)
})

test('what is no address, and a proxy that cannot be used', () => {
  expect(endpointAt('llm.corp.example').parsed).toBeNull()
  expect(endpointAt('ftp://llm.corp.example').parsed).toBeNull()
  expect(endpointAt('https://llm.corp.example', { HTTPS_PROXY: 'socks5://127.0.0.1:1' }).proxy).toBeNull()
})

test('a name that no server knows, and one that everybody knows', async () => {
  expect(isUnsaid(await endpointAt('https://llm.invalid').resolve(signal))).toBe(true)
  expect(await endpointAt('http://127.0.0.1:1').resolve(signal)).toEqual(['127.0.0.1'])
})

test('an aborted look ends', async () => {
  const silent = createServer(() => {})
  const port = await new Promise<number>((resolve) =>
    silent.listen(0, '127.0.0.1', () => resolve((silent.address() as { port: number }).port)),
  )
  const controller = new AbortController()
  const answer = endpointAt(`http://127.0.0.1:${port}`).ask(question, controller.signal)
  controller.abort(Object.assign(new Error('enough'), { code: 'ABORTED' }))
  expect(await answer).toEqual({ fault: 'ABORTED' })
  silent.close()
})
