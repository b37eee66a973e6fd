import { expect, test } from 'bun:test'
import { doctorWorld } from '../../../test/kit/doctor-world.ts'

const lasting = (seconds: number): string => {
  const payload = Buffer.from(JSON.stringify({ exp: Math.floor(Date.now() / 1000) + seconds })).toString('base64url')
  return `eyJhbGciOiJub25lIn0.${payload}.made-up`
}

test('accepted is 0, refused is 1, and who cannot tell is 2', async () => {
  await using world = await doctorWorld()
  expect(await world.run('check')).toMatchObject({ code: 0, out: expect.stringMatching(/^ok: the endpoint takes/) })
  world.env.ANTHROPIC_AUTH_TOKEN = 'bad'
  expect(await world.run('check')).toMatchObject({ code: 1, out: expect.stringMatching(/^failed: .* refuses/) })
  // No list, no count, and the body is looked at before the key.
  world.upstream.script({ kind: 'response', status: 404, body: '' }, Infinity, ({ path }) => path !== '/v1/messages')
  world.upstream.script({ kind: 'response', status: 400, body: '{}' }, Infinity, ({ path }) => path === '/v1/messages')
  expect(await world.run('check')).toMatchObject({ code: 2, out: expect.stringMatching(/^not known: .*--spend/) })
  expect(await world.run('check', '--format', 'github')).toMatchObject({
    code: 2,
    out: expect.stringMatching(/^::warning /),
  })
})

test('a life that is too short, one that is long enough, and one that nobody knows', async () => {
  await using world = await doctorWorld()
  for (const [seconds, code] of [
    [600, 1],
    [7200, 0],
  ] as const) {
    world.env.ANTHROPIC_AUTH_TOKEN = lasting(seconds)
    world.upstream.accept(world.env.ANTHROPIC_AUTH_TOKEN)
    expect((await world.run('check', '--min-life', '30m')).code).toBe(code)
  }
  world.env.ANTHROPIC_AUTH_TOKEN = world.key
  expect((await world.run('check', '--min-life', '30m')).code).toBe(0)
})

test('a model that is served, and one that is not', async () => {
  await using world = await doctorWorld()
  expect((await world.run('check', '--model', 'claude-haiku-4-5')).code).toBe(0)
  const { code, out } = await world.run('check', '--model', 'haiku-9', '--format', 'github')
  expect([code, out]).toEqual([1, expect.stringMatching(/^::error .*haiku-9/)])
})

test('what is no duration is refused with an example', async () => {
  await using world = await doctorWorld()
  expect(await world.run('check', '--min-life', 'long')).toMatchObject({ code: 2, err: expect.stringContaining('30m') })
})
