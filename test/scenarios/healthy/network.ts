/** Gateways, proxies and networks that work. */

import { cloudWorld } from '../../kit/cloud-world.ts'
import { type DoctorWorld, goodKey } from '../../kit/doctor-world.ts'
import { api, counted, fieldMissing, gateway, json, listOf, notFound, refusal } from '../../kit/gateway-double.ts'
import { type Healthy, shell } from './healthy.ts'

const onlyMessages = gateway(({ path, has }) => {
  if (!path.startsWith('/v1/messages') || path.endsWith('count_tokens')) return notFound()
  return has('authorization') ? fieldMissing() : refusal(401, 'authentication_error', 'invalid bearer token')
})

const slowly =
  (delayMs: number) =>
  (world: DoctorWorld): void => {
    const target = world.upstream.url
    gateway(async ({ path, headers, text }) => {
      await Bun.sleep(delayMs)
      return fetch(target + path, { method: text === '' ? 'GET' : 'POST', headers, body: text === '' ? null : text })
    })(world)
  }

/** A server on this machine or of another vendor that speaks the Messages API, and its own models. */
const others =
  (token: string, model: string, list: readonly string[] | null) =>
  (world: DoctorWorld): void => {
    gateway(({ path, headers, text }) => {
      if (headers.get('authorization') !== `Bearer ${token}`) return refusal(401, 'authentication_error', 'no')
      if (path === '/v1/models') return list === null ? notFound() : listOf('vendor', ...list)
      if (path === '/v1/messages/count_tokens') return text.includes(model) ? counted() : notFound()
      return path === '/v1/messages' ? fieldMissing() : notFound()
    })(world)
    Object.assign(world.env, {
      ANTHROPIC_AUTH_TOKEN: token,
      ANTHROPIC_API_KEY: '',
      ANTHROPIC_MODEL: model,
      ANTHROPIC_SMALL_FAST_MODEL: model,
      ANTHROPIC_DEFAULT_HAIKU_MODEL: model,
      API_TIMEOUT_MS: '3000000',
    })
  }

/** A gateway whose list of models answers like this, and whose messages are right. */
const oddList = (list: () => Response) =>
  gateway(({ path, has }) => {
    if (path === '/v1/models') return list()
    if (!has('authorization')) return refusal(401, 'authentication_error', 'no')
    return path === '/v1/messages' ? fieldMissing() : path.endsWith('count_tokens') ? counted() : notFound()
  })

export const network: readonly Healthy[] = [
  { name: 'a gateway that has nothing but POST /v1/messages', set: onlyMessages },
  {
    name: 'a gateway without a list of models',
    set: gateway(({ path, has }) => {
      if (!has('authorization')) return refusal(401, 'authentication_error', 'no')
      if (path === '/v1/messages/count_tokens') return counted()
      return path === '/v1/messages' ? fieldMissing() : notFound()
    }),
  },
  {
    name: 'a gateway that lists models in the words of OpenAI',
    set: gateway(({ path, has }) => {
      if (!has('authorization'))
        return json({ error: { message: 'Authentication Error', type: 'auth_error', code: '401' } }, 401)
      if (path === '/v1/models') return listOf('openai', 'claude-sonnet-5', 'claude-haiku-4-5', 'claude-opus-5-5')
      if (path === '/v1/messages/count_tokens') return counted()
      return path === '/v1/messages' ? fieldMissing() : notFound()
    }),
  },
  {
    name: 'a gateway under a path',
    set: gateway(
      (asked) =>
        api(
          ({ has }) => has('authorization'),
          () => refusal(401, 'authentication_error', 'no'),
        )({ ...asked, path: asked.path.replace('/anthropic', '') }),
      '/anthropic',
    ),
  },
  {
    name: 'a gateway that wants a header of its own',
    set: (world) => {
      gateway(({ path, headers, has }) => {
        if (headers.get('x-team') !== 'shop') return refusal(403, 'permission_error', 'x-team is missing')
        if (!has('authorization')) return refusal(401, 'authentication_error', 'no')
        if (path === '/v1/messages/count_tokens') return counted()
        return path === '/v1/messages' ? fieldMissing() : notFound()
      })(world)
      world.env.ANTHROPIC_CUSTOM_HEADERS = 'X-Team: shop\nX-Trace: on'
    },
  },
  { name: 'a list of models that nobody may see', set: oddList(() => json({ error: { message: 'no route' } }, 403)) },
  { name: 'a list of models that is not made yet', set: oddList(() => json({ error: 'not implemented' }, 501)) },
  { name: 'a local server of models', set: others('ollama', 'qwen3-coder', ['qwen3-coder:latest', 'qwen3-coder']) },
  { name: 'another vendor', set: others('0123456789abcdef0123456789abcdef.AbCdEfGhIjKl', 'glm-4.6', null) },
  { name: 'a router with a token that nobody looks at', set: others('any-string-is-ok', 'claude-sonnet-5', null) },
  {
    name: 'a gateway with keys of its own',
    set: others(`sk-${'Ab1Cd2Ef3G'.repeat(2)}`, 'claude-sonnet-5', ['claude-sonnet-5', 'claude-haiku-4-5']),
  },
  {
    name: 'a router of many vendors',
    set: others(`sk-or-v1-${'0123456789abcdef'.repeat(4)}`, 'anthropic/claude-sonnet-5', ['anthropic/claude-sonnet-5']),
  },
  { name: 'a proxy for nobody', set: shell({ HTTPS_PROXY: 'http://127.0.0.1:9', NO_PROXY: '*' }) },
  {
    name: 'the lower spelling alone',
    set: shell({ https_proxy: 'http://127.0.0.1:9', no_proxy: 'localhost,127.0.0.1' }),
  },
  { name: 'an endpoint that takes 1.5 s', waits: true, set: slowly(1_500) },
  {
    name: 'a proxy that loopback is kept from',
    set: (world) => {
      const proxy = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('', { status: 502 }) })
      world.keep(() => proxy.stop(true))
      Object.assign(world.env, {
        HTTPS_PROXY: `http://127.0.0.1:${proxy.port}`,
        HTTP_PROXY: `http://127.0.0.1:${proxy.port}`,
        NO_PROXY: 'localhost,127.0.0.1,.corp.example',
      })
    },
  },
  {
    name: 'a proxy in both spellings',
    set: (world) => {
      const proxy = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Response('', { status: 502 }) })
      world.keep(() => proxy.stop(true))
      const at = `http://127.0.0.1:${proxy.port}`
      Object.assign(world.env, {
        HTTPS_PROXY: at,
        https_proxy: at,
        NO_PROXY: 'localhost,127.0.0.1,::1',
        no_proxy: 'localhost,127.0.0.1,::1',
      })
    },
  },
  {
    name: 'an authority of the company, named by NODE_EXTRA_CA_CERTS',
    set: async (world) => {
      const { api: tls } = await cloudWorld(world)
      tls.accept(goodKey)
      delete world.env.HTTPS_PROXY
      Object.assign(world.env, {
        ANTHROPIC_BASE_URL: tls.url.replace('127.0.0.1', 'localhost'),
        ANTHROPIC_AUTH_TOKEN: goodKey,
      })
    },
  },
  {
    name: 'loopback of IPv6 alone',
    set: (world) => {
      const target = world.upstream.url
      const server = Bun.serve({
        port: 0,
        hostname: '::1',
        fetch: async (request) => {
          const { pathname, search } = new URL(request.url)
          const text = await request.text()
          return fetch(target + pathname + search, {
            method: request.method,
            headers: request.headers,
            body: text === '' ? null : text,
          })
        },
      })
      world.keep(() => server.stop(true))
      world.env.ANTHROPIC_BASE_URL = `http://[::1]:${server.port}`
    },
  },
  {
    name: 'a slash at the end of the address',
    set: (world) => shell({ ANTHROPIC_BASE_URL: `${world.upstream.url}/` })(world),
  },
]
