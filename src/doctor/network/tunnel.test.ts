import { expect, test } from 'bun:test'
import { createServer } from 'node:net'
import { startConnectProxy } from '../../../test/kit/connect-proxy.ts'
import { openTunnel } from './tunnel.ts'

const { signal } = new AbortController()

async function answering(text: string): Promise<AsyncDisposable & { readonly url: URL }> {
  const server = createServer((socket) => socket.once('data', () => socket.end(text)))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const address = server.address()
  return {
    url: new URL(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`),
    [Symbol.asyncDispose]: () => new Promise((resolve) => void server.close(() => resolve())),
  }
}

test('a tunnel carries bytes, and name and password are sent decoded', async () => {
  await using proxy = await startConnectProxy()
  await using server = await answering('good day')
  const socket = await openTunnel(new URL(`http://bob:p%40ss@127.0.0.1:${proxy.port}`), server.url.host, signal)
  const { promise, resolve } = Promise.withResolvers<string>()
  socket.on('data', (chunk) => resolve(String(chunk)))
  socket.resume()
  socket.write('hello')
  expect(await promise).toBe('good day')
  expect(proxy.asked).toEqual([`bob:p@ss@${server.url.host}`])
  socket.destroy()
})

test('a password with a lone % goes as it is', async () => {
  await using proxy = await startConnectProxy()
  await using server = await answering('')
  const socket = await openTunnel(new URL(`http://bob:100%@127.0.0.1:${proxy.port}`), server.url.host, signal)
  expect(proxy.asked).toEqual([`bob:100%@${server.url.host}`])
  socket.destroy()
})

test('what a proxy says instead is the code of the error', async () => {
  for (const [text, code] of [
    ['HTTP/1.1 407 Proxy Authentication Required\r\n\r\n', 'PROXY_407'],
    ['HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n', 'PROXY_403'],
    ['SSH-2.0-OpenSSH_9.2\r\n\r\n', 'PROXY_ANSWER'],
    ['', 'PROXY_RESET'],
  ] as const) {
    await using proxy = await answering(text)
    expect(await openTunnel(proxy.url, 'llm.example:443', signal).catch((error) => error.code)).toBe(code)
  }
})

test('an aborted question ends', async () => {
  const controller = new AbortController()
  await using proxy = await answering('')
  const asked = openTunnel(proxy.url, 'llm.example:443', controller.signal)
  controller.abort(new Error('enough'))
  expect(await asked.catch((error) => error.message)).toBe('enough')
})

test('how it wants to be signed in to, and the title of its page', async () => {
  const detailOf = async (text: string) => {
    await using proxy = await answering(text)
    return await openTunnel(proxy.url, 'llm.example:443', signal).catch((error) => error.detail)
  }
  const ways = 'Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM\r\n'
  expect(await detailOf(`HTTP/1.1 407 No\r\n${ways}\r\n`)).toBe('Negotiate, NTLM')
  expect(await detailOf('HTTP/1.1 403 No\r\n\r\n<html><title>Web Filter</title>')).toBe('Web Filter')
})

test('a proxy that takes the question and says nothing is told from one that is not there', async () => {
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const controller = new AbortController()
  const url = new URL(`http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`)
  silent.on('connection', (socket) => socket.on('data', () => controller.abort(new Error('late'))))
  expect(await openTunnel(url, 'llm.example:443', controller.signal).catch((error) => error.code)).toBe('PROXY_SILENT')
  silent.close()
})
