import { describe, expect, test } from 'bun:test'
import { createFakeClock } from '../../test/kit/fake-clock.ts'
import { minted, mintingSource, openGatewayWorld, question } from '../../test/kit/gateway-world.ts'
import { until } from '../../test/kit/until.ts'
import { messages } from './dialects/messages.ts'
import { openGateway } from './gateway.ts'
import { createLocalKeys, openLocalKey } from './local-keys.ts'
import { createPacer } from './pacer.ts'

const ask = (model: string) => JSON.stringify({ ...question, model })

describe('what renewal did not cure', () => {
  /** A world in which every model but one is refused as if the key had ended. */
  const stubborn = async () => {
    const clock = createFakeClock()
    const world = await openGatewayWorld({ clock, source: mintingSource() })
    for (const n of [1, 2, 3, 4]) world.emulator.accept(minted(n))
    expect((await world.ask()).status).toBe(200)
    await clock.advance(60_000)
    const refused = async (model: string, requests: number) => {
      world.emulator.script({ kind: 'wording', id: 'databricks-invalid-token' }, requests)
      const asked = world.ask({ body: ask(model) })
      if (requests > 1) {
        await until(() => clock.nextTimerMs === 500)
        await clock.advance(500)
      }
      expect((await asked).status).toBe(403)
    }
    return { ...world, clock, refused }
  }

  test('is remembered for that model, and another one has its own renewal', async () => {
    await using world = await stubborn()
    await world.refused('claude-opus-4-8', 3)
    expect(world.source.calls).toBe(2)
    await world.clock.advance(10_000)
    await world.refused('claude-opus-4-8', 1)
    expect(world.source.calls).toBe(2)
    await world.refused('claude-haiku-4-5', 3)
    expect(world.source.calls).toBe(3)
  })

  test('is remembered for its words, whatever ids and numbers stand in them', async () => {
    const clock = createFakeClock()
    await using world = await openGatewayWorld({ clock })
    world.emulator.accept(minted(1))
    world.emulator.accept(minted(2))
    expect((await world.ask()).status).toBe(200)
    await clock.advance(60_000)
    const said = (text: string) => ({ kind: 'response', status: 401, body: text }) as const
    world.emulator.script(said('go away (id 1234, req_abcDEF, 2026-01-01)'), 3)
    const first = world.ask()
    await until(() => clock.nextTimerMs === 500)
    await clock.advance(500)
    expect((await first).status).toBe(401)
    await clock.advance(10_000)
    world.emulator.script(said('go away (id 98, req_XYZ, 2027-02-02)'))
    expect((await world.ask()).status).toBe(401)
    expect([world.source.calls, world.emulator.seen.length]).toEqual([2, 5])
  })
})

test('many at once with a key that has ended are one call to the source', async () => {
  const source = mintingSource()
  await using world = await openGatewayWorld({ source })
  world.emulator.accept(minted(1))
  world.emulator.accept(minted(2))
  expect((await world.ask()).status).toBe(200)
  world.emulator.wording('expired', 'databricks-invalid-token')
  world.emulator.expire(minted(1))
  const statuses = await Promise.all(Array.from({ length: 50 }, async () => (await world.ask()).status))
  expect([new Set(statuses), source.calls]).toEqual([new Set([200]), 2])
  expect(world.gateway.heldBytes()).toBe(0)
})

test('a renewal that brings another kind of credential replaces the header as well', async () => {
  const source = mintingSource()
  const obtain = source.obtain
  source.obtain = async (signal) => ({ ...(await obtain(signal)), kind: source.calls === 1 ? 'bearer' : 'api-key' })
  await using world = await openGatewayWorld({ source, upstream: { header: 'both' } })
  world.emulator.accept(minted(1))
  world.emulator.accept(minted(2))
  world.emulator.script({ kind: 'genuine' })
  expect((await world.ask()).status).toBe(200)
  world.emulator.script({ kind: 'wording', id: 'databricks-invalid-token' })
  expect((await world.ask()).status).toBe(200)
  expect(world.emulator.seen.map(({ credentials }) => credentials.map(({ header }) => header))).toEqual([
    ['authorization'],
    ['authorization'],
    ['x-api-key'],
  ])
})

test('the clock of the upstream is learned from good answers alone', async () => {
  const dates: (string | null)[] = []
  const skew = { skewMs: 0, observe: (date: string | null) => void dates.push(date) }
  const clock = createFakeClock(Date.UTC(2026, 5, 1))
  await using world = await openGatewayWorld({ clock, upstream: { skew } })
  world.emulator.accept(minted(1))
  world.emulator.script({ kind: 'wording', id: 'anthropic-no-permission' })
  world.emulator.script({ kind: 'error', status: 500, type: 'api_error', message: 'no' })
  for (let each = 0; each < 3; each++) await (await world.ask()).text()
  expect(dates).toEqual(['Mon, 01 Jun 2026 00:00:00 GMT'])
})

test('nobody has to listen', async () => {
  await using world = await openGatewayWorld()
  world.emulator.accept(minted(1))
  const keys = createLocalKeys()
  const key = openLocalKey(keys.issue({ profile: 'work', kind: 'run' }))
  const clock = createFakeClock()
  const upstream = {
    profile: 'work',
    base: world.emulator.url,
    dialect: messages,
    header: 'x-api-key',
    keeper: world.keeper,
    skew: null,
    pacer: createPacer(clock),
    rules: { renewOn: [], denyOn: [] },
    models: null,
    proxy: false,
    tls: null,
  } as const
  const gateway = openGateway({ port: 0, keys, upstreams: new Map([['work', upstream]]), clock })
  const headers = { 'x-api-key': key, 'anthropic-version': '2023-06-01', 'content-type': 'application/json' }
  const response = await fetch(`${gateway.url}/v1/messages`, { method: 'POST', headers, body: ask('claude-sonnet-5') })
  expect(response.status).toBe(200)
  await gateway.close(true)
})
