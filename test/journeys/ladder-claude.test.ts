/** What the ladder says is what the real client sends, in every version that is here. */
import { expect, test } from 'bun:test'
import { join } from 'node:path'
import { keptVersions } from '../../scripts/clients.mjs'
import { systemClock } from '../../src/clock.ts'
import { machineWorld } from '../../src/commands/run/world.ts'
import { createBench } from '../../src/doctor/bench.ts'
import { headersOf } from '../../src/doctor/present.ts'
import { claudeBinary } from '../kit/clients.ts'
import { type LadderRow, ladderRows } from '../kit/ladder-rows.ts'
import { missing } from '../kit/parts.ts'
import { makeScratch } from '../kit/scratch.ts'

/** What goes out: where to, and with what; `null` for a header that does not. */
interface Sent {
  readonly to: string
  readonly authorization: string | null
  readonly key: string | null
}

const clouds: Readonly<Record<string, string>> = {
  CLAUDE_CODE_USE_BEDROCK: '/bedrock',
  CLAUDE_CODE_USE_FOUNDRY: '/foundry',
  CLAUDE_CODE_USE_ANTHROPIC_AWS: '/aws',
  CLAUDE_CODE_USE_ANTHROPIC_GOOGLE_CLOUD: '/google',
  CLAUDE_CODE_USE_MANTLE: '/mantle',
  CLAUDE_CODE_USE_VERTEX: '/vertex',
}
const addresses = (base: string) => ({
  ANTHROPIC_BEDROCK_BASE_URL: `${base}/bedrock`,
  CLAUDE_CODE_SKIP_BEDROCK_AUTH: '1',
  AWS_REGION: 'us-east-1',
  ANTHROPIC_FOUNDRY_BASE_URL: `${base}/foundry`,
  CLAUDE_CODE_SKIP_FOUNDRY_AUTH: '1',
  ANTHROPIC_AWS_BASE_URL: `${base}/aws`,
  CLAUDE_CODE_SKIP_ANTHROPIC_AWS_AUTH: '1',
  ANTHROPIC_AWS_WORKSPACE_ID: 'w',
  ANTHROPIC_GOOGLE_CLOUD_BASE_URL: `${base}/google`,
  CLAUDE_CODE_SKIP_ANTHROPIC_GOOGLE_CLOUD_AUTH: '1',
  ANTHROPIC_GOOGLE_CLOUD_PROJECT: 'p',
  ANTHROPIC_GOOGLE_CLOUD_LOCATION: 'global',
  ANTHROPIC_GOOGLE_CLOUD_WORKSPACE_ID: 'w',
  ANTHROPIC_BEDROCK_MANTLE_BASE_URL: `${base}/mantle`,
  CLAUDE_CODE_SKIP_MANTLE_AUTH: '1',
  ANTHROPIC_VERTEX_BASE_URL: `${base}/vertex`,
  CLAUDE_CODE_SKIP_VERTEX_AUTH: '1',
  ANTHROPIC_VERTEX_PROJECT_ID: 'p',
  CLOUD_ML_REGION: 'us-east5',
})

/** Keeps the first prompt of each run, gives federation its token, and ends every prompt with one answer. */
function listenForRuns() {
  const first = new Map<string, Sent>()
  const server = Bun.serve({
    port: 0,
    hostname: '127.0.0.1',
    async fetch(request) {
      const [, run = '', ...rest] = new URL(request.url).pathname.split('/')
      const path = `/${rest.join('/')}`
      if (path.endsWith('/oauth/token')) return Response.json({ access_token: 'F-token', expires_in: 3600 })
      if (request.method !== 'POST') return new Response('', { status: 404 })
      const to = Object.values(clouds).find((cloud) => path.startsWith(cloud)) ?? '/messages'
      const { headers } = request
      if (!first.has(run))
        first.set(run, { to, authorization: headers.get('authorization'), key: headers.get('x-api-key') })
      const message = 'that is enough'
      return Response.json({ type: 'error', error: { type: 'api_error', message } }, { status: 424 })
    },
  })
  // Whatever else a client would ask ends here: on loopback, at somebody who says nothing.
  const trap = Bun.listen({ hostname: '127.0.0.1', port: 0, socket: { data: (socket) => void socket.end() } })
  return {
    url: `http://127.0.0.1:${server.port}`,
    proxy: `http://127.0.0.1:${trap.port}`,
    first,
    async close() {
      trap.stop(true)
      await server.stop(true)
    },
  }
}

type Runs = ReturnType<typeof listenForRuns>

async function compared(
  version: string,
  id: string,
  row: LadderRow,
  runs: Runs,
): Promise<readonly [Sent | null, Sent | null]> {
  using scratch = makeScratch()
  const base = `${runs.url}/${id}`
  const jwt = scratch.write('home/jwt', 'eyJhbGciOiJSUzI1NiIsImtpZCI6ImEifQ.e30.c2ln')
  const write = (name: string, content: unknown): void => {
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    scratch.write(name, text.replaceAll('$BASE.jwt', jwt).replaceAll('$BASE', base))
  }
  scratch.write('home/project/readme', '')
  for (const [name, content] of Object.entries(row.files ?? {})) write(join('home', name), content)
  if (row.user !== undefined) write('home/.claude/settings.json', row.user)
  if (row.project !== undefined) write('home/project/.claude/settings.json', row.project)
  if (row.local !== undefined) write('home/project/.claude/settings.local.json', row.local)
  const home = scratch.path('home')
  const cwd = scratch.path('home/project')
  const env: Record<string, string> = {
    PATH: '/usr/local/bin:/usr/bin:/bin',
    HOME: home,
    ANTHROPIC_BASE_URL: base,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    CLAUDE_CODE_MAX_RETRIES: '0',
    HTTPS_PROXY: runs.proxy,
    NO_PROXY: '127.0.0.1',
    ...(row.clouds ? addresses(base) : {}),
    ...row.env,
  }
  const args = ['-p', 'ping', '--model', 'claude-sonnet-5', ...(row.args ?? [])]
  // Before the client runs, because it leaves tokens behind.
  const said = await predicted(version, { env, home, cwd, platform: process.platform }, args)
  const child = Bun.spawn([claudeBinary(version) ?? '', ...args], {
    env,
    cwd,
    stdin: 'ignore',
    stdout: 'ignore',
    stderr: 'ignore',
  })
  await child.exited
  const sent = runs.first.get(id) ?? null
  // Who signs at a cloud is the cloud's own matter: the ladder says which one.
  const shown = (one: Sent | null): Sent | null =>
    one === null || one.to === '/messages' ? one : { to: one.to, authorization: null, key: null }
  // A helper beside a token is not waited for.
  const early = sent?.key === null && said?.authorization === 'Bearer T-shell' && said.key?.startsWith('H-')
  return [shown(sent), shown(early ? { ...said, key: null } : said)]
}

/** What the doctor believes that the client would send; tokens that it does not read are known from the rows. */
async function predicted(
  version: string,
  place: Parameters<typeof machineWorld>[0],
  args: readonly string[],
): Promise<Sent | null> {
  const config = { kind: 'absent', file: '' } as const
  const world = machineWorld(place)
  const bench = createBench({ world, clock: systemClock, config, args, model: null, spend: false, version })
  const { winner, rungs } = bench.ladder
  if (winner === null || winner.holding.state === 'unusable') return null
  const { kind, name } = winner.rung
  const value = winner.holding.read()
  const bearer: Readonly<Partial<Record<typeof kind, string>>> = {
    'gateway-session': 'G-session',
    'login-token': value,
    login: 'L-login',
    federation:
      name === 'ANTHROPIC_FEDERATION_RULE_ID' ||
      world.read(join(place.home, '.config/anthropic/credentials', `${value}.json`)) === null
        ? 'F-token'
        : `P-${value}`,
  }
  if (kind === 'cloud') return { to: clouds[name] ?? '', authorization: null, key: null }
  const token = bearer[kind]
  if (token === undefined) {
    const headers = headersOf(await bench.credentials(AbortSignal.timeout(10_000)))
    return { to: '/messages', authorization: headers.get('authorization'), key: headers.get('x-api-key') }
  }
  const own = rungs.find((rung) => rung.kind === 'custom-header')?.holdings[0].because?.includes('x-api-key')
  return { to: '/messages', authorization: `Bearer ${token}`, key: own ? 'C-key' : null }
}

/** 2.1.197 does not sign for Foundry without a provider of tokens, so that nothing goes out. */
const silent = new Set(['2.1.197 Bedrock and Foundry'])

const here = missing('claude-2.1.197', 'claude-2.1.329') ? [] : keptVersions()
for (const version of here) {
  test(`${version} sends what the ladder says, in ${Object.keys(ladderRows).length} ways`, async () => {
    const runs = listenForRuns()
    const rows = Object.entries(ladderRows).entries().toArray()
    const wrong: unknown[] = []
    const work = async (): Promise<void> => {
      for (let next = rows.shift(); next !== undefined; next = rows.shift()) {
        const [index, [name, row]] = next
        const [sent, said] = await compared(version, `run${index}`, row, runs)
        if (!Bun.deepEquals(sent, said) && !silent.has(`${version} ${name}`)) wrong.push({ name, sent, said })
      }
    }
    await Promise.all([work(), work(), work()])
    await runs.close()
    expect(wrong).toEqual([])
  }, 600_000)
}
