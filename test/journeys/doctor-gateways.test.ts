/**
 * What stands at ANTHROPIC_BASE_URL when it is not Anthropic's own API: local models, gateways, other vendors. Each answers as
 * the real one does; the doctor names what is wrong with it alone.
 */
import { describe, expect, test } from 'bun:test'
import { tellSurprise } from '../kit/doctor-surprise.ts'
import { type DoctorWorld, doctorWorld, onePromptOf, tellAll } from '../kit/doctor-world.ts'
import {
  type Answer,
  api,
  fieldMissing,
  gateway,
  json,
  listOf,
  models,
  notFound,
  refusal,
} from '../kit/gateway-double.ts'
import { follow } from '../kit/obedient.ts'
import { missing } from '../kit/parts.ts'
import { gateways } from '../scenarios/doctor/gateways.ts'

describe('the doctor names', () => tellAll(gateways))

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

test('the doctor is surprised by a list of models without one of Anthropic, which may not be all that is known', () =>
  tellSurprise({
    name: 'other names',
    set: gateway(({ path, has }) => {
      if (!has('authorization')) return json({}, 401)
      return path === '/v1/models'
        ? models('corp-large', 'corp-small')
        : path === '/v1/messages'
          ? fieldMissing()
          : notFound()
    }),
    check: 'endpoint-models',
    says: /has no model of Anthropic/,
    fix: /ANTHROPIC_MODEL=corp-large/,
  }))

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
    const error = { type: 'not_found_error', message: 'model: claude-sonnet-4-6' }
    return path === '/v1/messages' ? fieldMissing() : json({ type: 'error', error }, 404)
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

/** Before the strict upstream: what it lets through goes on as it came. */
const before = (world: DoctorWorld, refuse: (headers: Headers) => Response | null): void => {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    fetch: async (request) => {
      const { pathname, search } = new URL(request.url)
      const body = request.method === 'GET' ? null : await request.bytes()
      const { method, headers } = request
      return refuse(headers) ?? fetch(world.upstream.url + pathname + search, { method, headers, body })
    },
  })
  world.keep(() => server.stop(true))
  world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${server.port}`
}

describe.skipIf(missing('claude-2.1.329'))('Claude Code is answered after the last line was followed', () => {
  const rules: Record<string, (headers: Headers) => Response | null> = {
    'by a gateway that knows few betas': (headers) =>
      /context-management/.test(headers.get('anthropic-beta') ?? '')
        ? refusal(400, 'invalid_request_error', 'Unexpected value(s) for the `anthropic-beta` header')
        : null,
    'by a gateway that reads a header of its own': (headers) =>
      headers.has('apikey') ? null : json({ message: 'No API key found in request' }, 401),
  }
  for (const [name, refuse] of Object.entries(rules))
    test(name, async () => {
      await using world = await doctorWorld()
      before(world, refuse)
      expect((await onePromptOf(world)).code).not.toBe(0)
      const { root, findings } = await world.doctor()
      await follow(findings.find(({ check }) => check === root)?.fix ?? '', world)
      expect(await onePromptOf(world)).toEqual({ code: 0, out: 'You said: ping\n' })
    }, 30_000)
})
