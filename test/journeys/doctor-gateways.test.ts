/**
 * What stands at ANTHROPIC_BASE_URL when it is not Anthropic's own API: local models, gateways, other vendors. Each answers as
 * the real one does; the doctor names what is wrong with it alone.
 */
import { describe, expect, test } from 'bun:test'
import { tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, type Scenario, tell } from '../kit/doctor-world.ts'

interface Asked {
  readonly path: string
  readonly headers: Headers
  readonly text: string
  /** The good key, in this header. */
  readonly has: (header: string) => boolean
}

type Answer = (asked: Asked) => Response | Promise<Response>

/** A gateway of the story's own at the address of the shell. */
const gateway =
  (answer: Answer, base = '') =>
  (world: DoctorWorld): void => {
    const server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      fetch: async (request) => {
        const { headers } = request
        const has = (name: string) => (headers.get(name) ?? '').replace(/^Bearer /, '') === world.key
        return answer({ path: new URL(request.url).pathname, headers, text: await request.text(), has })
      },
    })
    world.keep(() => server.stop(true))
    world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${server.port}${base}`
  }

const back = ({ env, upstream }: DoctorWorld): void => {
  env.ANTHROPIC_BASE_URL = upstream.url
  delete env.ANTHROPIC_CUSTOM_HEADERS
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body, { status, headers })
const refusal = (status: number, type: string, message: string) =>
  json({ type: 'error', error: { type, message } }, status)
const listOf = (owner: string, ...ids: string[]) =>
  json({ object: 'list', data: ids.map((id) => ({ id, object: 'model', created: 1, owned_by: owner })) })
const models = (...ids: string[]) => json({ data: ids.map((id) => ({ type: 'model', id })), has_more: false })
const notFound = () => new Response('404 page not found', { status: 404 })
const fieldMissing = () => refusal(400, 'invalid_request_error', 'model: Field required')
const counted = () => json({ input_tokens: 3 })

/** The Messages API behind a rule of its own about who may ask. */
const api =
  (may: (asked: Asked) => boolean, no: () => Response): Answer =>
  (asked) => {
    if (!may(asked)) return no()
    if (asked.path === '/v1/models') return models('claude-sonnet-4-6', 'claude-haiku-4-5')
    if (asked.path === '/v1/messages/count_tokens') return counted()
    return asked.path === '/v1/messages' ? fieldMissing() : notFound()
  }

const wrong = { cause: 'wrong-endpoint-or-header', number: 5, cure: back } as const

const scenarios: readonly Scenario[] = [
  {
    ...wrong,
    name: 'an Ollama that is too old for messages',
    set: gateway(({ path }) => (path === '/v1/models' ? listOf('library', 'qwen3-coder:latest') : notFound())),
    root: 'endpoint-dialect',
    fix: /update Ollama, .* 0\.14\.0/,
  },
  {
    ...wrong,
    name: 'an Ollama that has no model of Anthropic',
    set: gateway(({ path, text }) => {
      if (path === '/v1/models') return listOf('library', 'qwen3-coder:latest')
      if (path !== '/v1/messages') return notFound()
      return text.includes('"messages"')
        ? refusal(404, 'not_found_error', "model 'claude-sonnet-4-6' not found")
        : refusal(400, 'invalid_request_error', 'model is required')
    }),
    root: 'endpoint-models',
    cause: 'model-not-found',
    fix: /^Type: export ANTHROPIC_MODEL=qwen3-coder:latest ANTHROPIC_DEFAULT_HAIKU_MODEL=/,
    cure: ({ env }) => {
      env.ANTHROPIC_MODEL = 'qwen3-coder:latest'
    },
  },
  {
    ...wrong,
    name: 'an LM Studio that says 200 to what it does not know',
    set: gateway(({ path }) =>
      path === '/v1/models'
        ? listOf('organization_owner', 'qwen2.5-7b-instruct')
        : json({ error: `Unexpected endpoint or method. (POST ${path})` }),
    ),
    root: 'endpoint-dialect',
    fix: /update LM Studio/,
  },
  {
    ...wrong,
    name: 'a provider that speaks messages at another address of the same host',
    set: gateway(({ path, has }) => {
      if (path === '/v1/models') return listOf('vendor', 'vendor-chat')
      if (path !== '/anthropic/v1/messages') return json({ error: { message: 'no', type: 'x', code: null } }, 404)
      return has('authorization') ? fieldMissing() : refusal(401, 'authentication_error', 'no key')
    }),
    root: 'endpoint-dialect',
    fix: /^Type: export ANTHROPIC_BASE_URL=http:\/\/127\.0\.0\.1:\d+\/anthropic$/,
    cure: ({ env }) => {
      env.ANTHROPIC_BASE_URL += '/anthropic'
    },
  },
  {
    ...wrong,
    name: 'a path behind which nobody is, of a host whose root is right',
    set: gateway(({ path, has }) => {
      if (!/^\/v1\/(models|messages)/.test(path)) return notFound()
      return has('authorization') ? fieldMissing() : refusal(401, 'authentication_error', 'no')
    }, '/llm/claude/api'),
    root: 'endpoint-dialect',
    fix: /^Type: export ANTHROPIC_BASE_URL=http:\/\/127\.0\.0\.1:\d+$/,
    cure: ({ env }) => {
      env.ANTHROPIC_BASE_URL = new URL(env.ANTHROPIC_BASE_URL ?? '').origin
    },
  },
  {
    ...wrong,
    name: 'a gateway of AWS that has no such path',
    set: gateway(() =>
      json({ message: 'Missing Authentication Token' }, 403, {
        'x-amzn-requestid': 'made-up',
        'x-amzn-errortype': 'MissingAuthenticationTokenException',
      }),
    ),
    root: 'endpoint-dialect',
    fix: /right address/,
  },
  {
    ...wrong,
    name: 'a server of Google that has no such path',
    set: gateway(
      () =>
        new Response('<!DOCTYPE html><html lang=en><title>Error 404 (Not Found)!!1</title>', {
          status: 404,
          headers: { 'content-type': 'text/html' },
        }),
    ),
    root: 'endpoint-dialect',
    fix: /right address/,
  },
  {
    ...wrong,
    name: 'a health page that says ok to everything',
    set: gateway(() => json({ status: 'ok' })),
    root: 'endpoint-dialect',
    fix: /right address/,
  },
  {
    ...wrong,
    name: 'a gateway that reads x-api-key alone',
    set: gateway(
      api(
        ({ has }) => has('x-api-key'),
        () => refusal(401, 'authentication_error', 'no'),
      ),
    ),
    root: 'endpoint-header',
    fix: /^Type: export ANTHROPIC_API_KEY="\$ANTHROPIC_AUTH_TOKEN"; unset ANTHROPIC_AUTH_TOKEN$/,
    cure: ({ env, key }) => {
      env.ANTHROPIC_API_KEY = key
      delete env.ANTHROPIC_AUTH_TOKEN
    },
  },
  {
    ...wrong,
    name: 'a gateway that reads Bearer alone, and a key in settings',
    set: (world) => {
      gateway(
        api(
          ({ has }) => has('authorization'),
          () => json({ message: 'Unauthorized' }, 401),
        ),
      )(world)
      delete world.env.ANTHROPIC_AUTH_TOKEN
      world.settings('user', { env: { ANTHROPIC_API_KEY: world.key } })
    },
    root: 'endpoint-header',
    fix: /^Remove ANTHROPIC_API_KEY from .*settings\.json, then set ANTHROPIC_AUTH_TOKEN in .*settings\.json to <your key>\.$/,
    cure: (world) => void world.settings('user', { env: { ANTHROPIC_AUTH_TOKEN: world.key } }),
  },
  {
    ...wrong,
    name: 'a LiteLLM that wants a header of its own',
    set: gateway(
      api(
        ({ has }) => has('x-litellm-api-key'),
        () =>
          json(
            { error: { message: 'Authentication Error, No api key passed in.', type: 'auth_error', code: '401' } },
            401,
          ),
      ),
    ),
    root: 'endpoint-header',
    fix: /^Type: export ANTHROPIC_CUSTOM_HEADERS="x-litellm-api-key: \$ANTHROPIC_AUTH_TOKEN"$/,
  },
  {
    ...wrong,
    name: 'a Kong that finds no key',
    set: gateway(
      api(
        ({ has }) => has('apikey'),
        () => json({ message: 'No API key found in request' }, 401, { 'www-authenticate': 'Key realm="kong"' }),
      ),
    ),
    root: 'endpoint-header',
    fix: /^Type: export ANTHROPIC_CUSTOM_HEADERS="apikey: \$ANTHROPIC_AUTH_TOKEN"$/,
  },
  {
    ...wrong,
    name: 'a Kong that reads a header that nobody here can know',
    set: gateway(() =>
      json({ message: 'No API key found in request' }, 401, { 'www-authenticate': 'Key realm="kong"' }),
    ),
    root: 'endpoint-header',
    fix: /^Ask whoever runs 127\.0\.0\.1:\d+ to name the header .*, then type: export ANTHROPIC_CUSTOM_HEADERS="<the header>: \$ANTHROPIC_AUTH_TOKEN"$/,
  },
  {
    ...wrong,
    name: 'an API Management that names its header and wants another key',
    set: gateway(() =>
      json({ statusCode: 401, message: 'Access denied due to missing subscription key.' }, 401, {
        'www-authenticate': 'AzureApiManagementKey realm="x",name="Ocp-Apim-Subscription-Key",type="header"',
      }),
    ),
    root: 'endpoint-header',
    fix: /^Type: export ANTHROPIC_CUSTOM_HEADERS="ocp-apim-subscription-key: <your key>"$/,
  },
  {
    name: 'a list of models that everybody may see, and a key that nobody knows',
    set: gateway(({ path }) =>
      path === '/v1/models' ? models('claude-sonnet-4-6') : refusal(401, 'authentication_error', 'invalid x-api-key'),
    ),
    root: 'credential-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /key/,
    cure: back,
  },
  {
    name: 'no list of models, and a key that nobody knows',
    set: gateway(({ path }) =>
      path === '/v1/messages' ? refusal(401, 'authentication_error', 'invalid x-api-key') : notFound(),
    ),
    root: 'credential-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /key/,
    cure: back,
  },
  {
    ...wrong,
    name: 'models under names with a prefix',
    set: gateway(({ path, text, has }) => {
      if (!has('authorization')) return json({}, 401)
      if (path === '/v1/models') return listOf('openai', 'anthropic/claude-haiku-4-5', 'anthropic/claude-sonnet-4-6')
      if (text === '{}') return fieldMissing()
      if (text.includes('anthropic/')) return counted()
      return json(
        { error: { message: 'Invalid model name passed in model=claude-sonnet-4-6', type: 'x', code: '400' } },
        400,
      )
    }),
    root: 'endpoint-models',
    cause: 'model-not-found',
    fix: /^Type: export ANTHROPIC_MODEL=anthropic\/claude-sonnet-4-6 ANTHROPIC_DEFAULT_HAIKU_MODEL=anthropic\/claude-sonnet-4-6$/,
    cure: ({ env }) => {
      env.ANTHROPIC_MODEL = 'anthropic/claude-sonnet-4-6'
    },
  },
  {
    ...wrong,
    name: 'a gateway that refuses betas that it does not know',
    set: gateway((asked) => {
      const known = /^(claude-code|interleaved-thinking|effort)-/
      const odd = asked.headers
        .get('anthropic-beta')
        ?.split(',')
        .find((beta) => !known.test(beta))
      return odd === undefined
        ? api(
            ({ has }) => has('authorization'),
            () => refusal(401, 'authentication_error', 'no'),
          )(asked)
        : refusal(400, 'invalid_request_error', `Unexpected value(s) \`${odd}\` for the \`anthropic-beta\` header.`)
    }),
    root: 'endpoint-betas',
    fix: /^Type: export CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS=1$/,
    cure: ({ env }) => {
      env.CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS = '1'
    },
  },
  {
    ...wrong,
    name: 'a gateway that refuses every beta',
    set: gateway((asked) =>
      asked.headers.has('anthropic-beta')
        ? json({ message: 'invalid beta flag' }, 400)
        : api(
            ({ has }) => has('authorization'),
            () => refusal(401, 'authentication_error', 'no'),
          )(asked),
    ),
    root: 'endpoint-betas',
    fix: /^Ask whoever runs 127\.0\.0\.1:\d+ to hand the header anthropic-beta/,
  },
]

describe('the doctor names', () => {
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario), 20_000)
})

describe('no fault is', () => {
  const fine: Record<string, Answer> = {
    'a gateway without a list of models': (asked) =>
      asked.path === '/v1/messages' && asked.has('authorization')
        ? fieldMissing()
        : asked.path === '/v1/messages'
          ? refusal(401, 'authentication_error', 'no')
          : notFound(),
    'a list of models that is a page': (asked) =>
      asked.path === '/v1/models'
        ? new Response('<!DOCTYPE html><pre>Cannot GET /v1/models</pre>', { status: 404 })
        : asked.has('authorization')
          ? fieldMissing()
          : json({}, 403),
    'a local model under a name of Anthropic, which asks nobody for a key': ({ path }) =>
      path === '/v1/models'
        ? listOf('library', 'claude-sonnet-4-6')
        : path === '/v1/messages'
          ? fieldMissing()
          : notFound(),
  }
  for (const [name, answer] of Object.entries(fine))
    test(name, async () => {
      await using world = await doctorWorld()
      gateway(answer)(world)
      const { root, code, findings } = await world.doctor()
      expect([root, code]).toEqual([null, 0])
      expect(findings.find(({ check }) => check === 'credential-accepted')).toMatchObject({ status: 'ok' })
    })
})

test('the doctor is surprised by a gateway that takes betas off, so that a field of theirs is refused', () =>
  tellSurprise({
    name: 'stripped',
    set: gateway((asked) =>
      asked.text.includes('context_management')
        ? refusal(400, 'invalid_request_error', 'context_management: Extra inputs are not permitted')
        : api(
            ({ has }) => has('authorization'),
            () => refusal(401, 'authentication_error', 'no'),
          )(asked),
    ),
    check: 'endpoint-betas',
    says: /taken off on the way/,
    fix: /CLAUDE_CODE_DISABLE_EXPERIMENTAL_BETAS=1/,
  }))

test('with --spend, a gateway that does not stream is named', async () => {
  await using world = await doctorWorld()
  const message = { type: 'message', role: 'assistant', content: [{ type: 'text', text: 'one' }], usage: {} }
  gateway((asked) => {
    if (asked.path === '/v1/messages' && asked.text.includes('"stream"')) return json(message)
    return api(
      ({ has }) => has('authorization'),
      () => refusal(401, 'authentication_error', 'no'),
    )(asked)
  })(world)
  expect((await world.doctor()).root).toBeNull()
  const { root, findings } = await world.doctor('--spend')
  expect(root).toBe('stream-flows')
  expect(findings.find(({ check }) => check === root)).toMatchObject({
    cause: 'wrong-endpoint-or-header',
    fix: expect.stringMatching(/as text\/event-stream\.$/),
  })
})

test('a model whose name wants a prefix is said with it', async () => {
  await using world = await doctorWorld()
  gateway(({ path, has }) => {
    if (!has('authorization')) return json({}, 401)
    if (path === '/v1/models') return models('bedrock/claude-haiku-4-5', 'bedrock/claude-sonnet-4-6')
    return path === '/v1/messages' ? fieldMissing() : counted()
  })(world)
  world.env.ANTHROPIC_MODEL = 'claude-sonnet-4-6'
  const { root, findings } = await world.doctor()
  expect([root, findings.find(({ check }) => check === root)?.fix]).toEqual([
    'model-served',
    expect.stringContaining('bedrock/claude-sonnet-4-6'),
  ])
})

test('hosts of other vendors are known without being asked, and no key goes anywhere', async () => {
  await using world = await doctorWorld()
  for (const [url, fix] of [
    ['https://openrouter.ai/api/v1', 'Type: export ANTHROPIC_BASE_URL=https://openrouter.ai/api'],
    ['https://api.openai.com/v1', 'Type: unset ANTHROPIC_BASE_URL'],
    [
      'https://bedrock-runtime.us-east-1.amazonaws.com',
      'Type: unset ANTHROPIC_BASE_URL; export CLAUDE_CODE_USE_BEDROCK=1 AWS_REGION=us-east-1',
    ],
  ] as const) {
    world.env.ANTHROPIC_BASE_URL = url
    const { root, findings } = await world.doctor('--offline')
    expect(root).toBe('endpoint-host')
    expect(findings.filter(({ status }) => status === 'wrong')).toMatchObject([{ check: 'endpoint-host', fix }])
  }
})
