import { expect, test } from 'bun:test'
import { startEmulator } from '../../emulator/emulator.ts'
import { paperWorld } from '../../test/kit/paper-world.ts'
import { systemClock } from '../clock.ts'
import { createBench } from './bench.ts'
import { causeOfStatus, isOutright, numberOfRefusal, tryOut } from './try-out.ts'

const { signal } = new AbortController()
const verdictOf = async (url: string, token: string) => {
  const env = { ANTHROPIC_BASE_URL: url, ANTHROPIC_AUTH_TOKEN: token }
  const config = { kind: 'absent', file: '' } as const
  const bench = createBench({
    world: paperWorld({ env }),
    clock: systemClock,
    config,
    args: ['-p'],
    model: null,
    spend: false,
  })
  return tryOut(bench, await bench.sendable(signal), signal)
}

test('taken, refused with its card, or not known', async () => {
  const upstream = await startEmulator()
  upstream.accept('good')
  expect(await verdictOf(upstream.url, 'good')).toMatchObject({ kind: 'accepted', answer: { status: 200 } })
  expect(await verdictOf(upstream.url, 'bad')).toMatchObject({
    kind: 'refused',
    card: { cause: 'invalid-credential' },
  })
  upstream.script({ kind: 'response', status: 404, body: '{}' }, Number.POSITIVE_INFINITY, ({ path }) =>
    path.startsWith('/v1/models'),
  )
  expect(await verdictOf(upstream.url, 'good')).toMatchObject({
    kind: 'accepted',
    by: 'POST /v1/messages/count_tokens',
  })
  await upstream.close()
  expect(await verdictOf(upstream.url, 'good')).toMatchObject({ kind: 'unknown' })
})

const answers: Record<string, (path: string, key: string | null) => [status: number, body: object]> = {
  'a list that is open to everybody, before an API that is not': (path, key) =>
    path === '/v1/models' ? [200, { data: [] }] : key === 'good' ? [400, {}] : [401, {}],
  'an API without a list and without a count': (path, key) =>
    path !== '/v1/messages' ? [404, {}] : key === 'good' ? [400, {}] : [401, {}],
}

test.each(Object.entries(answers))('%s: an empty question shows it', async (_, answer) => {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: ({ url, headers }) => {
      const [status, body] = answer(new URL(url).pathname, headers.get('authorization')?.slice(7) ?? null)
      return Response.json(body, { status })
    },
  })
  const url = `http://127.0.0.1:${server.port}`
  expect(await verdictOf(url, 'good')).toMatchObject({ kind: 'accepted', by: 'POST /v1/messages' })
  expect(await verdictOf(url, 'bad')).toMatchObject({ kind: 'refused' })
  await server.stop(true)
})

test('a server that asks nobody for a key, and one that looks at the body alone', async () => {
  const statuses = new Map([['/v1/models', 200]])
  const fetch = ({ url }: Request) =>
    Response.json({ data: [] }, { status: statuses.get(new URL(url).pathname) ?? 400 })
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch })
  const url = `http://127.0.0.1:${server.port}`
  expect(await verdictOf(url, 'any')).toMatchObject({ by: expect.stringContaining('asks nobody for a key') })
  statuses.set('/v1/models', 404)
  expect(await verdictOf(url, 'any')).toMatchObject({ kind: 'unknown', because: expect.stringContaining('--spend') })
  await server.stop(true)
})

test('what a refusal means that no card knows', () => {
  expect([401, 403, 418].map(causeOfStatus)).toEqual(['invalid-credential', 'permission', 'unknown'])
  expect([402, 404].map(isOutright)).toEqual([true, false])
  expect(numberOfRefusal('expired', false)).toEqual({ number: 3 })
  expect(numberOfRefusal('invalid-credential', false)).toEqual({ number: 5 })
  expect(numberOfRefusal('permission', true)).toEqual({})
})
