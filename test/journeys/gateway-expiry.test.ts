import { describe, expect, test } from 'bun:test'
import { createHash } from 'node:crypto'
import { fingerprint } from '../../emulator/journal.ts'
import { createFakeClock } from '../kit/fake-clock.ts'
import {
  type GatewayWorld,
  type GatewayWorldOptions,
  minted,
  mintingSource,
  openGatewayWorld,
  question,
  readingSource,
} from '../kit/gateway-world.ts'
import { until } from '../kit/until.ts'

/** A gateway that has its first key and has been answered once with it; what follows begins with an empty journal. */
async function warm(options: GatewayWorldOptions = {}): Promise<GatewayWorld & { said: () => string[] }> {
  const world = await openGatewayWorld(options)
  world.emulator.accept(minted(1))
  world.emulator.accept(minted(2))
  expect((await world.ask()).status).toBe(200)
  world.emulator.clearSeen()
  const before = world.steps().length
  return { ...world, said: () => world.steps().slice(before) }
}

const keysSeen = ({ emulator }: GatewayWorld) => emulator.seen.map(({ credentials }) => credentials[0]?.fingerprint)
const messageOf = async (response: Response) =>
  ((await response.json()) as { error: { message: string } }).error.message

describe('a key that has ended', () => {
  test.each([
    ['databricks-invalid-token', 403],
    ['databricks-token-expiring', 403],
    ['copilot-token-expired', 403],
    ['anthropic-oauth-expired', 401],
    ['anthropic-oauth-access-expired', 401],
    ['anthropic-oauth-revoked', 403],
    ['aws-gateway-jwt-expired', 401],
    ['oauth-challenge', 401],
  ])('in the words of %s (%i) is renewed once, and the prompt is answered', async (wording, status) => {
    await using world = await warm()
    world.emulator.wording('expired', wording)
    world.emulator.expire(minted(1))
    const response = await world.ask()
    expect(response.status).toBe(200)
    expect(((await response.json()) as { content: { text: string }[] }).content[0]?.text).toBe('You said: hello')
    expect(keysSeen(world)).toEqual([fingerprint(minted(1)), fingerprint(minted(2))])
    expect(world.source.calls).toBe(2)
    expect(world.said()).toEqual([
      'request',
      'attempt',
      `answer ${status}`,
      'verdict renew',
      'renewing rejected',
      'replayed',
      'attempt',
      'answer 200',
      'cured',
      'done 200',
    ])
    expect(world.gateway.heldBytes()).toBe(0)
  })

  test('is renewed behind a stream as well, and compressed refusals are read', async () => {
    await using world = await warm()
    world.emulator.script({ kind: 'wording', id: 'databricks-invalid-token', gzip: true })
    const response = await world.ask({ body: JSON.stringify({ ...question, stream: true }) })
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('event: message_stop')
    expect(world.source.calls).toBe(2)
  })

  test('is replayed with the same bytes, the same headers, and the new key alone', async () => {
    await using world = await warm()
    world.emulator.expire(minted(1))
    const body = `{"model":"claude-sonnet-5", "max_tokens":64,\n "messages":[{"role":"user","content":"${'ä€😀'.repeat(20_000)}"}]}`
    const headers = { 'anthropic-beta': 'a,b', 'user-agent': 'tool/1', 'x-custom': 'kept' }
    expect((await world.ask({ body, headers })).status).toBe(200)
    const [first, second] = world.emulator.seen
    expect(first?.bodySha256).toBe(createHash('sha256').update(body).digest('hex'))
    expect(second?.bodySha256).toBe(first?.bodySha256 ?? '')
    const lines = (seen: typeof first) => seen?.headerLines.filter(([name]) => name !== 'x-api-key').toSorted()
    expect(lines(second)).toEqual(lines(first))
  })

  test('that is known to have ended is renewed before the request goes out', async () => {
    const clock = createFakeClock()
    const source = mintingSource()
    await using world = await warm({ clock, source, keeper: { ttlMs: 60_000 } })
    await clock.advance(60_001)
    expect((await world.ask()).status).toBe(200)
    expect(keysSeen(world)).toEqual([fingerprint(minted(2))])
  })

  test('and that the source still gives is told once, untouched or in words, and not renewed for every request', async () => {
    const key = { now: minted(1) }
    await using world = await warm({ source: readingSource(key) })
    world.emulator.expire(minted(1))
    const first = await world.ask()
    expect([first.status, first.headers.get('x-warmkey-reason')]).toEqual([401, null])
    expect(await messageOf(first)).toStartWith('OAuth token has expired.')
    const second = await world.ask({ headers: { 'user-agent': 'claude-cli/2.1.329 (external, cli)' } })
    expect([second.status, second.headers.get('x-warmkey-upstream-status')]).toEqual([424, '401'])
    expect(await messageOf(second)).toContain('file ~/.key')
    expect([world.emulator.seen.length, world.source.calls]).toEqual([2, 2])

    key.now = minted(2)
    expect((await world.ask()).status).toBe(401)
  })
})

describe('a denial', () => {
  test.each([
    ['anthropic-no-permission', 403],
    ['anthropic-request-not-allowed', 403],
    ['aws-not-authorized', 403],
    ['waf-html', 403],
    ['anthropic-empty-403', 403],
  ])('in the words of %s (%i) passes at once, byte for byte, without a call to the source', async (wording, status) => {
    await using world = await warm()
    world.emulator.script({ kind: 'wording', id: wording })
    const response = await world.ask()
    const direct = await startDirect(world, wording)
    expect(response.status).toBe(status)
    expect(await response.text()).toBe(direct.text)
    expect(response.headers.get('content-type')).toBe(direct.contentType)
    expect(world.source.calls).toBe(1)
    expect(world.said()).toEqual(['request', 'attempt', `answer ${status}`, 'verdict pass', `done ${status}`])
  })

  test('of the user’s own rules passes whatever it says, and their renewals renew', async () => {
    const rules = { denyOn: [{ status: 401, body: 'sealed' }], renewOn: [{ status: 418, body: 'STALE' }] }
    await using world = await warm({ upstream: { rules } })
    world.emulator.script({ kind: 'response', status: 401, body: 'The vault is SEALED: token expired' })
    expect((await world.ask()).status).toBe(401)
    expect(world.source.calls).toBe(1)
    world.emulator.script({ kind: 'response', status: 418, body: 'stale teapot' })
    expect((await world.ask()).status).toBe(200)
    expect(world.source.calls).toBe(2)
  })
})

/** The same refusal, asked for without the gateway; ids of requests are the emulator's and differ. */
async function startDirect({ emulator }: GatewayWorld, wording: string) {
  emulator.script({ kind: 'wording', id: wording })
  const response = await fetch(`${emulator.url}/v1/messages`, { method: 'POST', body: '{}' })
  const text = await response.text()
  const [id, own] = [emulator.seen[0]?.requestId ?? '', emulator.seen[1]?.requestId ?? '']
  return { text: text.replaceAll(own, id), contentType: response.headers.get('content-type') }
}

describe('a refusal that renewal does not cure', () => {
  test('costs one renewal; the next request none; a success forgets it', async () => {
    const clock = createFakeClock()
    await using world = await warm({ clock })
    await clock.advance(60_000)
    world.emulator.script({ kind: 'wording', id: 'databricks-invalid-token' }, 4)
    const first = world.ask()
    await until(() => clock.nextTimerMs === 500)
    await clock.advance(500)
    expect((await first).status).toBe(403)
    expect([world.emulator.seen.length, world.source.calls]).toEqual([3, 2])
    expect(world.said()).toEqual([
      'request',
      'attempt',
      'answer 403',
      'verdict renew',
      'renewing rejected',
      'replayed',
      'attempt',
      'answer 403',
      'verdict renew',
      'propagation-wait 500',
      'attempt',
      'answer 403',
      'verdict renew',
      'done 403',
    ])
    await clock.advance(60_000)
    expect((await world.ask()).status).toBe(403)
    expect([world.emulator.seen.length, world.source.calls]).toEqual([4, 2])
    expect((await world.ask()).status).toBe(200)
    world.emulator.script({ kind: 'wording', id: 'databricks-invalid-token' })
    world.emulator.accept(minted(3))
    expect((await world.ask()).status).toBe(200)
    expect(world.source.calls).toBe(3)
  })

  test('that merely repeats is not remembered for longer than it would have been', async () => {
    const clock = createFakeClock()
    const key = { now: minted(1) }
    await using world = await warm({ clock, source: readingSource(key) })
    world.emulator.wording('expired', 'databricks-invalid-token')
    world.emulator.expire(minted(1))
    expect((await world.ask()).status).toBe(403)
    for (let minute = 0; minute < 9; minute++) {
      await clock.advance(60_000)
      expect((await world.ask()).status).toBe(403)
    }
    expect(world.source.calls).toBe(2)
    key.now = minted(2)
    await clock.advance(60_001)
    expect((await world.ask()).status).toBe(200)
    expect(world.source.calls).toBe(3)
  })

  test('passes untouched where nothing but a doubt spoke for renewing and the source fails', async () => {
    const source = readingSource({ now: minted(1) })
    await using world = await warm({ source })
    source.obtain = async () => {
      throw new Error('gone')
    }
    world.emulator.script({ kind: 'response', status: 403, body: 'an unknown reason' })
    const response = await world.ask()
    expect([response.status, await response.text()]).toEqual([403, 'an unknown reason'])
  })
})

describe('a key that was made a moment ago and is refused', () => {
  test('is given one short wait, in which its provider may learn of it', async () => {
    const clock = createFakeClock()
    const source = mintingSource()
    const obtain = source.obtain
    source.obtain = async (signal) => ({ ...(await obtain(signal)), minted: true })
    await using world = await openGatewayWorld({ clock, source })
    const response = world.ask()
    await until(() => clock.nextTimerMs === 500)
    expect(world.emulator.seen).toHaveLength(1)
    world.emulator.accept(minted(1))
    await clock.advance(500)
    expect((await response).status).toBe(200)
    expect(keysSeen(world)).toEqual([fingerprint(minted(1)), fingerprint(minted(1))])
    expect(world.steps()).toContain('propagation-wait 500')
  })
})

describe('a source that cannot give', () => {
  test('a first key is a 424 in words', async () => {
    await using world = await openGatewayWorld({
      source: {
        ...mintingSource(),
        obtain: () => Promise.reject(new Error('the secret sk-ant-api03-0123456789 leaked into a message')),
      },
    })
    const response = await world.ask()
    expect([response.status, response.headers.get('x-warmkey-reason')]).toEqual([424, 'source-failed'])
    const text = await response.text()
    expect(text).toContain('command mint')
    expect(text).not.toContain('leaked')
    expect(world.emulator.seen).toEqual([])
    expect(world.gateway.heldBytes()).toBe(0)
  })

  test('another one names the upstream’s status beside', async () => {
    const source = mintingSource()
    await using world = await warm({ source })
    source.obtain = () => Promise.reject(new Error('gone'))
    world.emulator.expire(minted(1))
    const response = await world.ask()
    expect([response.status, response.headers.get('x-warmkey-reason')]).toEqual([424, 'source-failed'])
    expect(response.headers.get('x-warmkey-upstream-status')).toBe('401')
  })

  test('in 18 s lets the caller know, and what comes later serves the next request', async () => {
    const clock = createFakeClock()
    const source = mintingSource()
    await using world = await warm({ clock, source })
    const obtain = source.obtain
    const { promise, resolve } = Promise.withResolvers<void>()
    source.obtain = async (signal) => {
      await promise
      return obtain(signal)
    }
    await clock.advance(60_000)
    world.emulator.expire(minted(1))
    const asked = world.ask()
    await until(() => world.steps().includes('renewing rejected'))
    await clock.advance(18_000)
    const response = await asked
    expect([response.status, response.headers.get('x-warmkey-reason')]).toEqual([424, 'source-timeout'])
    resolve()
    expect((await world.ask()).status).toBe(200)
    expect(world.source.calls).toBe(2)
  })
})
