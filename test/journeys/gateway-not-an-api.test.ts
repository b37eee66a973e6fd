import { describe, expect, test } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { createFakeClock } from '../kit/fake-clock.ts'
import { type GatewayWorld, minted, openGatewayWorld } from '../kit/gateway-world.ts'
import { setTrap } from '../kit/trap.ts'
import { until } from '../kit/until.ts'

async function answered(options: Parameters<typeof openGatewayWorld>[0] = {}): Promise<GatewayWorld> {
  const world = await openGatewayWorld(options)
  world.emulator.accept(minted(1))
  return world
}

/** Status, reason, the upstream's status and the sentence of a stop. */
async function stop(response: Response): Promise<(string | number | null)[]> {
  const body = (await response.json()) as { type: string; error: { type: string; message: string } }
  expect([body.type, body.error.type]).toEqual(['error', 'api_error'])
  const { headers } = response
  return [
    response.status,
    headers.get('x-warmkey-reason'),
    headers.get('x-warmkey-upstream-status'),
    body.error.message,
  ]
}

describe('a page instead of an answer', () => {
  test.each([
    ['a sign-in page', 'Sign in to Corp', 'a web page (“Sign in to Corp”)'],
    ['a page that names a key', 'sk-ant-api03-0123456789abcdef', 'a web page (“[secret]”)'],
  ])('%s is a stop in words', async (_, title, named) => {
    await using world = await answered()
    world.emulator.script({ kind: 'html', title })
    const { host } = new URL(world.emulator.url)
    expect(await stop(await world.ask())).toEqual([
      424,
      'upstream-not-an-api',
      '200',
      `warmkey: ${host} answers with ${named} instead of the API. This is the sign-in page of a proxy, a captive portal or a console: sign in there with a browser, or correct \`upstream.url\`.`,
    ])
    expect(world.emulator.seen).toHaveLength(1)
    expect(world.source.calls).toBe(1)
    expect((await world.ask()).status).toBe(200)
  })

  test.each(['text/html', 'TEXT/HTML; charset=utf-8', 'application/xhtml+xml'])('is known by %s', async (type) => {
    await using world = await answered()
    world.emulator.script({ kind: 'response', status: 200, headers: { 'content-type': type }, body: '<p>' })
    expect((await world.ask()).status).toBe(424)
  })

  test('compressed, endless or broken is one all the same', async () => {
    await using world = await answered()
    const page = { kind: 'response', status: 200, headers: { 'content-type': 'text/html' } } as const
    const title = '<title>Portal</title>'
    world.emulator.script({ ...page, body: title, gzip: true })
    world.emulator.script({ ...page, body: title + 'x'.repeat(500_000) })
    world.emulator.script({ ...page, body: title, contentLength: 999 })
    const named: boolean[] = []
    for (let each = 0; each < 3; each++) {
      const [status, , , sentence] = await stop(await world.ask())
      expect(status).toBe(424)
      named.push(String(sentence).includes('(“Portal”)'))
    }
    // Of the broken one, the runtime may not hand over what came together with the end of the connection.
    expect(named.slice(0, 2)).toEqual([true, true])
    await until(() => world.emulator.connections() <= 1)
  })

  test('passes where no answer of a model was asked for', async () => {
    await using world = await answered()
    world.emulator.script({ kind: 'html' })
    const response = await fetch(`${world.gateway.url}/v1/models`, {
      headers: { 'x-api-key': world.key, 'anthropic-version': '2023-06-01' },
    })
    expect(response.status).toBe(200)
  })
})

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308] as const)(
    '(%i) is a stop in words, is not followed, and leads nobody there',
    async (status) => {
      await using trap = await setTrap()
      await using world = await answered()
      world.emulator.script({ kind: 'redirect', to: `${trap.url}/login?next=secret-of-the-portal`, status })
      const response = await world.ask()
      const headers = JSON.stringify(response.headers.toJSON())
      const [got, reason, upstreamStatus, sentence] = await stop(response)
      expect([got, reason, upstreamStatus]).toEqual([424, 'upstream-redirects', String(status)])
      expect(sentence).toContain(`answers with a redirect to ${new URL(trap.url).host} (${status}) instead of the API.`)
      expect(headers + sentence).not.toContain('secret-of-the-portal')
      expect(headers).not.toContain('location')
      expect(trap.heard()).toBe('')
    },
  )
})

describe('an upstream', () => {
  test('that is not there is told of in words, once', async () => {
    const clock = createFakeClock()
    await using world = await answered({ clock })
    const { url, port } = world.emulator
    await world.emulator.close()
    const asked = world.ask()
    for (const pauseMs of [150, 350, 750, 1_500, 2_500, 2_500]) {
      await until(() => clock.nextTimerMs === pauseMs)
      await clock.advance(pauseMs)
    }
    expect(await stop(await asked)).toEqual([
      424,
      'upstream-unreachable',
      null,
      `warmkey: no connection to ${new URL(url).host} (ECONNREFUSED). Check the network, the VPN and the address in \`upstream.url\`, then send the prompt again.`,
    ])
    expect(port).toBeGreaterThan(0)
    expect(world.gateway.heldBytes()).toBe(0)
  })

  test('that is down for two seconds and comes back answers', async () => {
    const clock = createFakeClock()
    await using world = await answered({ clock })
    const { port } = world.emulator
    await world.emulator.close()
    const asked = world.ask()
    for (const pauseMs of [150, 350, 750]) {
      await until(() => clock.nextTimerMs === pauseMs)
      await clock.advance(pauseMs)
    }
    await until(() => clock.nextTimerMs === 1_500)
    const back = await startEmulator({ port, clock })
    back.accept(minted(1))
    await clock.advance(1_500)
    expect((await asked).status).toBe(200)
    expect(back.seen).toHaveLength(1)
    await back.close()
  })

  test('that was restarted between two requests answers the second, although its connection is gone', async () => {
    await using world = await answered()
    expect((await world.ask()).status).toBe(200)
    const { port } = world.emulator
    await world.emulator.close()
    const back = await startEmulator({ port })
    back.accept(minted(1))
    expect((await world.ask()).status).toBe(200)
    expect(back.seen).toHaveLength(1)
    await back.close()
  })

  test.each(['fin', 'reset'] as const)(
    'that hangs up (%s) before a word is a 502 that the client may try again',
    async (how) => {
      await using world = await answered()
      world.emulator.script({ kind: 'hang-up', how })
      const [status, reason, , sentence] = await stop(await world.ask())
      expect([status, reason]).toEqual([502, 'upstream-dropped'])
      expect(sentence).toMatch(
        /^warmkey: 127\.0\.0\.1:\d+ dropped the connection before it answered \(ECONNRESET\)\. Send the request again\.$/,
      )
      expect(world.emulator.seen).toHaveLength(1)
      expect((await world.ask()).status).toBe(200)
    },
  )

  test.each([
    ['no HTTP at all', 'SSH-2.0-OpenSSH_9.2\r\n\r\n'],
    ['a status line that is none', 'HTTP/1.1 abc\r\n\r\n'],
    [
      'an upgrade that nobody asked for',
      'HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n',
    ],
    ['two lengths that differ', 'HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok'],
    ['a length that is none', 'HTTP/1.1 200 OK\r\ncontent-length: -2\r\n\r\nok'],
    ['a chunk size that is none', 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\nok\r\n0\r\n\r\n'],
    ['a head without an end', `HTTP/1.1 200 OK\r\n${'x-a: b\r\n'.repeat(10)}`],
  ])('that says %s never becomes an answer', async (_, bytes) => {
    await using world = await answered()
    world.emulator.script({ kind: 'bytes', bytes })
    const client = world.connect()
    client.send(world.request())
    await client.ended
    const text = client.text()
    const isStop = /^HTTP\/1\.1 (502|424) /.test(text) && text.includes('"message":"warmkey: ')
    const isWhole = /\r\ncontent-length: (\d+)\r\n/i.test(text) && !isStop
    expect({ isWhole, text }).toEqual({ isWhole: false, text })
    expect((await world.ask()).status).toBe(200)
  })
})
