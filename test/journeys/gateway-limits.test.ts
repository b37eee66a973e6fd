import { describe, expect, test } from 'bun:test'
import { createFakeClock, type FakeClock } from '../kit/fake-clock.ts'
import {
  type GatewayWorld,
  type GatewayWorldOptions,
  minted,
  openGatewayWorld,
  question,
} from '../kit/gateway-world.ts'
import { until } from '../kit/until.ts'

async function limited(options: GatewayWorldOptions = {}): Promise<GatewayWorld & { clock: FakeClock }> {
  const clock = createFakeClock()
  const world = await openGatewayWorld({ clock, ...options })
  world.emulator.accept(minted(1))
  expect((await world.ask()).status).toBe(200)
  world.emulator.clearSeen()
  return { ...world, clock }
}

/** A request that says its name, so that the upstream's journal tells the order. */
const named = (world: GatewayWorld, name: string) => world.ask({ headers: { 'x-name': name } })
const namesSeen = ({ emulator }: GatewayWorld) => emulator.seen.map(({ headers }) => headers['x-name'])
const count = (world: GatewayWorld, step: string) => world.steps().filter((one) => one === step).length

/** Sends requests one after another, each when the one before has been announced. */
async function inOrder(world: GatewayWorld, names: readonly string[]): Promise<Promise<Response>[]> {
  const asked: Promise<Response>[] = []
  for (const name of names) {
    const before = count(world, 'request')
    asked.push(named(world, name))
    await until(() => count(world, 'request') > before)
  }
  return asked
}

describe('a limit that says how long', () => {
  test.each<[string, Parameters<GatewayWorld['emulator']['script']>[0]]>([
    ['429', { kind: 'rate-limited', retryAfterSeconds: 20 }],
    ['529', { kind: 'error', status: 529, type: 'overloaded_error', message: 'Overloaded', retryAfterSeconds: 20 }],
    [
      '429 in milliseconds',
      { kind: 'response', status: 429, headers: { 'retry-after-ms': '20000', 'retry-after': '1' }, body: '{}' },
    ],
  ])('(%s) is waited for, and the request is then answered', async (_, answer) => {
    await using world = await limited()
    world.emulator.script(answer)
    const asked = world.ask()
    await until(() => world.steps().includes('paced 20000'))
    expect(world.emulator.seen).toHaveLength(1)
    await world.clock.advance(19_999)
    expect(world.emulator.seen).toHaveLength(1)
    await world.clock.advance(1)
    expect((await asked).status).toBe(200)
    expect(world.emulator.seen.map(({ bodySha256 }) => bodySha256)).toHaveLength(2)
    expect(world.emulator.seen[0]?.bodySha256).toBe(world.emulator.seen[1]?.bodySha256 ?? '')
    expect(world.gateway.heldBytes()).toBe(0)
  })

  test('holds the others as well, and all leave in the order in which they came', async () => {
    await using world = await limited({ limits: { minGapMs: 10 } })
    world.emulator.script({ kind: 'rate-limited', retryAfterSeconds: 5 })
    await world.clock.advance(1_000)
    const asked = await inOrder(world, ['first'])
    await until(() => world.steps().includes('paced 5000'))
    asked.push(...(await inOrder(world, ['second', 'third', 'fourth'])))
    expect(namesSeen(world)).toEqual(['first'])
    await world.clock.advance(5_000)
    for (const answered of [2, 3, 4, 5]) {
      await until(() => world.emulator.seen.length === answered)
      await world.clock.advance(10)
    }
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(namesSeen(world)).toEqual(['first', 'first', 'second', 'third', 'fourth'])
  })

  test('met by several at once sends them again in the order in which they came', async () => {
    await using world = await limited({ limits: { minGapMs: 10 } })
    const release = ['first', 'second', 'third'].map(() => Promise.withResolvers<void>())
    for (const { promise } of release) {
      const interruptions = [{ at: 0, do: 'hold', until: promise }] as const
      world.emulator.script({ kind: 'rate-limited', retryAfterSeconds: 5, interruptions })
    }
    const asked: Promise<Response>[] = []
    for (const name of ['first', 'second', 'third']) {
      await world.clock.advance(10)
      asked.push(...(await inOrder(world, [name])))
      await until(() => namesSeen(world).at(-1) === name)
    }
    // The refusals come back in another order than the requests went out.
    for (const place of [1, 2, 0]) {
      const before = count(world, 'paced 5000')
      release[place]?.resolve()
      await until(() => count(world, 'paced 5000') > before)
    }
    await world.clock.advance(5_000)
    for (const answered of [4, 5, 6]) {
      await until(() => world.emulator.seen.length === answered)
      await world.clock.advance(10)
    }
    expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200, 200])
    expect(namesSeen(world).slice(3)).toEqual(['first', 'second', 'third'])
  })

  test('and lasts longer than a client waits is its own to hear, at once, and holds nobody else', async () => {
    await using world = await limited()
    world.emulator.script({ kind: 'rate-limited', retryAfterSeconds: 101 })
    const response = await world.ask()
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '101'])
    expect(response.headers.get('x-warmkey-reason')).toBeNull()
    expect((await response.json()) as object).toMatchObject({ error: { type: 'rate_limit_error' } })
    expect((await world.ask()).status).toBe(200)
  })

  test('again and again is the client’s when its patience is over', async () => {
    await using world = await limited()
    world.emulator.script({ kind: 'rate-limited', retryAfterSeconds: 40 }, 3)
    const asked = world.ask()
    for (const paced of [1, 2]) {
      await until(() => count(world, 'paced 40000') === paced)
      await world.clock.advance(40_000)
    }
    const response = await asked
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '40'])
    expect(world.emulator.seen).toHaveLength(3)
  })

  test('is asked with the key of then, where the wait outlasts the one of now', async () => {
    await using world = await limited({ keeper: { ttlMs: 30_000 } })
    world.emulator.accept(minted(2))
    world.emulator.script({ kind: 'rate-limited', retryAfterSeconds: 60 })
    const asked = world.ask()
    await until(() => world.steps().includes('paced 60000'))
    await world.clock.advance(60_000)
    expect((await asked).status).toBe(200)
    expect(world.source.calls).toBe(2)
    expect(new Set(world.emulator.seen.map(({ credentials }) => credentials[0]?.fingerprint)).size).toBe(2)
  })

  test('that waiting does not lift, or that the upstream does not want tried again, passes at once', async () => {
    await using world = await limited()
    const said = [
      {
        kind: 'error',
        status: 429,
        type: 'rate_limit_error',
        message: 'No.',
        retryAfterSeconds: 1,
        shouldRetry: false,
      },
      { kind: 'overloaded' },
    ] as const
    for (const answer of said) {
      world.emulator.script(answer)
      expect((await world.ask()).status).toBe(answer.kind === 'error' ? 429 : 529)
    }
    expect(world.emulator.seen).toHaveLength(2)
  })

  test('behind a body that is gone passes, and holds the others', async () => {
    await using world = await limited({ gateway: { hold: { eachBytes: 500, allBytes: 5_000 } } })
    world.emulator.script({ kind: 'rate-limited', retryAfterSeconds: 5 })
    const large = JSON.stringify({ ...question, messages: [{ role: 'user', content: 'x'.repeat(600) }] })
    expect((await world.ask({ body: large })).status).toBe(429)
    const asked = world.ask()
    await until(() => world.clock.nextTimerMs === 5_000)
    await world.clock.advance(5_000)
    expect((await asked).status).toBe(200)
  })
})

describe('a number of requests at a time', () => {
  test('is kept over whole streams, and the next goes when one has ended', async () => {
    await using world = await limited({ limits: { concurrency: 2 } })
    const { promise: go, resolve } = Promise.withResolvers<void>()
    const slow = { kind: 'stream', deltas: 2, beforeDelta: (index: number) => (index === 1 ? go : undefined) } as const
    world.emulator.script(slow, 2)
    const streams = await inOrder(world, ['first', 'second'])
    const bodies = streams.map(async (stream) => (await stream).text())
    await until(() => world.emulator.seen.length === 2)
    const rest = await inOrder(world, ['third', 'fourth'])
    await until(() => count(world, 'done 200') === 3)
    expect(namesSeen(world)).toEqual(['first', 'second'])
    resolve()
    for (const body of bodies) expect(await body).toContain('message_stop')
    expect((await Promise.all(rest)).map(({ status }) => status)).toEqual([200, 200])
    expect(namesSeen(world)).toEqual(['first', 'second', 'third', 'fourth'])
  })

  test('ends in a 429 of ours for who has waited as long as a client waits', async () => {
    await using world = await limited({ limits: { concurrency: 1 } })
    const never = new Promise<void>(() => {})
    world.emulator.script({ kind: 'stream', beforeDelta: () => never })
    const stream = await world.ask()
    const asked = world.ask()
    await until(() => world.clock.nextTimerMs === 100_000)
    await world.clock.advance(100_000)
    const response = await asked
    expect([response.status, response.headers.get('x-warmkey-reason')]).toEqual([429, 'limited'])
    expect(response.headers.get('retry-after')).toBe('1')
    expect(world.emulator.seen).toHaveLength(1)
    await stream.body?.cancel()
    expect((await world.ask()).status).toBe(200)
  })

  test('is not used up by refusals, stops and requests without a body', async () => {
    await using world = await limited({ limits: { concurrency: 1 } })
    const answers = [
      { kind: 'wording', id: 'anthropic-no-permission' },
      { kind: 'html' },
      { kind: 'redirect', to: 'https://login.example' },
      { kind: 'hang-up', how: 'fin' },
      { kind: 'response', status: 204 },
      { kind: 'response', status: 200, body: 'x', headers: { 'content-type': 'text/plain' }, contentLength: 9 },
    ] as const
    const statuses: (number | string)[] = []
    for (const answer of answers) {
      world.emulator.script(answer)
      const response = await world.ask().catch(() => null)
      await response?.text().catch(() => '')
      statuses.push(response?.status ?? 'broken')
      expect((await world.ask()).status).toBe(200)
    }
    expect(statuses.slice(0, 5)).toEqual([403, 424, 424, 502, 204])
  })
})

test('a gap between requests is kept', async () => {
  await using world = await limited({ limits: { minGapMs: 500 } })
  const asked = await inOrder(world, ['first', 'second'])
  expect(namesSeen(world)).toEqual([])
  await world.clock.advance(500)
  await until(() => namesSeen(world).length === 1)
  await world.clock.advance(499)
  expect(namesSeen(world)).toEqual(['first'])
  await world.clock.advance(1)
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual([200, 200])
})
