import { expect, test } from 'bun:test'
import { createServer } from 'node:net'
import { startConnectProxy } from '../../../test/kit/connect-proxy.ts'
import { systemClock } from '../../clock.ts'
import { httpPortBeside, likelyPorts } from './http-ports.ts'

const asking = { clock: systemClock, signal: new AbortController().signal }

test('the ports that programs have by default', () => {
  expect(likelyPorts(7891)[1]).toBe(7890)
  expect(likelyPorts(7890)[0]).toBe(7890)
  expect(likelyPorts(1080)).toContain(1081)
  expect(likelyPorts(1080)).toContain(8118)
  expect(likelyPorts(10808)).toContain(10809)
  expect(likelyPorts(65_535)).not.toContain(65_536)
})

test('the one that answers CONNECT is found, and one that is a web server is not', async () => {
  await using proxy = await startConnectProxy()
  const target = createServer((socket) => socket.destroy())
  await new Promise<void>((resolve) => target.listen(0, '127.0.0.1', resolve))
  const address = target.address()
  const at = `127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`
  expect(await httpPortBeside('127.0.0.1', proxy.port + 1, at, asking)).toBe(proxy.port)
  using web = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('', { status: 404 }) })
  expect(await httpPortBeside('127.0.0.1', web.port ?? 0, at, asking)).not.toBe(web.port ?? 0)
  target.close()
})
