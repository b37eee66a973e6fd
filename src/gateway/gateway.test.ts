import { describe, expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { openGatewayWorld } from '../../test/kit/gateway-world.ts'
import { asWarmkeyError } from '../errors.ts'
import { openGateway } from './gateway.ts'
import { createLocalKeys, openLocalKey } from './local-keys.ts'

const open = (over: Partial<Parameters<typeof openGateway>[0]> = {}) =>
  openGateway({ port: 0, keys: createLocalKeys(), upstreams: new Map(), clock: createFakeClock(), ...over })

describe('the address', () => {
  test('is loopback and any free port, unless it is told otherwise', async () => {
    const gateway = open()
    expect(gateway.url).toBe(`http://127.0.0.1:${gateway.port}`)
    expect(gateway.port).toBeGreaterThan(0)
    await gateway.close(true)
    const ofSix = open({ hostname: '::1' })
    expect(ofSix.url).toBe(`http://[::1]:${ofSix.port}`)
    expect((await fetch(ofSix.url)).status).toBe(401)
    await ofSix.close(true)
    const other = open({ hostname: '127.9.9.9' })
    expect((await fetch(other.url)).status).toBe(401)
    await other.close(true)
  })

  test('belongs to one gateway alone, and that is said in words', async () => {
    const gateway = open()
    const again = () => {
      try {
        return open({ port: gateway.port }).url
      } catch (thrown) {
        const { code, message } = asWarmkeyError(thrown)
        return `${code}: ${message}`
      }
    }
    expect(again()).toBe(`port-in-use: Port ${gateway.port} of 127.0.0.1 cannot be listened on.`)
    expect((await fetch(gateway.url)).status).toBe(401)
    await gateway.close(true)
    expect(again()).toBe(gateway.url)
  })

  test('of another machine is said in words', () => {
    const elsewhere = () => {
      try {
        return open({ hostname: '203.0.113.1' }).url
      } catch (thrown) {
        return asWarmkeyError(thrown).sentence
      }
    }
    expect(elsewhere()).toBe(
      'Port 0 of 203.0.113.1 cannot be listened on (EADDRNOTAVAIL). That address is none of this machine: correct `listen.hostname`.',
    )
  })

  test('answers to its own names and to those that were listed', async () => {
    const gateway = open({ hosts: ['Host.Docker.Internal:9276'] })
    const statusFor = async (host: string) => (await fetch(gateway.url, { headers: { host } })).status
    const { port } = gateway
    for (const host of [
      `127.0.0.1:${port}`,
      `localhost:${port}`,
      `LOCALHOST:${port}`,
      `[::1]:${port}`,
      'host.docker.internal:9276',
    ])
      expect([host, await statusFor(host)]).toEqual([host, 401])
    for (const host of [
      '127.0.0.1',
      'localhost',
      `localhost:${port}.evil.example`,
      'host.docker.internal',
      `0.0.0.0:${port}`,
    ])
      expect([host, await statusFor(host)]).toEqual([host, 421])
    await gateway.close(true)
  })
})

test('a sign of life is answered here, to anybody of this machine, and is no exchange', async () => {
  await using world = await openGatewayWorld()
  const asked = [
    await fetch(world.gateway.url, { method: 'HEAD' }),
    await fetch(`${world.gateway.url}/api/hello`),
    await fetch(`${world.gateway.url}/api/hello`, { method: 'HEAD' }),
  ]
  expect(asked.map(({ status }) => status)).toEqual([200, 200, 200])
  expect([world.emulator.seen, world.events, world.source.calls]).toEqual([[], [], 0])
})

test('every exchange has an id of its own, which is on its answer and in its events', async () => {
  await using world = await openGatewayWorld()
  world.emulator.accept('fake-key-1-0123456789abcdef')
  const ids = [await world.ask(), await world.ask(), await world.ask({ headers: { 'x-api-key': 'wrong' } })].map(
    ({ headers }) => headers.get('x-warmkey-exchange'),
  )
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-1$/)
  expect(ids[1]).toBe(ids[0]?.replace(/-1$/, '-2') ?? '')
  expect(ids[2]).toBeNull()
  const told = world.events.flatMap((event) => ('exchange' in event ? [event.exchange] : []))
  expect([...new Set(told)]).toEqual([ids[0] ?? '', ids[1] ?? ''])
})

test('a fault of our own is a 500 that says nothing more', async () => {
  const announce = () => {
    throw new TypeError('a listener that must not throw, with sk-ant-api03-made-up-0123456789 in its words')
  }
  const gateway = open({ announce })
  const response = await fetch(`${gateway.url}/v1/messages`, { method: 'POST' })
  expect([response.status, response.headers.get('x-warmkey-reason')]).toEqual([500, 'internal'])
  expect(await response.json()).toEqual({
    type: 'error',
    error: { type: 'api_error', message: 'warmkey: internal error' },
    request_id: null,
  })
  await gateway.close(true)
})

test('a key whose profile is gone is told so, with the status that stops a client', async () => {
  const keys = createLocalKeys()
  const key = openLocalKey(keys.issue({ profile: 'gone', kind: 'run' }))
  const gateway = open({ keys })
  const response = await fetch(`${gateway.url}/v1/messages`, { method: 'POST', headers: { 'x-api-key': key } })
  expect([response.status, response.headers.get('x-warmkey-reason')]).toEqual([424, 'profile-unknown'])
  await gateway.close(true)
})
