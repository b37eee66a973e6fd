/** What the endpoint itself answers: each story is one refusal as a machine printed it, and the doctor names its cause. */
import { describe, expect, test } from 'bun:test'
import { signatures } from '../../src/signatures/index.ts'
import type { Cause } from '../../src/signatures/signature.ts'
import { makeCertificates } from '../kit/certificates.ts'
import { type DoctorWorld, type Scenario, tell } from '../kit/doctor-world.ts'
import { freePort } from '../kit/free-port.ts'
import { startNginx } from '../kit/nginx.ts'
import { missing } from '../kit/parts.ts'

/** Every request is answered as in the first sighting of this card. */
const asOn = (id: string, number?: number): Scenario => {
  const card = signatures.find((each) => each.id === id)
  const seen = card?.seen.find(({ status }) => status !== undefined)
  if (card === undefined || seen?.status === undefined) throw new Error(`no card ${id} with a status`)
  const { status, headers = {}, text } = seen
  return {
    name: `${card.cause}: ${id}`,
    set: ({ upstream }) =>
      upstream.script(
        { kind: 'response', status, headers: { 'content-type': 'application/json', ...headers }, body: text },
        Infinity,
        () => true,
      ),
    root: status === 429 || status >= 500 ? 'endpoint-serves' : 'credential-accepted',
    cause: card.cause,
    fix: /./,
    ...(number === undefined ? {} : { number }),
    cure: ({ upstream }) => upstream.unscript(),
  }
}

const answer = (name: string, status: number, cause: Cause, root = 'endpoint-serves'): Scenario => ({
  name,
  set: ({ upstream }) =>
    upstream.script(
      { kind: 'response', status, headers: { 'content-type': 'text/plain' }, body: 'no' },
      Infinity,
      () => true,
    ),
  root,
  cause,
  fix: /./,
  cure: ({ upstream }) => upstream.unscript(),
})

/** A real nginx on the way to the upstream, with these lines in its location. */
const nginxBefore =
  (lines: string, behind?: () => number) =>
  async (world: DoctorWorld): Promise<void> => {
    const to = behind === undefined ? world.upstream.url : `http://127.0.0.1:${behind()}`
    const nginx = await startNginx(world.scratch, lines, to)
    world.keep(nginx.stop)
    world.env.ANTHROPIC_BASE_URL = nginx.url
  }

/** A server that speaks TLS with this pair, and says what the upstream says. */
async function overTls(world: DoctorWorld, pair: { cert: string; key: string }): Promise<void> {
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    tls: pair,
    fetch: (request) => {
      const url = new URL(request.url)
      return fetch(`${world.upstream.url}${url.pathname}${url.search}`, { headers: request.headers })
    },
  })
  world.keep(() => server.stop(true))
  world.env.ANTHROPIC_BASE_URL = `https://127.0.0.1:${server.port}`
}

const certificates = makeCertificates()

const scenarios: readonly Scenario[] = [
  asOn('anthropic-oauth-token-expired', 3),
  asOn('anthropic-oauth-token-revoked', 3),
  asOn('anthropic-invalid-api-key', 5),
  asOn('anthropic-permission-denied'),
  asOn('anthropic-organization-disabled'),
  asOn('anthropic-credits-used-up'),
  asOn('anthropic-rate-limit'),
  asOn('google-resource-exhausted'),
  asOn('anthropic-overloaded'),
  asOn('aws-model-access'),
  asOn('databricks-invalid-token', 3),
  asOn('litellm-key-expired', 3),
  answer('server-error: a status and nothing else', 500, 'server-error'),
  answer('server-error: a gateway without anybody behind it', 502, 'server-error'),
  answer('rate-limit: a status and nothing else', 429, 'rate-limit'),
  answer('unknown: a status that nobody here has seen', 451, 'unknown', 'credential-accepted'),
  {
    name: 'clock-skew: twenty minutes apart',
    set: (world) => {
      const date = new Date(Date.now() + 20 * 60_000).toUTCString()
      const server = Bun.serve({
        port: 0,
        hostname: '127.0.0.1',
        fetch: () => Response.json({ data: [] }, { headers: { date } }),
      })
      world.keep(() => server.stop(true))
      world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${server.port}`
    },
    root: 'clock-right',
    cause: 'clock-skew',
    fix: /set-ntp|sntp|w32tm/,
  },
  {
    name: 'tls: a certificate that an unknown authority has signed',
    set: (world) => overTls(world, certificates.server),
    root: 'tls-trusted',
    cause: 'tls',
    fix: /NODE_EXTRA_CA_CERTS/,
    cure: (world) => {
      world.env.NODE_EXTRA_CA_CERTS = world.scratch.write('ca.pem', certificates.ca)
    },
  },
  {
    name: 'waf: a firewall that dislikes the text of a real session',
    set: (world) => {
      const server = Bun.serve({
        port: 0,
        hostname: '127.0.0.1',
        async fetch(request) {
          const url = new URL(request.url)
          const body = await request.text()
          if (body.includes('<script>'))
            return new Response('<html><title>Request Rejected</title></html>', { status: 403 })
          const init = { method: request.method, headers: request.headers }
          return fetch(`${world.upstream.url}${url.pathname}${url.search}`, body === '' ? init : { ...init, body })
        },
      })
      world.keep(() => server.stop(true))
      world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${server.port}`
    },
    root: 'body-passes',
    cause: 'waf',
    fix: /bodies/,
    cure: (world) => {
      world.env.ANTHROPIC_BASE_URL = world.upstream.url
    },
  },
  {
    name: 'timeout: it takes the connection and says nothing',
    set: (world) => {
      const server = Bun.serve({ port: 0, hostname: '127.0.0.1', fetch: () => new Promise<Response>(() => {}) })
      world.keep(() => server.stop(true))
      world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${server.port}`
    },
    root: 'endpoint-is-api',
    cause: 'timeout',
    fix: /Check what runs/,
    cure: (world) => {
      world.env.ANTHROPIC_BASE_URL = world.upstream.url
    },
  },
]

describe('the doctor names', () => {
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario))
})

describe.skipIf(missing('nginx'))('with a real nginx before the endpoint', () => {
  test('that allows small bodies only', () =>
    tell({
      name: 'nginx',
      set: nginxBefore('client_max_body_size 10k;'),
      root: 'body-passes',
      cause: 'waf',
      fix: /client_max_body_size/,
      cure: (world) => {
        world.env.ANTHROPIC_BASE_URL = world.upstream.url
      },
    }))

  test('that has nobody behind it', () =>
    tell({
      name: 'nginx',
      set: nginxBefore('', () => freePort()),
      root: 'endpoint-serves',
      cause: 'server-error',
      fix: /minute/,
    }))

  test('that wants a password of its own', () =>
    tell({
      name: 'nginx',
      set: nginxBefore('auth_basic "Corp"; auth_basic_user_file /dev/null;'),
      root: 'endpoint-is-api',
      cause: 'wrong-endpoint-or-header',
      number: 5,
      fix: /ANTHROPIC_CUSTOM_HEADERS/,
    }))

  test('that lets nobody in', () =>
    tell({ name: 'nginx', set: nginxBefore('deny all;'), root: 'endpoint-is-api', cause: 'waf', fix: /./ }))

  test('that sends everybody to a portal', () =>
    tell({
      name: 'nginx',
      set: nginxBefore('return 302 https://portal.corp.example/login;'),
      root: 'endpoint-is-api',
      cause: 'wrong-endpoint-or-header',
      fix: /portal/,
    }))
})

test('a server that wants another name in its certificate is not trusted either', async () => {
  const { tls } = { tls: certificates.otherName }
  await tell({
    name: 'another name',
    set: async (world) => {
      await overTls(world, tls)
      world.env.NODE_EXTRA_CA_CERTS = world.scratch.write('ca.pem', certificates.ca)
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /./,
  })
  expect(scenarios.length).toBeGreaterThan(10)
})
