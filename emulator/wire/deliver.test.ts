import { afterEach, expect, test } from 'bun:test'
import { manualClock } from '../manual-clock.ts'
import { type Answer, render } from './answer.ts'
import { type Delivered, deliver, type Interruption } from './deliver.ts'
import { type Listener, listen } from './listener.ts'
import { type RawClient, rawClient } from './raw-client.ts'

const open: Listener[] = []
afterEach(() => {
  for (const listener of open.splice(0)) listener.close()
})

const clock = manualClock()
const whole: Answer = { status: 200, headers: [], body: Buffer.from('hello world'), close: true }
const wholeText = 'HTTP/1.1 200 OK\r\ncontent-length: 11\r\nconnection: close\r\n\r\nhello world'

/** A client that has asked, and how the delivery to it ends. */
function ask(answer: Answer, interruptions: readonly Interruption[]): { client: RawClient; how: Promise<Delivered> } {
  const { promise: how, resolve } = Promise.withResolvers<Delivered>()
  const listener = listen(
    { hostname: '127.0.0.1', port: 0, maxBodyBytes: 1024 },
    {
      async request(head, _, peer) {
        const delivered = await deliver(peer, render(answer, head), interruptions, clock)
        if (delivered === 'reset') peer.reset()
        else peer.end()
        resolve(delivered)
      },
      unfinished() {},
    },
  )
  open.push(listener)
  const client = rawClient(listener.port)
  client.send('GET / HTTP/1.1\r\nHost: h\r\n\r\n')
  return { client, how }
}

test('a response can end at any of its bytes', async () => {
  for (let at = 0; at <= wholeText.length; at += 1) {
    const { client, how } = ask(whole, [{ at, do: 'fin' }])
    expect(await client.ended).toBe('fin')
    expect(client.text()).toBe(wholeText.slice(0, at))
    expect(await how).toBe('fin')
  }
})

test('a connection can break at any byte of a response, and the bytes before it arrive', async () => {
  for (let at = 0; at <= wholeText.length; at += 1) {
    const { promise: until, resolve: release } = Promise.withResolvers<void>()
    const { client, how } = ask(whole, [
      { at, do: 'hold', until },
      { at, do: 'reset' },
    ])
    await client.until((bytes) => bytes.length === at)
    release()
    expect(await client.ended).toBe('reset')
    expect(client.text()).toBe(wholeText.slice(0, at))
    expect(await how).toBe('reset')
  }
})

test('a response stalls where it is told to, and goes on when it is released', async () => {
  const { promise: until, resolve: release } = Promise.withResolvers<void>()
  const { client, how } = ask(whole, [{ at: 5, of: 'body', do: 'hold', until }])
  await client.until((bytes) => bytes.toString().endsWith('\r\n\r\nhello'))
  release()
  expect(await client.ended).toBe('fin')
  expect(client.text()).toBe(wholeText)
  expect(await how).toBe('whole')
})

test('a pause goes by the clock', async () => {
  const { client } = ask(whole, [{ at: 0, do: 'pause', forMs: 60_000 }])
  while (clock.pending() === 0) await new Promise((resolve) => setImmediate(resolve))
  clock.advance(59_999)
  expect(clock.pending()).toBe(1)
  clock.advance(1)
  expect(await client.ended).toBe('fin')
  expect(client.text()).toBe(wholeText)
})

test('nobody holds an answer for a client that has gone', async () => {
  const { client, how } = ask(whole, [
    { at: 3, do: 'hold', until: new Promise(() => {}) },
    { at: 4, do: 'pause', forMs: 1 },
  ])
  await client.until((bytes) => bytes.length === 3)
  client.leave()
  expect(await how).toBe('gone')
  expect(clock.pending()).toBe(0)
})

async function* numbers() {
  for (const text of ['one', 'two', 'three', 'four']) yield Buffer.from(text)
}

test('a stream can end between its pieces', async () => {
  const { client } = ask({ status: 200, headers: [], body: numbers() }, [{ at: 2, of: 'pieces', do: 'fin' }])
  expect(await client.ended).toBe('fin')
  expect(client.text().split('\r\n\r\n')[1]).toBe('3\r\none\r\n3\r\ntwo\r\n')
})

test('interruptions come in the order of their bytes, whatever the order they are given in', async () => {
  const { client, how } = ask({ status: 200, headers: [], body: numbers(), framing: 'close' }, [
    { at: 7, of: 'body', do: 'fin' },
    { at: 1, of: 'body', do: 'hold', until: Promise.resolve() },
  ])
  expect(await client.ended).toBe('fin')
  expect(client.text()).toEndWith('\r\n\r\nonetwot')
  expect(await how).toBe('fin')
})

test.each(['fin', 'reset'] as const)(
  'a connection that was promised to stay ends behind the response (%s)',
  async (how) => {
    const { promise: until, resolve: release } = Promise.withResolvers<void>()
    const { client } = ask({ status: 200, headers: [], body: Buffer.from('ok') }, [
      { at: 'end', do: 'hold', until },
      { at: 'end', do: how },
    ])
    const text = 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: keep-alive\r\n\r\nok'
    await client.until((bytes) => bytes.toString() === text)
    release()
    expect(await client.ended).toBe(how)
    expect(client.text()).toBe(text)
  },
)
