/** Other APIs, other models, and warmkey itself: each story is one thing set wrong, and the doctor names it alone. */
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'
import { freePort } from '../../kit/free-port.ts'

/** A web server of the story's own, to which requests go. */
const serve = (world: DoctorWorld, answer: (url: URL) => Response): (() => Promise<true>) => {
  const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: ({ url }) => answer(new URL(url)) })
  world.keep(() => server.stop(true))
  world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${server.port}`
  return async () => {
    await server.stop(true)
    return true
  }
}

/** A configuration of warmkey that works. */
const withProfile = (world: DoctorWorld, port: number): object => ({
  default: 'work',
  listen: { port },
  profiles: {
    work: {
      source: { type: 'file', path: world.scratch.write('home/corp-key', world.key) },
      upstream: { url: world.upstream.url },
    },
  },
})

export const warmkey: readonly Scenario[] = [
  {
    name: 'a server of the API of OpenAI',
    set: (world) =>
      void serve(world, ({ pathname }) =>
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
  },
  {
    name: 'a model that was retired',
    set: ({ env }) => {
      env.ANTHROPIC_MODEL = 'claude-3-opus-20240229'
    },
    root: 'model-living',
    cause: 'model-not-found',
  },
  {
    name: 'the address of warmkey, which does not run',
    set: async (world) => {
      world.scratch.write('config/warmkey/config.jsonc', JSON.stringify(withProfile(world, freePort())))
      delete world.env.ANTHROPIC_BASE_URL
      delete world.env.ANTHROPIC_AUTH_TOKEN
      world.keep(async () => void (await world.run('down')))
      await world.run('connect', 'claude-code', '--yes')
      await world.run('down')
    },
    root: 'port-open',
    cause: 'connection',
  },
  {
    name: 'another program on the port of warmkey',
    set: (world) => {
      const end = serve(world, () => new Response('nothing of warmkey', { status: 404 }))
      const { host, port } = new URL(world.env.ANTHROPIC_BASE_URL ?? '')
      world.scratch.write('config/warmkey/config.jsonc', JSON.stringify(withProfile(world, Number(port))))
      world.owners.set(host, end)
      world.keep(async () => void (await world.run('down')))
    },
    root: 'warmkey-port',
    cause: 'wrong-endpoint-or-header',
  },
  {
    name: 'a key that the gateway of warmkey does not know',
    set: async (world) => {
      const port = freePort()
      world.scratch.write('config/warmkey/config.jsonc', JSON.stringify(withProfile(world, port)))
      world.keep(async () => void (await world.run('down')))
      const { code, err } = await world.run('up')
      if (code !== 0) throw new Error(err)
      world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${port}`
      world.env.ANTHROPIC_AUTH_TOKEN = `wk-${'a'.repeat(43)}`
    },
    root: 'warmkey-key',
    cause: 'invalid-credential',
    number: 5,
  },
]
