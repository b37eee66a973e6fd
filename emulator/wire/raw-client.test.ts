import { expect, test } from 'bun:test'
import net from 'node:net'
import { type Ending, messagesRequest, rawClient, rawExchange } from './raw-client.ts'

/** Sends two bytes to whoever connects, and ends as told once the client has spoken. */
function server(how: (socket: net.Socket) => void): Promise<net.Server> {
  return new Promise((resolve) => {
    const listening = net.createServer((socket) => {
      socket.on('error', () => {})
      socket.once('data', () => how(socket))
    })
    listening.listen(0, '127.0.0.1', () => resolve(listening))
  })
}
const portOf = (listening: net.Server) => (listening.address() as net.AddressInfo).port

test.each<[Ending, (socket: net.Socket) => void, string]>([
  ['fin', (socket) => socket.end('ab'), 'ab'],
  ['reset', (socket) => socket.resetAndDestroy(), ''],
])('it tells a %s', async (ending, how, text) => {
  const listening = await server(how)
  const got = await rawExchange(portOf(listening), 'go')
  expect([got.bytes.toString(), got.ending]).toEqual([text, ending])
  listening.close()
})

test('who waits for bytes that never come is told what came instead', async () => {
  const listening = await server((socket) => socket.end('ab'))
  const client = rawClient(portOf(listening))
  client.send('go')
  await expect(client.until((bytes) => bytes.length === 3)).rejects.toThrow('The connection ended (fin) after: ab')
  listening.close()
})

test('a request is complete unless a header is replaced or dropped', () => {
  expect(messagesRequest({ 'x-api-key': null, 'content-length': '5' }, 'x')).toBe(
    'POST /v1/messages HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n' +
      'anthropic-version: 2023-06-01\r\ncontent-length: 5\r\nconnection: close\r\n\r\nx',
  )
})
