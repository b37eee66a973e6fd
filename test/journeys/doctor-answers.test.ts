/** What the endpoint itself answers: each story is one refusal as a machine printed it, and the doctor names its cause. */
import { describe, expect, test } from 'bun:test'
import { signatures } from '../../src/signatures/index.ts'
import type { Cause } from '../../src/signatures/signature.ts'
import { makeCertificates } from '../kit/certificates.ts'
import { type DoctorWorld, type Scenario, tell } from '../kit/doctor-world.ts'

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

const answer = (name: string, status: number, cause: Cause): Scenario => ({
  name,
  set: ({ upstream }) =>
    upstream.script(
      { kind: 'response', status, headers: { 'content-type': 'text/plain' }, body: 'no' },
      Infinity,
      () => true,
    ),
  root: 'endpoint-serves',
  cause,
  fix: /./,
  cure: ({ upstream }) => upstream.unscript(),
})

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
  asOn('anthropic-overloaded'),
  asOn('aws-model-access'),
  asOn('databricks-invalid-token', 3),
  asOn('litellm-key-expired', 3),
  answer('server-error: a status and nothing else', 500, 'server-error'),
  answer('server-error: a gateway without anybody behind it', 502, 'server-error'),
  answer('rate-limit: a status and nothing else', 429, 'rate-limit'),
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
