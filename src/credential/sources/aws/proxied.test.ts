import { expect, test } from 'bun:test'
import { proxiedHandler } from './proxied.ts'

test('a request goes out as the SDK made it, and no redirect is followed with a credential', async () => {
  const seen: unknown[] = []
  using server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    async fetch(request) {
      seen.push([
        request.method,
        request.url.replace(/^http:\/\/[^/]+/, ''),
        request.headers.get('x-one'),
        await request.text(),
      ])
      return new Response('moved', { status: 307, headers: { location: '/elsewhere', 'x-amzn-requestid': 'r1' } })
    },
  })
  const request = {
    method: 'POST',
    protocol: 'http:',
    hostname: '127.0.0.1',
    port: server.port,
    path: '/a%2Fb',
    query: { role: "it's (one)", list: ['1', '2'], none: null },
    headers: { 'x-one': '1' },
    body: 'text',
  }
  const { response } = await proxiedHandler.handle(request)
  expect(seen).toEqual([['POST', '/a%2Fb?role=it%27s%20%28one%29&list=1&list=2', '1', 'text']])
  expect(response).toMatchObject({ statusCode: 307, headers: { 'x-amzn-requestid': 'r1' } })
  expect(new TextDecoder().decode(response.body)).toBe('moved')
})

test('it ends when it is called off', async () => {
  using server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => new Promise<Response>(() => {}) })
  const controller = new AbortController()
  const request = { method: 'GET', protocol: 'http:', hostname: '127.0.0.1', port: server.port, path: '/', headers: {} }
  const asked = proxiedHandler.handle(request, { abortSignal: controller.signal }).then(
    () => 'answered',
    () => 'ended',
  )
  controller.abort()
  expect(await asked).toBe('ended')
})
