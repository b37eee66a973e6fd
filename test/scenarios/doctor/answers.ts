/** What the endpoint itself answers: each story is one refusal as a machine printed it, and the doctor names its cause. */
import { signatures } from '../../../src/signatures/index.ts'
import type { Cause } from '../../../src/signatures/signature.ts'
import { makeCertificates } from '../../kit/certificates.ts'
import type { DoctorWorld, Scenario } from '../../kit/doctor-world.ts'
import { freePort } from '../../kit/free-port.ts'
import { brokenUntil, frontOf, openFront } from '../../kit/front.ts'
import { startNginx } from '../../kit/nginx.ts'
import { until } from '../../kit/until.ts'

/** How a refusal ends: another key is not refused, its owner can do something, or it passes. */
type End = 'another-key' | 'passes' | RegExp

function refusing(world: DoctorWorld, end: End, answer: () => Response): void {
  if (end instanceof RegExp) brokenUntil(world, end, answer)
  else if (end === 'another-key')
    frontOf(world, ({ headers }) =>
      headers.get('authorization')?.endsWith(world.key) || headers.get('x-api-key') === world.key ? answer() : null,
    )
  else {
    let now = true
    frontOf(world, () => (now ? answer() : null))
    world.meanwhile.push(() => {
      now = false
    })
  }
}

/** It is answered as in the first sighting of this card. */
const asOn = (id: string, end: End, number?: number): Scenario => {
  const card = signatures.find((each) => each.id === id)
  const seen = card?.seen.find(({ status }) => status !== undefined)
  if (card === undefined || seen?.status === undefined) throw new Error(`no card ${id} with a status`)
  const { status, headers = {}, text } = seen
  return {
    name: `${card.cause}: ${id}`,
    set: (world) =>
      refusing(
        world,
        end,
        () => new Response(text, { status, headers: { 'content-type': 'application/json', ...headers } }),
      ),
    root: status === 429 || status >= 500 ? 'endpoint-serves' : 'credential-accepted',
    cause: card.cause,
    ...(number === undefined ? {} : { number }),
  }
}

const answer = (name: string, status: number, cause: Cause, end: End, root = 'endpoint-serves'): Scenario => ({
  name,
  set: (world) => refusing(world, end, () => new Response('no', { status, headers: { 'content-type': 'text/plain' } })),
  root,
  cause,
})

/** A real nginx on the way to the upstream, with these lines in its location; its owner writes others when he is asked to. */
const nginxBefore =
  (lines: string, asked?: RegExp, behind?: () => number) =>
  async (world: DoctorWorld): Promise<void> => {
    const to = behind === undefined ? world.upstream.url : `http://127.0.0.1:${behind()}`
    const nginx = await startNginx(world.scratch, lines, to)
    world.keep(nginx.stop)
    world.env.ANTHROPIC_BASE_URL = nginx.url
    world.knows.set('name', 'ann').set('password', 's3cret-Canary-4712')
    if (asked === undefined) return
    world.owners.set(new URL(nginx.url).host, async (request) => {
      if (!asked.test(request)) return false
      const file = world.scratch.path('nginx/nginx.conf')
      await Bun.write(
        file,
        (await Bun.file(file).text()).replace(lines, 'add_header x-mended yes always;').replace(to, world.upstream.url),
      )
      process.kill(Number(world.scratch.read('nginx/pid')), 'SIGHUP')
      await until(async () => (await fetch(`${nginx.url}/v1/models`, { redirect: 'manual' })).headers.has('x-mended'))
      return true
    })
  }

/** A server that speaks TLS with this pair, and says what the upstream says. */
function overTls(world: DoctorWorld, pair: { cert: string; key: string }): string {
  const front = openFront(world, () => null, pair)
  world.env.ANTHROPIC_BASE_URL = front.url
  return front.host
}

const certificates = makeCertificates()
const nginx = ['nginx']

export const answers: readonly Scenario[] = [
  asOn('anthropic-oauth-token-expired', 'another-key', 3),
  asOn('anthropic-oauth-token-revoked', 'another-key', 3),
  asOn('anthropic-invalid-api-key', 'another-key', 5),
  asOn('anthropic-permission-denied', /^allow GET \/v1\/models for ANTHROPIC_AUTH_TOKEN/),
  asOn('anthropic-organization-disabled', /^allow GET \/v1\/models for ANTHROPIC_AUTH_TOKEN/),
  asOn('anthropic-credits-used-up', /^add credits for ANTHROPIC_AUTH_TOKEN/),
  asOn('anthropic-rate-limit', 'passes'),
  asOn('google-resource-exhausted', 'passes'),
  asOn('anthropic-overloaded', 'passes'),
  asOn('aws-model-access', /^open the model/),
  asOn('databricks-invalid-token', 'another-key', 3),
  asOn('litellm-key-expired', 'another-key', 3),
  answer('server-error: a status and nothing else', 500, 'server-error', /GET \/v1\/models with 500/),
  answer('server-error: a gateway without anybody behind it', 502, 'server-error', /GET \/v1\/models with 502/),
  answer('rate-limit: a status and nothing else', 429, 'rate-limit', 'passes'),
  {
    ...answer('unknown: a status that nobody here has seen', 451, 'unknown', /GET \/v1\/models with 451/),
    root: 'credential-accepted',
  },
  {
    name: 'clock-skew: twenty minutes apart',
    set: (world) => {
      // The clock of this machine cannot be moved here, so the other one goes as wrong as it until somebody sets it.
      frontOf(world, async ({ url, headers }) => {
        if (world.scratch.read('person/clock') !== '') return null
        const said = await fetch(`${world.upstream.url}${new URL(url).pathname}`, { headers })
        const date = new Date(Date.now() + 20 * 60_000).toUTCString()
        return new Response(await said.text(), { status: said.status, headers: { date } })
      })
    },
    root: 'clock-right',
    cause: 'clock-skew',
    fix: /set-ntp|sntp|w32tm/,
  },
  {
    name: 'tls: a certificate that an unknown authority has signed',
    set: (world) => {
      const host = overTls(world, certificates.server)
      world.owners.set(
        host,
        (request) => /root certificate/.test(request) && world.scratch.write('ca.pem', certificates.ca),
      )
    },
    root: 'tls-trusted',
    cause: 'tls',
    fix: /NODE_EXTRA_CA_CERTS/,
  },
  {
    name: 'tls: a certificate with another name in it',
    set: (world) => {
      overTls(world, certificates.otherName)
      world.env.NODE_EXTRA_CA_CERTS = world.scratch.write('ca.pem', certificates.ca)
    },
    root: 'tls-trusted',
    cause: 'tls',
  },
  {
    name: 'waf: a firewall that dislikes the text of a real session',
    set: (world) =>
      void brokenUntil(world, /bodies of POST \S*\/v1\/messages/, (_, body) =>
        body.includes('<script>')
          ? new Response('<html><title>Request Rejected</title></html>', { status: 403 })
          : null,
      ),
    root: 'body-passes',
    cause: 'waf',
  },
  {
    name: 'timeout: it takes the connection and says nothing',
    set: (world) => void frontOf(world, () => new Promise<Response>(() => {})),
    root: 'endpoint-is-api',
    cause: 'timeout',
  },
  {
    name: 'waf: an nginx that allows small bodies only',
    set: nginxBefore('client_max_body_size 10k;', /client_max_body_size/),
    root: 'body-passes',
    cause: 'waf',
    needs: nginx,
  },
  {
    name: 'server-error: an nginx that has nobody behind it',
    set: nginxBefore('proxy_connect_timeout 5s;', /GET \/v1\/models with 502/, () => freePort()),
    root: 'endpoint-serves',
    cause: 'server-error',
    needs: nginx,
  },
  {
    name: 'wrong-endpoint-or-header: an nginx that wants a password of its own',
    set: async (world) => {
      const file = world.scratch.write('nginx/passwords', 'ann:{PLAIN}s3cret-Canary-4712\n', 0o644)
      await nginxBefore(`auth_basic "Corp"; auth_basic_user_file ${file}; proxy_set_header Authorization "";`)(world)
    },
    root: 'endpoint-is-api',
    cause: 'wrong-endpoint-or-header',
    number: 5,
    needs: nginx,
  },
  {
    name: 'waf: an nginx that lets nobody in',
    set: nginxBefore('deny all;', /^let GET \S+\/v1\/models through/),
    root: 'endpoint-is-api',
    cause: 'waf',
    needs: nginx,
  },
  {
    name: 'wrong-endpoint-or-header: an nginx that sends everybody to a portal',
    set: async (world) => {
      const lines = 'return 302 https://portal.corp.example/login;'
      await nginxBefore(lines, /./)(world)
      const owner = world.owners.get(new URL(world.env.ANTHROPIC_BASE_URL ?? '').host)
      world.owners.clear()
      world.portals.set('portal.corp.example', async () => void (await owner?.('let me in')))
    },
    root: 'endpoint-is-api',
    cause: 'wrong-endpoint-or-header',
    needs: nginx,
  },
]
