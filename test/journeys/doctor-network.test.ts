/** The way to the endpoint: each story is one thing on it that is wrong, and the doctor names that alone. */
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createServer } from 'node:https'
import type { Socket } from 'node:net'
import { makeCertificates } from '../kit/certificates.ts'
import { type DoctorWorld, doctorWorld, goodKey, type Report, type Scenario, tell } from '../kit/doctor-world.ts'
import { freePort } from '../kit/free-port.ts'
import { warmkey } from '../kit/living-client.ts'
import { listener } from '../kit/odd-proxy.ts'
import { canMount, ownMounts } from '../kit/own-mounts.ts'
import { blackHole, canNetwork, link, ownNetwork } from '../kit/own-network.ts'
import { missing } from '../kit/parts.ts'

const plain = makeCertificates()

const back = (world: DoctorWorld): void => {
  world.inside.length = 0
  world.env.ANTHROPIC_BASE_URL = world.upstream.url
}

/** A server of sockets that answers this once a whole request has come; `null` leaves it waiting. */
async function raw(world: DoctorWorld, answer: (text: string, socket: Socket) => string | null): Promise<void> {
  const port = await listener(world, (socket) => {
    let text = ''
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      const [head = '', body = ''] = text.split('\r\n\r\n')
      const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0)
      if (!text.includes('\r\n\r\n') || body.length < length) return
      text = ''
      const said = answer(`${head}\n${body}`, socket)
      if (said !== null) socket.write(said)
    })
  })
  world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${port}`
}
const json = (body: unknown): string => {
  const text = JSON.stringify(body)
  return `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${text.length}\r\n\r\n${text}`
}
/** Small requests are answered as an API would, and with large ones this happens. */
const unlessLarge = (large: (socket: Socket) => null) => (text: string, socket: Socket) =>
  text.length > 20_000
    ? large(socket)
    : text.startsWith('GET ')
      ? json({ data: [{ id: 'claude-sonnet-4-6', type: 'model' }], has_more: false })
      : json({ input_tokens: 3 })

const reset = (socket: Socket): null => {
  socket.resetAndDestroy()
  return null
}

/** The file of hosts is another there. */
async function withHosts(world: DoctorWorld, lines: string): Promise<void> {
  const file = world.scratch.write('hosts', `127.0.0.1 localhost\n${lines}\n`)
  const place = await ownMounts(`mount --bind ${file} /etc/hosts`)
  world.keep(async () => place[Symbol.asyncDispose]())
  world.inside.push(...place.inside(world.scratch.path('project')))
}

async function overTls(
  world: DoctorWorld,
  name: string,
  answer: (path: string) => [status: number, type: string, text: string],
  pair = plain.server,
) {
  const server = createServer(pair, ({ url = '/' }, response) => {
    const [status, type, text] = answer(url)
    response.writeHead(status, { 'content-type': type }).end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  world.keep(() => {
    server.closeAllConnections()
    server.close()
  })
  const address = server.address()
  world.env.ANTHROPIC_BASE_URL = `https://${name}:${typeof address === 'object' && address !== null ? address.port : 0}`
  world.env.NODE_EXTRA_CA_CERTS = world.scratch.write('ca.pem', plain.ca)
}

const scenarios: readonly Scenario[] = [
  {
    name: 'a captive portal behind a good certificate',
    set: (world) => overTls(world, '127.0.0.1', () => [200, 'text/html', '<!doctype html><title>Hotel WiFi</title>']),
    root: 'endpoint-is-api',
    cause: 'malformed-response',
    cure: back,
    fix: /./,
  },
  {
    name: 'an answer that breaks off in the middle',
    set: (world) =>
      raw(world, (_, socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"data":[')
        setImmediate(() => socket.resetAndDestroy())
        return null
      }),
    root: 'endpoint-is-api',
    cause: 'connection',
    cure: back,
    fix: /./,
  },
  {
    name: 'a reset after the request',
    set: (world) => raw(world, (_, socket) => reset(socket)),
    root: 'endpoint-is-api',
    cause: 'connection',
    cure: back,
    fix: /./,
  },
  {
    name: 'a network that resets large requests',
    set: (world) => raw(world, unlessLarge(reset)),
    root: 'body-passes',
    cause: 'waf',
    fix: /to let bodies of POST \/v1\/messages through up to 32 MB/,
    cure: back,
  },
  {
    name: 'a network that loses large requests',
    set: (world) =>
      raw(
        world,
        unlessLarge(() => null),
      ),
    root: 'body-passes',
    cause: 'timeout',
    fix: /./,
    cure: back,
  },
]

describe('the doctor names', () => {
  for (const scenario of scenarios) test(scenario.name, () => tell(scenario), 20_000)
})

describe.skipIf(!canMount())('the file of hosts', () => {
  const inHosts = (name: string, set: (world: DoctorWorld) => Promise<void>, root: string, cause: Scenario['cause']) =>
    test(name, () => tell({ name, set, root, cause, fix: /^Type: sudo sed -i 2d \/etc\/hosts$/, cure: back }), 20_000)

  inHosts(
    'leads a name to this machine, where nobody listens',
    async (world) => {
      await withHosts(world, '127.0.0.1 llm.corp.test')
      world.env.ANTHROPIC_BASE_URL = `http://llm.corp.test:${freePort()}`
    },
    'name-resolves',
    'dns',
  )
  inHosts(
    'leads a name to an address where nobody answers',
    async (world) => {
      await withHosts(world, '127.0.0.77 other.corp.test LLM.corp.test # of the old office')
      world.env.ANTHROPIC_BASE_URL = `http://other.corp.test:${freePort()}`
    },
    'name-resolves',
    'dns',
  )
  inHosts(
    'leads a name to somebody else',
    async (world) => {
      await overTls(world, 'llm.corp.test', () => [200, 'text/html', 'hello'], plain.otherName)
      await withHosts(world, '127.0.0.1 llm.corp.test')
    },
    'tls-trusted',
    'tls',
  )
})

/** The emulator where this world is, on loopback; resolves with its port. */
async function emulating(world: DoctorWorld): Promise<string> {
  const child = Bun.spawn([...world.inside, warmkey, 'emulate', '--json', '--accept', goodKey], {
    env: { PATH: '/usr/bin:/bin', HOME: world.scratch.path('elsewhere') },
    stdout: 'pipe',
    stderr: 'inherit',
  })
  world.keep(async () => {
    child.kill()
    await child.exited
  })
  const { value } = await child.stdout.getReader().read()
  return /127\.0\.0\.1:(\d+)/.exec(new TextDecoder().decode(value))?.[1] ?? ''
}

const statusOf = ({ findings }: Report, check: string) => findings.find((finding) => finding.check === check)

describe.skipIf(missing('ip') || !canNetwork())('a network of its own', () => {
  const inside = async (world: DoctorWorld, script: string): Promise<void> => {
    const network = await ownNetwork(script)
    world.keep(async () => network[Symbol.asyncDispose]())
    world.inside.push(...network.inside(world.scratch.path('project')))
  }
  /** No name server is there; whoever is asked refuses at once. */
  const noNames = (world: DoctorWorld) =>
    `mount --bind ${world.scratch.write('resolv.conf', 'nameserver 127.0.0.1\noptions attempts:1 timeout:1\n')} "$(realpath /etc/resolv.conf)"`

  test('tunnels are named, also where a name is known inside of one alone', async () => {
    await using world = await doctorWorld()
    await inside(world, `${noNames(world)}; ${link('wg0', '10.66.0.2/24')}`)
    world.env.ANTHROPIC_BASE_URL = 'https://llm.corp.test'
    const report = await world.doctor()
    expect([report.root, statusOf(report, 'name-resolves')?.cause]).toEqual(['name-resolves', 'dns'])
    expect(statusOf(report, 'vpn-interfaces')).toMatchObject({ status: 'ok', summary: expect.stringContaining('wg0') })
    expect(report.text).toContain('tunnels of a VPN: wg0')
    world.inside.length = 0
    await inside(world, noNames(world))
    expect((await world.doctor()).text).toContain('no tunnel of a VPN is open')
  }, 20_000)

  test('a tunnel that takes everything is said to', async () => {
    await using world = await doctorWorld()
    await inside(world, `${link('wg0', '10.66.0.2/24')}; ip route add default dev wg0`)
    const report = await world.doctor('--offline')
    expect(statusOf(report, 'vpn-interfaces')?.summary).toMatch(/wg0.*everything/)
  }, 20_000)

  test('IPv6 that leads nowhere beside IPv4 that answers', async () => {
    await using world = await doctorWorld()
    const hosts = world.scratch.write(
      'hosts',
      '127.0.0.1 localhost\n10.66.0.1 llm.corp.test\n2001:db8::7 llm.corp.test\n',
    )
    await inside(
      world,
      `mount --bind ${hosts} /etc/hosts; ip addr add 10.66.0.1/32 dev lo; ${link('six0', '192.0.2.2/24')}; ip -6 route add 2001:db8::/32 dev six0`,
    )
    const port = await emulating(world)
    // It listens on loopback alone; a plain forward stands at the other address.
    const forward = Bun.spawn(
      [
        ...world.inside,
        process.execPath,
        '-e',
        `require('net').createServer(a=>{const b=require('net').connect(${port},'127.0.0.1');a.pipe(b);b.pipe(a);a.on('error',()=>{});b.on('error',()=>{})}).listen(8080,'10.66.0.1',()=>console.log('up'))`,
      ],
      {
        env: { PATH: '/usr/bin:/bin', HOME: world.scratch.path('elsewhere') },
        stdout: 'pipe',
        stderr: 'inherit',
      },
    )
    world.keep(async () => {
      forward.kill()
      await forward.exited
    })
    await forward.stdout.getReader().read()
    world.env.ANTHROPIC_BASE_URL = 'http://llm.corp.test:8080'
    const report = await world.doctor()
    expect(report.findings.filter(({ status }) => status === 'wrong')).toEqual([])
    expect(statusOf(report, 'both-families')).toMatchObject({
      status: 'warn',
      cause: 'timeout',
      summary: expect.stringContaining('2001:db8::7 does not answer'),
    })
  }, 30_000)

  test('where everything is lost the doctor ends, and nothing that was not seen is ok', async () => {
    await using world = await doctorWorld()
    const resolv = world.scratch.write('resolv.conf', 'nameserver 198.51.100.9\n')
    await inside(world, `mount --bind ${resolv} "$(realpath /etc/resolv.conf)"; ${blackHole}`)
    world.scratch.write('home/helper.sh', '#!/bin/sh\ntrap "" TERM\nwhile :; do sleep 1; done\n', 0o755)
    delete world.env.ANTHROPIC_AUTH_TOKEN
    world.settings('user', { apiKeyHelper: world.scratch.path('home/helper.sh') })
    world.env.ANTHROPIC_BASE_URL = 'https://llm.corp.test'
    const report = await world.doctor()
    const seen = ['name-resolves', 'port-open', 'tls-trusted', 'endpoint-is-api', 'credential-accepted', 'body-passes']
    expect(seen.map((check) => statusOf(report, check)?.status).includes('ok')).toBe(false)
    expect(report.findings.filter(({ status }) => status === 'wrong').map(({ check }) => check)).toContain(
      'helper-runs',
    )
  }, 30_000)

  test('a login that is over, whose own host is not reached, while a gateway is', async () => {
    await using world = await doctorWorld()
    await inside(world, noNames(world))
    delete world.env.ANTHROPIC_AUTH_TOKEN
    const login = {
      accessToken: 'made-up',
      refreshToken: 'made-up',
      expiresAt: 1_700_000_000_000,
      scopes: ['user:inference'],
    }
    world.scratch.write('home/.claude/.credentials.json', JSON.stringify({ claudeAiOauth: login }), 0o600)
    delete world.env.ANTHROPIC_BASE_URL
    const report = await world.doctor('--only', 'hosts-needed')
    // The API itself is not reached either, so that is what is said, once.
    expect(report.root).toBe('name-resolves')
    expect(statusOf(report, 'hosts-needed')?.status).toBe('skip')
    world.env.ANTHROPIC_BASE_URL = `http://127.0.0.1:${await emulating(world)}`
    expect(statusOf(await world.doctor('--only', 'hosts-needed'), 'hosts-needed')).toMatchObject({
      status: 'wrong',
      cause: 'dns',
      summary: expect.stringMatching(
        /^platform\.claude\.com, which renews the login, is not reached: looking up its name/,
      ),
      fix: expect.stringContaining('to let platform.claude.com:443 through'),
    })
  }, 30_000)
})

describe('hosts beside the API', () => {
  let world: DoctorWorld
  beforeAll(async () => {
    world = await doctorWorld()
  })
  afterAll(() => world[Symbol.asyncDispose]())

  test('a vault that a helper asks and nobody reaches', async () => {
    delete world.env.ANTHROPIC_AUTH_TOKEN
    const at = `127.0.0.1:${freePort()}`
    world.settings('user', { apiKeyHelper: `: https://${at}/v1/secret; echo ${world.key}` })
    const report = await world.doctor()
    expect(report.root).toBeNull()
    expect(statusOf(report, 'hosts-needed')).toMatchObject({
      status: 'warn',
      cause: 'connection',
      summary: expect.stringContaining(`${at}, which the helper asks for the key, is not reached: connecting fails`),
    })
  }, 20_000)

  test('endpoints that are set up are compared, and none is spoken to', async () => {
    world.settings('user', {})
    world.env.ANTHROPIC_AUTH_TOKEN = world.key
    const heard: string[] = []
    const slow = await listener(world, (socket) => socket.on('data', (chunk) => heard.push(chunk.toString())))
    world.env.ANTHROPIC_VERTEX_BASE_URL = `http://127.0.0.1:${slow}`
    const profile = { source: { type: 'env', name: 'KEY' }, upstream: { url: `http://127.0.0.1:${freePort()}` } }
    world.scratch.write('config/warmkey/config.jsonc', JSON.stringify({ profiles: { work: profile } }), 0o600)
    const finding = statusOf(await world.doctor(), 'endpoints-compared')
    expect(finding?.status).toBe('ok')
    expect(finding?.summary).toMatch(
      /^127\.0\.0\.1:\d+ \d+ ms \(in use\); .*\d+ ms \(ANTHROPIC_VERTEX_BASE_URL of the shell\).*ECONNREFUSED \(the profile "work"\)/,
    )
    expect(heard).toEqual([])
  }, 20_000)
})
