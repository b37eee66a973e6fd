/** Other APIs, other models, and warmkey itself: each story is one thing set wrong, and the doctor names it alone. */
import { describe, test } from 'bun:test'
import { type Surprise, tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, type Scenario, tell } from '../kit/doctor-world.ts'
import { freePort } from '../kit/free-port.ts'

/** A web server of the story's own, to which requests go. */
const serve = (world: DoctorWorld, answer: (url: URL) => Response): void => {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: ({ url }) => answer(new URL(url)) })
  world.keep(() => server.stop(true))
  world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${server.port}`
}

const scenarios: readonly Scenario[] = [
  {
    name: 'a server of the API of OpenAI',
    set: (world) =>
      serve(world, ({ pathname }) =>
        pathname === '/v1/models'
          ? Response.json({ object: 'list', data: [{ id: 'gpt-4o', object: 'model', owned_by: 'corp' }] })
          : Response.json(
              { error: { message: 'Invalid URL (POST /v1/messages)', type: 'invalid_request_error', code: null } },
              { status: 404 },
            ),
      ),
    root: 'endpoint-dialect',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    fix: /\/anthropic/,
    cure: (world) => {
      world.env.ANTHROPIC_BASE_URL = world.upstream.url
    },
  },
  {
    name: 'a model that was retired',
    set: ({ env }) => {
      env.ANTHROPIC_MODEL = 'claude-3-opus-20240229'
    },
    root: 'model-living',
    cause: 'model-not-found',
    fix: /\/model claude-opus-4-8/,
    cure: ({ env }) => void delete env.ANTHROPIC_MODEL,
  },
  {
    name: 'the address of warmkey, which does not run',
    set: (world) => {
      const port = freePort()
      world.scratch.write('config/warmkey/config.jsonc', JSON.stringify({ listen: { port } }))
      world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${port}`
    },
    root: 'port-open',
    cause: 'connection',
    fix: /warmkey up/,
  },
  {
    name: 'another program on the port of warmkey',
    set: (world) => {
      serve(world, () => new Response('nothing of warmkey', { status: 404 }))
      const { port } = new URL(world.env.ANTHROPIC_BASE_URL ?? '')
      world.scratch.write('config/warmkey/config.jsonc', JSON.stringify({ listen: { port: Number(port) } }))
    },
    root: 'warmkey-port',
    cause: 'wrong-endpoint-or-header',
    fix: /lsof -nP -iTCP:\d+/,
  },
  {
    name: 'a key that the gateway of warmkey does not know',
    set: async (world) => {
      const port = freePort()
      const profile = {
        source: { type: 'command', command: `echo ${world.key}` },
        upstream: { url: world.upstream.url },
      }
      world.scratch.write(
        'config/warmkey/config.jsonc',
        JSON.stringify({ default: 'work', listen: { port }, profiles: { work: profile } }),
      )
      world.keep(async () => void (await world.run('down')))
      const { code, err } = await world.run('up')
      if (code !== 0) throw new Error(err)
      world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${port}`
      world.env.ANTHROPIC_AUTH_TOKEN = `wk-${'a'.repeat(43)}`
    },
    root: 'warmkey-key',
    cause: 'invalid-credential',
    number: 5,
    fix: /warmkey connect claude-code/,
  },
]

describe('the doctor names', () => {
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario))
})

const surprises: readonly Surprise[] = [
  {
    name: 'a profile whose upstream nobody listens at',
    set: (world) => {
      world.env.KEY = world.key
      const profile = { source: { type: 'env', name: 'KEY' }, upstream: { url: `http://127.0.0.1:${freePort()}` } }
      world.scratch.write(
        'config/warmkey/config.jsonc',
        JSON.stringify({ default: 'work', profiles: { work: profile } }),
      )
    },
    check: 'profile-upstreams',
    says: /upstream of the profile "work"/,
    fix: /warmkey profile edit work/,
  },
  {
    name: 'a service that does not run',
    set: (world) => void world.scratch.write('config/systemd/user/warmkey.service', '[Service]'),
    check: 'warmkey-service',
    says: /no warmkey of yours runs/,
    fix: /warmkey up/,
  },
  {
    name: 'a small model that was retired',
    set: ({ env }) => {
      env.ANTHROPIC_SMALL_FAST_MODEL = 'claude-3-haiku-20240307'
    },
    check: 'model-living',
    says: /retired on 2026-04-20/,
    fix: /claude-haiku-4-5/,
  },
]

for (const surprise of surprises) test(`the doctor is surprised by ${surprise.name}`, () => tellSurprise(surprise))
