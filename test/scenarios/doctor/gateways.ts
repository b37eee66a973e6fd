/** Gateways, local models and other vendors at ANTHROPIC_BASE_URL: each story is one thing that stands there wrongly. */
import type { Scenario } from '../../kit/doctor-world.ts'
import {
  api,
  counted,
  fieldMissing,
  gateway,
  json,
  listOf,
  models,
  notFound,
  refusal,
} from '../../kit/gateway-double.ts'

const wrong = { cause: 'wrong-endpoint-or-header', number: 5 } as const
const unknown = () => refusal(401, 'authentication_error', 'invalid x-api-key')
/** Any key but the one that this person has. */
const another = api(({ headers, has }) => headers.has('authorization') && !has('authorization'), unknown)

/** Gateways, local models and other vendors: each is one thing wrong. */
export const gateways: readonly Scenario[] = [
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
    set: (world) => {
      gateway(
        api(
          ({ has }) => has('corp-key'),
          () => json({ message: 'No API key found in request' }, 401, { 'www-authenticate': 'Key realm="kong"' }),
        ),
      )(world)
      world.owners.set(new URL(world.env.ANTHROPIC_BASE_URL ?? '').host, () => true)
      world.knows.set('the header', 'corp-key')
    },
    root: 'endpoint-header',
    fix: /^Ask whoever runs 127\.0\.0\.1:\d+ to name the header .*, then type: export ANTHROPIC_CUSTOM_HEADERS="<the header>: \$ANTHROPIC_AUTH_TOKEN"$/,
  },
  {
    ...wrong,
    name: 'an API Management that names its header and wants another key',
    set: (world) => {
      world.knows.set('your key', 'made-up-subscription')
      gateway(
        api(
          ({ headers }) => headers.get('ocp-apim-subscription-key') === 'made-up-subscription',
          () =>
            json({ statusCode: 401, message: 'Access denied due to missing subscription key.' }, 401, {
              'www-authenticate': 'AzureApiManagementKey realm="x",name="Ocp-Apim-Subscription-Key",type="header"',
            }),
        ),
      )(world)
    },
    root: 'endpoint-header',
    fix: /^Type: export ANTHROPIC_CUSTOM_HEADERS="ocp-apim-subscription-key: <your key>"$/,
  },
  {
    name: 'a list of models that everybody may see, and a key that nobody knows',
    set: gateway((asked) => (asked.path === '/v1/models' ? models('claude-sonnet-4-6') : another(asked))),
    root: 'credential-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /key/,
  },
  {
    name: 'no list of models, and a key that nobody knows',
    set: gateway((asked) => (asked.path === '/v1/messages' ? another(asked) : notFound())),
    root: 'credential-accepted',
    cause: 'invalid-credential',
    number: 5,
    fix: /key/,
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
